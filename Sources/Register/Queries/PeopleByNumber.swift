import Actions
import Basics
import Storage

/// Whom of some numbers the register has within the reader's scope, asked for many at once: a delivery has a million rows. Only what a comparison
/// needs comes back, and no number.
package struct PeopleByNumber {
    package struct Person: Sendable, Hashable {
        package let person: Int64
        package let household: Int64
        package let name: String
        package let region: RegionCode
    }

    /// The people who have these numbers, by the numbers.
    package static func find(_ keys: [IdentityKey], in reading: Reading) throws -> [IdentityKey: Person] {
        var wanted: [[UInt8]: IdentityKey] = [:]
        wanted.reserveCapacity(keys.count)
        for key in keys { wanted[try NumberIndex.identity(key.text, reading.vault)] = key }
        let rows = try reading.rows(
            """
            SELECT p.id_index, p.person, p.household, p.name, p.region FROM people_index p
            WHERE p.id_index IN \(list: Array(wanted.keys)) AND \(within: reading.scope, "p.region")
            """)
        var found: [IdentityKey: Person] = [:]
        for row in rows {
            guard let key = wanted[try row.bytes("id_index")] else { continue }
            found[key] = Person(
                person: try row.integer("person"), household: try row.integer("household"), name: try row.text("name"),
                region: try row.region("region"))
        }
        return found
    }
}
