import ArgumentParser
import Foundation
import Imports

/// `youshu import`.
struct ImportCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Hands a department's file over to a running server. 报送部门数据。",
        discussion: """
            For a department's own machine: the token is the machine's, issued by the system administrator, and is read from the environment \
            YOUSHU_TOKEN so that it stands in no list of processes. Prints the server's answer as JSON.

            EXAMPLE
              YOUSHU_TOKEN=… youshu import 低保_2025-09.csv --source minimum_living_allowance --period 2025-09 --server https://youshu.example
            """)

    @Argument(help: ArgumentHelp("The file, as it is.", valueName: "file"))
    var file: String
    @Option(help: ArgumentHelp("The source's name or folder in DataSources.", valueName: "source"))
    var source: String
    @Option(help: ArgumentHelp("The time it tells of: 2025-09, 2025-Q3, 2025-W38, 2025-09-21, 2025 or once.", valueName: "period"))
    var period: String
    @Option(help: ArgumentHelp("The region it tells of, 12 digits; the machine's own if left out.", valueName: "code"))
    var region: String?
    @Option(help: ArgumentHelp("Address of the server, or unix:PATH.", valueName: "address"))
    var server = "http://127.0.0.1:8080"

    mutating func run(on console: Console) async throws -> ExitStatus {
        guard let token = ProcessInfo.processInfo.environment["YOUSHU_TOKEN"], !token.isEmpty else {
            throw CommandFailure(code: "no-token", message: "the environment has no YOUSHU_TOKEN", advice: "ask your system administrator for one")
        }
        let order = SendOrder(file: file, source: source, period: period, region: region, server: server, token: token)
        let answer = try await ImportsCommands.sendFile(order)
        console.write(answer.body + "\n")
        return answer.isAccepted ? .fine : .found
    }
}
