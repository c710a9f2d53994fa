import ArgumentParser

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
    @OptionGroup var options: FolderOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func run(on console: Console) async throws -> ExitStatus {
        throw CommandFailure(code: "unsupported", message: "explain is not built yet")
    }
}
