import ArgumentParser
import Logging

/// `youshu migrate`.
struct MigrateCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate",
        abstract: "Brings the database's tables up to date. 更新数据库结构。",
        discussion: """
            Applies what is not applied yet, each migration whole or not at all; killed in the middle, it goes on where it was. A migration that \
            was changed after it had been applied is refused. `youshu serve` does the same when it starts.
            """)

    @OptionGroup var installation: InstallationOptions

    mutating func run(on console: Console) async throws -> ExitStatus {
        let opened = try await Installation.open(installation.places(), migrating: false, log: Logger(label: "youshu"))
        do {
            let applied = try await opened.migrate()
            console.write(applied.isEmpty ? "nothing to do 已是最新\n" : applied.map { "\($0)\n" }.joined())
        } catch {
            try? await opened.close()
            throw error
        }
        try await opened.close()
        return .fine
    }
}
