import ArgumentParser
import Basics

/// `youshu identity VALUE…`.
struct IdentityCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity",
        abstract: "Says what numbers are and whether they are right. 校验身份证、残疾证、信用代码、银行卡、行政区划代码。",
        discussion: """
            Prints one line per value: its kind, valid or invalid, and its parts or the reason. Knows resident IDs (GB 11643), disability \
            cards, social credit codes (GB 32100), bank cards (Luhn) and 12-digit region codes. Numbers are shown masked. Full-width \
            digits, blanks, a small x and 15-digit IDs are understood.

            EXAMPLES
              youshu identity 11010519491231002X
              youshu identity --json 91350100M000100Y43 110105194912310021

            Exit code 1 if one of the values is not valid.
            """)

    @Argument(help: ArgumentHelp("Numbers to look at.", valueName: "value"))
    var values: [String]

    @Flag(help: "Answer as JSON: kind, valid, reason, parts.")
    var json = false

    mutating func run(on console: Console) throws -> ExitStatus {
        let reports = values.map { IdentifierReport($0) }
        console.write(json ? JSONText.of(reports) : reports.map { $0.line + "\n" }.joined())
        return reports.allSatisfy(\.valid) ? .fine : .found
    }
}
