import Actions
import Basics
import Register
import Storage

/// The deliveries that tell of one place: of every source the newest in use there on a day, as known at a moment, with what completes it.
///
/// A province's delivery tells of its villages too, so the deliveries of all places above are looked at, whatever the reader's scope is: what is
/// shown of them are rows about people whom the reader may see. A department's account is shown its own only.
struct DeliveriesInUse: Query {
    static let permission = Permission.householdRead
    var place: RegionCode
    var day: CalendarDate
    var known: Moment?

    struct Delivery: Sendable {
        var id: Int64
        var region: RegionCode
        var period: String
        var periodLast: CalendarDate
        var lastDay: CalendarDate?
        var received: Moment
        var version: Int64
        var base: Int64?
        var parsed: BlobName?
        var owners: BlobName?
        /// Whether the reader may open the delivery's own page.
        var isVisible: Bool
    }

    /// By source: the whole delivery, then its supplements.
    func answer(in reading: Reading) throws -> [String: [Delivery]] {
        var found: [String: [Delivery]] = [:]
        for row in try rows(reading) { found[try row.text("source"), default: []].append(try delivery(row, reading)) }
        return found.compactMapValues { all in
            let newest = all.filter { $0.base == nil }.max {
                ($0.periodLast, $0.region.level, $0.version) < ($1.periodLast, $1.region.level, $1.version)
            }
            return newest.map { newest in [newest] + all.filter { $0.base == newest.id } }
        }
    }

    private func rows(_ reading: Reading) throws -> [Row] {
        let above = RegionCode.Level.allCases.compactMap { place.ancestor(at: $0)?.number }
        let department: SQL = reading.scope.department.map { "AND d.department = \($0)" } ?? .empty
        return try reading.rows(
            """
            SELECT d.id, d.source, d.department, d.region, d.period, d.period_last, d.last_day, d.received_ms, d.version, d.base_id,
                   f.parsed_blob, o.blob AS owners
            FROM deliveries d JOIN delivery_files f ON f.delivery_id = d.id LEFT JOIN delivery_owners o ON o.delivery_id = d.id
            WHERE d.region IN \(list: above) AND d.period_first <= \(day) AND \(sql: inUse) \(sql: department)
            ORDER BY d.source, d.id
            """)
    }

    private var inUse: SQL {
        guard let known else {
            // Of what is in use now only the newest period matters; there may be ten years of months.
            return """
                d.state = 'accepted' AND d.period_last = (SELECT MAX(e.period_last) FROM deliveries e
                WHERE e.region = d.region AND e.source = d.source AND e.state = 'accepted' AND e.period_first <= \(day))
                """
        }
        return """
            d.state IN ('accepted', 'superseded') AND d.decided_ms <= \(known.milliseconds)
            AND (d.state = 'accepted' OR \(known.milliseconds) < (SELECT s.decided_ms FROM deliveries s WHERE s.id = d.superseded_by))
            """
    }

    private func delivery(_ row: Row, _ reading: Reading) throws -> Delivery {
        let region = try row.region("region")
        return Delivery(
            id: try row.integer("id"), region: region, period: try row.text("period"), periodLast: try row.date("period_last"),
            lastDay: try row.optionalDate("last_day"), received: try row.moment("received_ms"), version: try row.integer("version"),
            base: try row.optionalInteger("base_id"), parsed: try row.optionalText("parsed_blob").flatMap { BlobName($0) },
            owners: try row.optionalText("owners").flatMap { BlobName($0) },
            isVisible: reading.actor.may(.deliveryRead) && reading.scope.contains(region))
    }
}
