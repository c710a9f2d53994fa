import Actions
import Basics
import Storage

/// What households are called in other rooms' lists: by their head, with where they live.
package enum HouseholdHeads {
    package struct Head: Sendable, Hashable {
        package let household: Int64
        package let number: Int64
        /// Nil for a household that has no head at present.
        package let name: String?
        package let address: String?
    }

    /// Of households that a row within the reader's scope speaks of.
    package static func find(_ households: Set<Int64>, in reading: Reading) throws -> [Int64: Head] {
        guard !households.isEmpty else { return [:] }
        let rows = try reading.rows(
            """
            SELECT h.id, h.number,
                (SELECT m.name FROM members m WHERE m.household = h.id AND m.relation = 'head' AND m.known_until_ms IS NULL
                    AND m.valid_until IS NULL ORDER BY m.id LIMIT 1) AS head,
                (SELECT v.address FROM household_versions v WHERE v.household = h.id AND v.known_until_ms IS NULL
                    ORDER BY v.valid_from DESC LIMIT 1) AS address
            FROM households h WHERE h.id IN \(list: households.sorted())
            """)
        return Dictionary(
            try rows.map { row in
                let id = try row.integer("id")
                return (
                    id,
                    Head(
                        household: id, number: try row.integer("number"), name: try row.optionalText("head"), address: try row.optionalText("address")
                    )
                )
            }
        ) { first, _ in first }
    }

    /// The names of people, as they are known now, by their number.
    package static func names(of people: Set<Int64>, in reading: Reading) throws -> [Int64: String] {
        guard !people.isEmpty else { return [:] }
        // Of people that a row within the reader's scope speaks of.
        let rows = try reading.rows(
            "SELECT m.person, m.name FROM members m WHERE m.person IN \(list: people.sorted()) AND m.known_until_ms IS NULL ORDER BY m.valid_from")
        return Dictionary(try rows.map { (try $0.integer("person"), try $0.text("name")) }) { _, last in last }
    }
}

/// The changes of one household since a moment, oldest first: what proves that something was put right.
package enum HouseholdChangesSince {
    package struct Change: Sendable, Hashable {
        package let id: Int64
        package let kind: ChangeKind
        package let field: String?
        /// The code that it leads to: of a change of status, the new status.
        package let after: String?
        package let recorded: Moment
        package let reason: String
    }

    /// Of a household that the caller was allowed to see.
    package static func find(_ household: Int64, since: Moment, in reading: Reading) throws -> [Change] {
        try reading.rows(
            """
            SELECT c.id, c.kind, c.field, c.code_after, c.recorded_ms, c.reason FROM register_changes c
            WHERE c.household = \(household) AND c.recorded_ms >= \(since) AND c.kind NOT IN ('imported', 'photo') ORDER BY c.id
            """
        ).compactMap { row in
            guard let kind = ChangeKind(rawValue: try row.text("kind")) else { return nil }
            return Change(
                id: try row.integer("id"), kind: kind, field: try row.optionalText("field"), after: try row.optionalText("code_after"),
                recorded: try row.moment("recorded_ms"),
                reason: try row.text("reason"))
        }
    }
}
