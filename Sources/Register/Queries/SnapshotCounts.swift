import Actions
import Basics
import Storage

/// Households and people of a scope on a day, by village, status and kind of monitoring, as believed now.
struct SnapshotCounts {
    var village: Int64
    var status: String
    var monitored: String?
    var households: Int64
    var people: Int64

    static func taken(of scope: Scope, on day: CalendarDate, in reading: Reading) throws -> [SnapshotCounts] {
        let asOf = AsOf(day: day)
        return try reading.rows(
            """
            SELECT v.region, v.status, v.monitored_category, COUNT(*) AS households, SUM(v.people) AS people FROM (
                SELECT v.region, v.status, v.monitored_category,
                    (SELECT COUNT(*) FROM members m WHERE m.household = v.household AND m.known_until_ms IS NULL
                        AND m.valid_from <= \(day) AND (m.valid_until IS NULL OR m.valid_until > \(day))) AS people
                FROM household_versions v WHERE \(within: scope, "v.region") AND \(sql: asOf.condition)) v
            GROUP BY v.region, v.status, v.monitored_category ORDER BY v.region, v.status, v.monitored_category
            """
        ).map {
            SnapshotCounts(
                village: try $0.integer("region"), status: try $0.text("status"), monitored: try $0.optionalText("monitored_category"),
                households: try $0.integer("households"), people: try $0.integer("people"))
        }
    }
}
