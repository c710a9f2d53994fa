import ArgumentParser
import Basics
import Comparison
import Declarations
import Foundation
import PolicyLanguage

/// `youshu policy …`: the packs and their language.
struct PolicyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "policy",
        abstract: "Checks and lists policy packs, and tries out expressions. 检查、列出政策包，试算表达式。",
        subcommands: [PolicyCheckCommand.self, PolicyListCommand.self, PolicyEvalCommand.self, PolicyLockCommand.self])
}

/// `youshu policy check`.
struct PolicyCheckCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Checks packs against the data sources and runs the examples of their rules. 检查政策包并运行规则示例。",
        discussion: """
            Prints every mistake as file:line:column with what to write instead, a note for each rule that cannot run over everybody at \
            once, and the sums. Released rules are held against PolicyPacks/LOCK.yaml.

            EXAMPLES
              youshu policy check
              youshu policy check PolicyPacks/national/data-quality

            Exit code 1 if there is a mistake; warnings do not count.
            """)

    @Argument(help: ArgumentHelp("A folder of packs, or one pack's; the packs root if left out.", valueName: "dir"))
    var root: String?
    @OptionGroup var options: FolderOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func run(on console: Console) throws -> ExitStatus {
        let report = try self.report()
        console.write(json ? try report.json() : report.text)
        return report.errors == 0 ? .fine : .found
    }

    private func report() throws -> PolicyCheckReport {
        let sources = try options.sourcesRoot ?? HomeFolders.find("DataSources", option: "--sources-root")
        let packs = try root ?? options.packsRoot ?? HomeFolders.find("PolicyPacks", option: "--packs-root")
        guard HomeFolders.isDirectory(packs) else {
            throw CommandFailure(code: "no-packs", message: "there is no folder \(packs)", advice: "give a folder of packs")
        }
        let library = SchemaLibrary(root: sources)
        var layouts: [[String]: RecordLayout] = [:]
        func slow(_ rule: Rule, _ pack: PolicyPack) -> String? {
            let layout = layouts[pack.sources] ?? RecordLayout(schemas: library.schemas(for: [pack]).schemas)
            layouts[pack.sources] = layout
            return CompiledPacks.reasonAgainstColumns(rule, pack: pack, layout: layout)
        }
        guard FileManager.default.fileExists(atPath: "\(packs)/pack.yaml") else {
            return PolicyCheck.run(root: packs, today: .today, slow: slow, vocabulary: library.vocabulary)
        }
        let root = try options.packsRoot ?? HomeFolders.find("PolicyPacks", option: "--packs-root")
        return PolicyCheck.run(packPath: packs, root: root, today: .today, slow: slow, vocabulary: library.vocabulary)
    }
}

/// `youshu policy list`.
struct PolicyListCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "Lists the rules of the packs: what they ask, since when, and whether they were verified. 列出规则。",
        discussion: """
            EXAMPLES
              youshu policy list
              youshu policy list national/data-quality --json
            """)

    @Argument(help: ArgumentHelp("Packs, by path or by their name below the packs root; all if left out.", valueName: "pack"))
    var packs: [String] = []
    @OptionGroup var options: FolderOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func run(on console: Console) throws -> ExitStatus {
        let folders = try options.folders()
        let list = PolicyList(try PackShelf.load(packs, folders: folders).packs)
        console.write(json ? try list.json() : list.text)
        return .fine
    }
}

/// `youshu policy eval`.
struct PolicyEvalCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval",
        abstract: "Evaluates one expression of the policy language. 试算一个表达式。",
        discussion: """
            Prints the value as JSON. The members of the input are the names of the expression; whole numbers are int, bytes are base64, \
            timestamps are RFC 3339.

            EXAMPLES
              youshu policy eval '1 + x' --input '{"x": 2}'
              youshu policy eval 'yuan(50000) * 2 > yuan(99999)'
              youshu policy eval '[1, 2, 3].filter(n, n > 1)'

            Exit code 1, with the reason, if it has no value; what the language leaves out is called unsupported.
            """)

    @Argument(help: "The expression.")
    var expression: String
    @Option(help: ArgumentHelp("A JSON object with the values of the names.", valueName: "json"))
    var input: String?
    @Flag(help: "The value is JSON anyway; with this, errors are too.")
    var json = false

    mutating func run(on console: Console) throws -> ExitStatus {
        switch PolicyEval.run(expression: expression, inputJSON: input) {
        case .success(let value): console.write(value + "\n")
        case .failure(let failure): throw CommandFailure(status: .found, code: "no-value", message: failure.message)
        }
        return .fine
    }
}

/// `youshu policy lock`.
struct PolicyLockCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "lock",
        abstract: "Writes down what the released rules decide, so that a change needs a new version. 锁定已发布的规则。",
        discussion: """
            Writes LOCK.yaml in the packs root. Refused while a released rule changed without a new version, or is gone.

            EXAMPLE
              youshu policy lock
            """)

    @OptionGroup var options: FolderOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func run(on console: Console) throws -> ExitStatus {
        let folders = try options.folders()
        let vocabulary = SchemaLibrary(root: folders.sources).vocabulary
        let (packs, found) = PackLoader(root: folders.packs, vocabulary: vocabulary).load(only: nil)
        var mistakes = found.filter { $0.severity == .error }
        if mistakes.isEmpty { mistakes = try PolicyLock.rewrite(root: folders.packs, packs: packs) }
        if json {
            console.write(
                JSONText.of(Printed(packs: packs.count, rules: packs.reduce(0) { $0 + $1.rules.count }, mistakes: mistakes.map(\.description))))
        } else {
            console.write(mistakes.map { "\($0)\n" }.joined())
            if mistakes.isEmpty { console.write("\(folders.packs)/LOCK.yaml: \(packs.count) packs\n") }
        }
        return mistakes.isEmpty ? .fine : .found
    }

    private struct Printed: Encodable {
        var packs: Int
        var rules: Int
        var mistakes: [String]
    }
}
