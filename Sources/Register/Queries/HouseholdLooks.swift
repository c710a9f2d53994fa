import Actions
import AuditLog
import Basics
import Storage

/// Who looked at what is masked in a household: every reveal, from the audit log, newest first.
package enum HouseholdLooks {
    package struct Look: Sendable, Hashable {
        package let time: Moment
        package let account: Int64
        package let role: String?
        package let purpose: String?
        package let field: String?
        package let person: Int64?
    }

    /// As many as a page shows.
    static let most: Int64 = 50

    static func recent(of household: Int64, in reading: Reading) throws -> [Look] {
        try reading.rows(
            """
            SELECT l.time_ms, l.entry FROM audit_leaves l
            WHERE l.subject = \("household/\(household)") AND l.action = \(RevealNumber.name) ORDER BY l.seq DESC LIMIT \(most)
            """
        ).compactMap { row in
            guard let entry = try? AuditEntry(canonical: row.bytes("entry")), entry.result == "done" else { return nil }
            return Look(
                time: try row.moment("time_ms"), account: entry.account.flatMap { Int64($0) } ?? 0, role: entry.role, purpose: entry.purpose,
                field: text(entry.details["field"]), person: number(entry.details["person"]))
        }
    }

    private static func text(_ detail: AuditEntry.Detail?) -> String? { if case .text(let text)? = detail { text } else { nil } }
    private static func number(_ detail: AuditEntry.Detail?) -> Int64? { if case .integer(let number)? = detail { number } else { nil } }
}
