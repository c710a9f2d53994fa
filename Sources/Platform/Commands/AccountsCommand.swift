import Access
import ArgumentParser
import Basics
import Logging

/// `youshu accounts bootstrap`.
struct AccountsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "accounts", abstract: "Accounts, where no page can make them. 账号。", subcommands: [AccountsBootstrapCommand.self])
}

struct AccountsBootstrapCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "bootstrap",
        abstract: "Makes the three administrators of a new platform. 开通首批管理员。",
        discussion: """
            System, security and audit administrator, each with a secret that serves once and ends after a day; they make all other accounts. May be \
            repeated until one of them has come in, and never after.
            """)

    @Option(help: ArgumentHelp("Code of the region the platform is for, 2 to 12 digits.", valueName: "code"))
    var region: String
    @OptionGroup var installation: InstallationOptions

    mutating func run(on console: Console) async throws -> ExitStatus {
        let code = try RegionCode(region)
        let opened = try await Installation.open(installation.places(), migrating: true, log: Logger(label: "youshu"))
        do {
            let openings = try await Bootstrap.begin(in: code, at: opened.desk)
            console.write(openings.map { "\($0.login)  \($0.secret)\n" }.joined())
        } catch {
            try? await opened.close()
            throw error
        }
        try await opened.close()
        return .fine
    }
}
