import Actions
import Storage

/// How the installation itself does: what an administrator must know before a disk is lost, and what a machine that watches asks.
struct SystemHealth: Sendable {
    var archiving: ArchiveState
    /// Jobs that were set aside for a person to look at.
    var jobsAside: Int64

    /// Throws when the database does not answer: the answer is then 503.
    static func read(_ database: Database) async throws -> SystemHealth {
        let aside = try await database.read { try $0.count("SELECT COUNT(*) FROM jobs WHERE state = 'failed'") }
        return SystemHealth(archiving: database.archiving, jobsAside: aside)
    }

    /// For the workbench of whoever administers the system.
    static func work(_ database: Database, in reading: Reading, _ language: Language) -> [WorkItem] {
        guard reading.actor.may(.systemRead), case .failing(let reason) = database.archiving else { return [] }
        let isChinese = language == .zh
        return [
            WorkItem(
                .overdue, count: 1, unit: isChinese ? "项" : "",
                text: isChinese ? "数据库日志归档失败：磁盘损坏会丢数据" : "The database's log is not archived: a lost disk loses data",
                detail: reason, link: "/health", verb: isChinese ? "去看" : "Look")
        ]
    }
}
