import ArgumentParser
import Logging
import Storage

/// `youshu backup`.
struct BackupCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Makes one whole backup of an installation whose server is stopped. 备份。",
        discussion: """
            A running server makes its own: `youshu serve --backups DIR` makes one when it starts and every day, and archives every change between \
            them, so that any moment can be restored. PostgreSQL is backed up by its own tools (docs/backup.md).
            """)

    @OptionGroup var installation: InstallationOptions

    mutating func validate() throws {
        guard installation.backups != nil else { throw ValidationError("say where with --backups DIR") }
    }

    mutating func run(on console: Console) async throws -> ExitStatus {
        let places = try installation.places()
        guard let folder = places.backups else { return .refused }
        let opened = try await Installation.open(places, migrating: false, log: Logger(label: "youshu"))
        do {
            let made = try await Backup.make(opened.database, blobs: opened.blobs, into: folder, vault: opened.vault)
            console.write("\(Int(made.length).grouped) bytes, \(made.newBlobs.grouped) new files 备份完成: \(folder)\n")
        } catch {
            try? await opened.close()
            throw error
        }
        try await opened.close()
        return .fine
    }
}

/// `youshu restore`.
struct RestoreCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes an installation as it was at a moment, from its backups and its keys. 恢复到某一时刻。",
        discussion: """
            Writes a new database and the received files into --data, where there must be none; the keys are those given by --keys, since backups \
            do not hold them.

            EXAMPLE
              youshu restore --backups /mnt/backups --keys /srv/keys --data /srv/youshu-new --moment 2026-11-22T10:30:00.000Z
            """)

    @OptionGroup var installation: InstallationOptions
    @Option(help: ArgumentHelp("The moment, RFC 3339 in UTC with milliseconds; as late as possible if left out.", valueName: "moment"))
    var moment: String?

    mutating func validate() throws {
        guard installation.backups != nil else { throw ValidationError("say where the backups are with --backups DIR") }
        if let moment, AuditMoment(moment) == nil {
            throw ValidationError("--moment has the form 2026-11-22T10:30:00.000Z, not '\(moment)'")
        }
    }

    mutating func run(on console: Console) async throws -> ExitStatus {
        let places = try installation.places()
        guard let folder = places.backups, case .sqlite(let path) = places.database else {
            throw CommandFailure(
                code: "not-sqlite", message: "only a SQLite database is restored by this command",
                advice: "use PostgreSQL's own tools (docs/backup.md)")
        }
        let vault = try Vault(keys: KeyRing(folder: places.keys))
        let restored = try await Backup.restore(
            from: folder, to: path, moment: moment.flatMap { AuditMoment($0)?.moment }, blobs: places.blobs, vault: vault)
        console.write("restored to 已恢复到 \(restored.moment): \(restored.commits.grouped) commits, \(restored.blobs.grouped) files\n")
        return .fine
    }
}
