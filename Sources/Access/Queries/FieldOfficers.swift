import Actions
import Basics
import Storage

/// Who works in a place: village, township and county officers by the region of their post. For rooms above that give out work.
package enum FieldOfficers {
    package struct Officer: Sendable, Hashable {
        package let account: Int64
        package let name: String
        package let region: RegionCode
    }

    /// The officers of these regions themselves whose accounts are open on a day. The caller names regions of its own scope, or those above them.
    package static func find(_ regions: Set<RegionCode>, on day: CalendarDate, in reader: Reader) throws -> [Officer] {
        var officers: [Officer] = []
        let wanted = regions.map(\.number).sorted()
        for start in stride(from: 0, to: wanted.count, by: 1_000) {
            let some = Array(wanted[start..<min(start + 1_000, wanted.count)])
            let rows = try reader.rows(
                """
                SELECT a.id, a.name, a.region FROM accounts a
                WHERE a.region IN \(list: some) AND a.role IN ('village-officer', 'township-officer', 'county-office') AND a.state = 'active'
                  AND a.kind = 'person' AND a.valid_from <= \(day) AND (a.valid_until IS NULL OR a.valid_until >= \(day))
                ORDER BY a.region, a.id
                """)
            for row in rows {
                officers.append(Officer(account: try row.integer("id"), name: try row.text("name"), region: try row.region("region")))
            }
        }
        return officers
    }
}
