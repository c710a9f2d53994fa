import Actions
import Basics
import Storage

/// What a household's versions hang on, with where it is now: what every action and page begins with.
package struct HouseholdThread: Sendable, Hashable {
    package let id: Int64
    package let number: Int64
    package let changes: Int64
    /// The household's version: the entry of the log that last changed it.
    package let leaf: Int64
    package let region: RegionCode
    /// The day it ended as a household of its own; nil while it exists.
    package let endedOn: CalendarDate?

    /// Nil when there is no such household. The region is its present one: a household that moved is no longer where it was.
    package static func find(_ id: Int64, in reading: Reading) throws -> HouseholdThread? {
        let row = try reading.row(
            """
            SELECT h.id, h.number, h.changes, h.audit_leaf, v.region, v.valid_until FROM households h
            JOIN household_versions v ON v.household = h.id AND v.known_until_ms IS NULL
            WHERE h.id = \(id) ORDER BY v.valid_from DESC LIMIT 1
            """)
        return try row.map {
            HouseholdThread(
                id: try $0.integer("id"), number: try $0.integer("number"), changes: try $0.integer("changes"), leaf: try $0.integer("audit_leaf"),
                region: try $0.region("region"), endedOn: try $0.optionalDate("valid_until"))
        }
    }

    /// The same, only if it lies within the scope; `notFound` otherwise.
    package static func visible(_ id: Int64, in reading: Reading) throws -> HouseholdThread {
        guard let thread = try find(id, in: reading), reading.scope.contains(thread.region) else { throw Refusal.notFound }
        return thread
    }
}
