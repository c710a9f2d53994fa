import Actions
import AuditLog
import Basics
import Storage

/// The entries of the log that concern one's region: acts on something that lies in it, and acts without a place by accounts of it.
enum AuditEntries {
    struct Filter: Sendable {
        var account: Int64?
        /// The beginning of an action's name: `household.` for all of them.
        var action: String?
        var subject: String?
        var result: String?
        var from: CalendarDate?
        var to: CalendarDate?
    }

    struct Found: Sendable {
        let entry: AuditEntry
        let login: String?
        let name: String?
    }

    /// From new to old, below an entry's number.
    static func list(_ filter: Filter, below: Int64?, limit: Int, in reading: Reading) throws -> [Found] {
        var conditions = [scope(reading)]
        if let below { conditions.append("l.seq < \(below)") }
        if let account = filter.account { conditions.append("l.account = \(account)") }
        if let action = filter.action { conditions.append(.beginning(action, "l.action")) }
        if let subject = filter.subject { conditions.append("l.subject = \(subject)") }
        if let from = filter.from { conditions.append("l.time_ms >= \(start(of: from))") }
        if let to = filter.to { conditions.append("l.time_ms < \(start(of: to) + 86_400_000)") }
        return try reading.rows(
            """
            SELECT l.entry, a.login, a.name FROM audit_leaves l LEFT JOIN accounts a ON a.id = l.account
            WHERE \(sql: .all(conditions)) ORDER BY l.seq DESC LIMIT \(limit)
            """
        ).map(Found.init)
    }

    static func one(_ sequence: Int64, in reading: Reading) throws -> Found? {
        try reading.row(
            """
            SELECT l.entry, a.login, a.name FROM audit_leaves l LEFT JOIN accounts a ON a.id = l.account
            WHERE l.seq = \(sequence) AND \(sql: scope(reading))
            """
        ).map(Found.init)
    }

    /// An entry without a region belongs to where its account belongs; one of nobody's is seen by the province.
    private static func scope(_ reading: Reading) -> SQL {
        let orphans: SQL = reading.scope.region.level == .province ? " OR a.id IS NULL" : ""
        return "(\(within: reading.scope, "l.region") OR (l.region IS NULL AND (\(within: reading.scope, "a.region")\(sql: orphans))))"
    }

    /// Midnight in China as a moment.
    private static func start(of day: CalendarDate) -> Int64 { Int64(day.daysSinceEpoch) * 86_400_000 - 8 * 3_600_000 }
}

extension AuditEntries.Found {
    fileprivate init(_ row: Row) throws {
        entry = try AuditEntry(canonical: row.bytes("entry"))
        login = try row.optionalText("login")
        name = try row.optionalText("name")
    }
}
