import Access
import ArgumentParser
import Logging

/// `youshu audit export`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "The record of every act, for those who examine it. 审计证据。", subcommands: [AuditExportCommand.self])
}

struct AuditExportCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Writes the log, its signed checkpoints and all audited tables into a folder. 导出审计证据。",
        discussion: """
            What is written is verified without this program: scripts/verify-audit FOLDER, together with a checkpoint that was kept elsewhere. Personal \
            values are in it sealed, as the database holds them. The server must be stopped; while it runs, an inspector takes the same from the \
            page of the audit log.
            """)

    @Argument(help: ArgumentHelp("Folder to write to; must not exist.", valueName: "folder"))
    var folder: String
    @OptionGroup var installation: InstallationOptions

    mutating func run(on console: Console) async throws -> ExitStatus {
        let opened = try await Installation.open(installation.places(), migrating: false, log: Logger(label: "youshu"))
        do {
            let entries = try await opened.rooms.audit.export(to: folder)
            console.write("\(Int(entries).grouped) entries 条记录: \(folder)\n")
        } catch {
            try? await opened.close()
            throw error
        }
        try await opened.close()
        return .fine
    }
}
