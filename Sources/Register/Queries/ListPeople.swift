import Actions
import Basics
import Storage

/// People of the scope, as they stand now or stood on a day, in the order of their villages and households; page by page by the last row's place.
package struct ListPeople: Query {
    package static let permission = Permission.householdRead

    /// The place of a row in the list.
    package struct Place: Sendable, Hashable {
        package let region: Int64
        package let household: Int64
        package let row: Int64

        /// `990121204207-36-190`, nothing personal.
        package init?(_ text: String) {
            let parts = text.split(separator: "-").compactMap { Int64($0) }
            guard parts.count == 3, text == parts.map(String.init).joined(separator: "-") else { return nil }
            (region, household, row) = (parts[0], parts[1], parts[2])
        }

        init(_ row: Row) { (region, household, self.row) = (row.region, row.household, row.id) }
        package var text: String { "\(region)-\(household)-\(row)" }
    }

    package struct Row: Sendable, Hashable {
        let id: Int64
        package let person: Int64
        package let household: Int64
        package let region: Int64
        package let village: String
        package let name: String
        package let relation: String
        package let sex: String?
        package let born: CalendarDate?
        package let health: [String]
        package let labour: String?
        package let workArea: String?
    }

    package struct Answer: Sendable {
        package let rows: [Row]
        /// Of all pages.
        package let count: Int64
        package let next: Place?
        package let day: CalendarDate
    }

    package var filter: PersonFilter
    package var after: Place?
    package var limit: Int
    package var asOf: AsOf?

    package init(filter: PersonFilter, after: Place? = nil, limit: Int = 50, asOf: AsOf? = nil) {
        (self.filter, self.after, self.limit, self.asOf) = (filter, after, limit, asOf)
    }

    package func answer(in reading: Reading) throws -> Answer {
        let view = HouseholdView(asOf: asOf)
        let day = asOf?.day ?? reading.today
        let conditions: SQL = """
            \(sql: view.standing) AND \(within: reading.scope, "v.region") AND m.household = v.household AND \(sql: view.membersStanding)
            AND \(sql: filter.condition(view, on: day))
            """
        let behind: SQL = after.map { "AND (v.region, v.household, m.id) > (\($0.region), \($0.household), \($0.row))" } ?? .empty
        let found = try reading.rows(
            """
            SELECT m.id, m.person, m.household, v.region, m.name, m.relation, m.sex, m.birth_date, m.health, m.labour_skill, m.work_area,
                (SELECT n.name FROM region_names n WHERE n.region = v.region AND n.valid_until IS NULL) AS village
            FROM household_versions v CROSS JOIN members m WHERE \(sql: conditions) \(sql: behind)
            ORDER BY v.region, v.household, m.id LIMIT \(limit + 1)
            """)
        let rows = try found.prefix(limit).map(Self.row)
        return Answer(
            rows: rows, count: try reading.count("SELECT COUNT(*) FROM household_versions v CROSS JOIN members m WHERE \(sql: conditions)"),
            next: found.count > limit ? rows.last.map(Place.init) : nil, day: day)
    }

    private static func row(_ row: Storage.Row) throws -> Row {
        Row(
            id: try row.integer("id"), person: try row.integer("person"), household: try row.integer("household"),
            region: try row.integer("region"), village: try row.optionalText("village") ?? "", name: try row.text("name"),
            relation: try row.text("relation"), sex: try row.optionalText("sex"), born: try row.optionalDate("birth_date"),
            health: try row.optionalText("health")?.split(separator: ",").map(String.init) ?? [], labour: try row.optionalText("labour_skill"),
            workArea: try row.optionalText("work_area"))
    }
}
