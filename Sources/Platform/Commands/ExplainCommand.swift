import ArgumentParser
import Basics
import Comparison
import Foundation
import PolicyLanguage

/// `youshu explain`.
struct ExplainCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Says why a clue fired: rule, parameters, values, source rows with file and line. 解释一条线索。",
        discussion: """
            Takes a clue's number (column clue of clues.csv) and the folder the comparison wrote to. Evaluates the rule again for that one \
            household, with the other evaluator, over the files as they stand now.

            EXAMPLE
              youshu explain 7d3c0f5a9be81246 --out out/report
            """)

    @Argument(help: ArgumentHelp("Sixteen hexadecimal digits.", valueName: "clue"))
    var clue: String
    @Option(help: ArgumentHelp("The folder youshu compare wrote to.", valueName: "dir"))
    var out: String
    @Option(help: ArgumentHelp("Folder with the files, if it is no longer where it was.", valueName: "dir"))
    var data: String?
    @Flag(help: "Show names and ID numbers in clear.")
    var reveal = false
    @OptionGroup var options: FolderOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func validate() throws {
        guard identity != nil else {
            throw ValidationError("a clue's number is 16 hexadecimal digits, as in the column clue of clues.csv, not '\(clue)'")
        }
    }

    mutating func run(on console: Console) async throws -> ExitStatus {
        let recorded = try RecordedRun(folder: out)
        guard let identity, let rule = try recorded.rule(ofClue: identity) else {
            throw CommandFailure(
                status: .found, code: "unknown-clue", message: "no clue \(clue) stands in \(out)/clues.csv",
                advice: "take the number from its column clue")
        }
        let record = recorded.record
        let packOfRule = record.rules.first { $0.id == rule }?.pack
        let places = record.packs.filter { $0.id == packOfRule }.map { HomeFolders.isDirectory($0.path) ? $0.path : $0.id }
        let shelf = try PackShelf.load(places, folders: try options.folders())
        let progress = ProgressDisplay(on: console, quiet: json && !console.isTerminal)
        defer { progress.clear() }
        let runOptions = ComparisonOptions(
            dataFolder: try DataFolder(data ?? record.data).path, schemas: shelf.schemas, packs: shelf.packs,
            asOf: CalendarDate(iso: record.asOf) ?? .today, threads: max(1, ProcessInfo.processInfo.activeProcessorCount), standsFor: record.standsFor
        )
        let explanation = try explained(identity, rule, runOptions, progress)
        let report = ExplanationReport(explanation, schemas: shelf.schemas, packs: shelf.packs, person: MaskedPerson(revealed: reveal))
        progress.clear()
        console.write(json ? JSONText.of(report) : report.text)
        return .fine
    }

    private var identity: UInt64? { clue.count == 16 && clue.allSatisfy(\.isHexDigit) ? UInt64(clue, radix: 16) : nil }

    private func explained(
        _ identity: UInt64, _ rule: String, _ runOptions: ComparisonOptions, _ progress: ProgressDisplay
    ) throws -> ClueExplanation {
        let explainer = ClueExplainer(runOptions) { progress.show($0.phase, done: $0.done, total: $0.total) }
        do {
            return try explainer.explain(identity: identity, ruleID: rule)
        } catch let problem as ExplanationProblem {
            throw CommandFailure(status: .found, code: "not-explained", message: problem.description)
        }
    }
}
