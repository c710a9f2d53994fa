import Actions
import Basics
import Regions
import Storage

/// Households of the scope, as they stand now or stood on a day, in the order of their villages; page by page by the last row's place.
package struct ListHouseholds: Query {
    package static let permission = Permission.householdRead

    /// The place of a row in the list; the next page begins behind it.
    package struct Place: Sendable, Hashable {
        package let region: Int64
        package let household: Int64

        package init(region: Int64, household: Int64) {
            self.region = region
            self.household = household
        }

        /// `990121204207-36`, nothing personal.
        package init?(_ text: String) {
            let parts = text.split(separator: "-")
            guard parts.count == 2, let region = Int64(parts[0]), let household = Int64(parts[1]) else { return nil }
            self.init(region: region, household: household)
        }

        package var text: String { "\(region)-\(household)" }
    }

    package struct Row: Sendable, Hashable {
        package let household: Int64
        package let number: Int64
        package let region: Int64
        package let village: String
        package let head: String?
        package let people: Int64
        package let status: String
        package let attribute: String?
        package let cause: String?
        package let monitored: String?
        package let risks: [String]
        package let riskRemoved: Bool
        package let netPerHead: Money?
        package let address: String?
    }

    package struct Answer: Sendable {
        package let rows: [Row]
        /// Of all pages.
        package let count: Int64
        package let next: Place?
    }

    package var filter: HouseholdFilter
    package var after: Place?
    package var limit: Int
    /// Counting everything is left out for the parts of an export.
    package var counts: Bool
    /// Nil for now.
    package var asOf: AsOf?

    package init(filter: HouseholdFilter = HouseholdFilter(), after: Place? = nil, limit: Int = 50, counts: Bool = true, asOf: AsOf? = nil) {
        self.asOf = asOf
        self.filter = filter
        self.after = after
        self.limit = limit
        self.counts = counts
    }

    package func answer(in reading: Reading) throws -> Answer {
        let view = HouseholdView(asOf: asOf)
        let conditions = filter.conditions(in: reading.scope, view)
        let members: SQL = "m.household = v.household AND \(sql: view.membersStanding)"
        let behind: SQL = after.map { "AND (v.region, v.household) > (\($0.region), \($0.household))" } ?? .empty
        let found = try reading.rows(
            """
            SELECT v.household, h.number, v.region, v.status, v.attribute, v.main_cause, v.monitored_category, v.risks, v.risk_removed, v.address,
                (SELECT m.name FROM members m WHERE \(sql: members) AND m.relation = 'head' ORDER BY m.id LIMIT 1) AS head,
                (SELECT COUNT(*) FROM members m WHERE \(sql: members)) AS people,
                \(sql: view.income) AS net_per_head,
                (SELECT n.name FROM region_names n WHERE n.region = v.region AND n.valid_until IS NULL) AS village
            FROM household_versions v JOIN households h ON h.id = v.household
            WHERE \(sql: conditions) \(sql: behind) ORDER BY v.region, v.household LIMIT \(limit + 1)
            """)
        let rows = try found.prefix(limit).map(Self.row)
        let next = found.count > limit ? rows.last.map { Place(region: $0.region, household: $0.household) } : nil
        let count = counts ? try reading.count("SELECT COUNT(*) FROM household_versions v WHERE \(sql: conditions)") : 0
        return Answer(rows: rows, count: count, next: next)
    }

    private static func row(_ row: Storage.Row) throws -> Row {
        Row(
            household: try row.integer("household"), number: try row.integer("number"), region: try row.integer("region"),
            village: try row.optionalText("village") ?? "", head: try row.optionalText("head"), people: try row.integer("people"),
            status: try row.text("status"), attribute: try row.optionalText("attribute"), cause: try row.optionalText("main_cause"),
            monitored: try row.optionalText("monitored_category"),
            risks: try row.optionalText("risks")?.split(separator: ",").map(String.init) ?? [],
            riskRemoved: try row.optionalBool("risk_removed") ?? false, netPerHead: try row.optionalMoney("net_per_head"),
            address: try row.optionalText("address"))
    }
}
