import ArgumentParser

/// `youshu inspect`.
struct InspectCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Says what a file is: encoding, columns, types, fill rates, bad rows. 查看数据文件。",
        discussion: """
            Reads the whole file in little memory. Examples are masked: nothing printed identifies a person. If the file's name (or --source) leads \
            to a data source, every row is also held against its schema, and the rows it would reject are told with line and reason.

            EXAMPLES
              youshu inspect out/province/received/public-security/机动车登记.csv
              youshu inspect received/list.xlsx --source vehicles

            Exit code 1 if there are bad rows or the file does not fit its source.
            """)

    @Argument(help: ArgumentHelp("The file: delimited text or .xlsx.", valueName: "file"))
    var file: String
    @Option(help: ArgumentHelp("The data source it belongs to; told from the file's name if left out.", valueName: "name"))
    var source: String?
    @OptionGroup var options: FolderOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func run(on console: Console) async throws -> ExitStatus {
        let progress = ProgressDisplay(on: console, quiet: json && !console.isTerminal)
        let schema = try InspectedSource.find(file: file, named: source, options: options)
        let inspection = try FileInspection.run(path: file, schema: schema) { progress.show("read", done: $0, total: $1) }
        progress.clear()
        console.write(json ? JSONText.of(inspection) : inspection.text)
        return inspection.isClean ? .fine : .found
    }
}
