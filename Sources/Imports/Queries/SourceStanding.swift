import Actions
import Basics
import Datasets
import Storage

/// How one source stands: what came last, what is due, how good it was.
struct SourceStanding: Sendable {
    var schema: SourceSchema
    /// The last delivery in use; nil: nothing has ever been delivered, so nobody knows.
    var last: Last?
    /// Deliveries that wait for somebody to look at them.
    var waiting: Int64
    /// The first period that is missing, otherwise the last that should be here by now.
    var due: DeliveryPeriod?
    /// Days since the data of `due` should have been here; nil when it is.
    var overdue: Int32?

    struct Last: Sendable {
        var id: Int64
        var period: String
        var periodLast: CalendarDate
        var lastDay: CalendarDate?
        var received: Moment
        /// Of one from above, those that speak of one's own region; nil when nobody knows.
        var rows: Int64?
        /// Not told of one from above.
        var rejected: Int64?
        /// Townships of one's own region that it speaks of.
        var places: Int64
        /// For which region it was handed over, if that is one that one's own lies in.
        var above: RegionCode.Level?
    }
}

/// Every source that departments send, as it stands within the scope; a department's account asks about its own only.
struct SourceStandings: Query {
    static let permission = Permission.deliveryRead
    var schemas: [SourceSchema]

    func answer(in reading: Reading) throws -> [SourceStanding] {
        let last = try last(reading)
        let waiting = try waiting(reading)
        return schemas.filter { $0.role == .department && reading.scope.covers(department: $0.department, dataset: $0.folder) }.map { schema in
            let frequency = DeliveryFrequency(rawValue: schema.frequency) ?? .once
            let due = frequency.due(by: reading.today)
            let newest = last[schema.name]
            var standing = SourceStanding(schema: schema, last: newest, waiting: waiting[schema.name] ?? 0, due: due, overdue: nil)
            if let due, newest.map({ $0.periodLast < due.last }) ?? true {
                // Late since the first period that is missing, which may be long before the last one due.
                let missing = newest.flatMap { DeliveryPeriod.containing($0.periodLast.adding(days: 1) ?? due.first, frequency) } ?? due
                standing.due = missing
                standing.overdue = max(1, reading.today.daysSinceEpoch - missing.last.daysSinceEpoch - frequency.grace)
            }
            return standing
        }
    }

    /// The newest accepted whole delivery of each source, one's own before one from above for the same time.
    private func last(_ reading: Reading) throws -> [String: SourceStanding.Last] {
        let rows = try reading.rows(
            """
            SELECT d.source, d.id, d.region, d.period, d.period_last, d.last_day, d.received_ms, d.rows_in, d.rows_rejected,
                   (SELECT COUNT(*) FROM delivery_places p WHERE p.delivery_id = d.id AND \(within: reading.scope, "p.region")) AS places,
                   \(sql: .rowsWithin(reading.scope)) AS rows_here
            FROM deliveries d
            WHERE d.state = 'accepted' AND d.kind = 'whole' AND \(knownTo: reading.scope, "d.region", department: "d.department", dataset: "d.folder")
            ORDER BY d.source, d.period_last, d.version
            """)
        var last: [String: SourceStanding.Last] = [:]
        for row in rows {
            let (source, next) = (try row.text("source"), try one(row, reading.scope))
            if let earlier = last[source], earlier.above == nil, next.above != nil, earlier.periodLast == next.periodLast { continue }
            last[source] = next
        }
        return last
    }

    private func one(_ row: Row, _ scope: Scope) throws -> SourceStanding.Last {
        let region = try row.region("region")
        let above = scope.contains(region) ? nil : region.level
        return SourceStanding.Last(
            id: try row.integer("id"), period: try row.text("period"), periodLast: try row.date("period_last"),
            lastDay: try row.optionalDate("last_day"), received: try row.moment("received_ms"),
            rows: try row.optionalInteger(above == nil ? "rows_in" : "rows_here"),
            rejected: above == nil ? try row.optionalInteger("rows_rejected") : nil, places: try row.integer("places"), above: above)
    }

    private func waiting(_ reading: Reading) throws -> [String: Int64] {
        let rows = try reading.rows(
            """
            SELECT d.source, COUNT(*) AS waiting FROM deliveries d
            WHERE d.state = 'checked' AND \(within: reading.scope, "d.region", department: "d.department", dataset: "d.folder") GROUP BY d.source
            """)
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.text("source"), try $0.integer("waiting")) })
    }
}

extension SourceStandings {
    /// How many deliveries wait for a decision: the count beside the navigation.
    static func waitingCount(in reading: Reading) throws -> Int64 {
        try reading.count(
            """
            SELECT COUNT(*) FROM deliveries d WHERE d.state = 'checked' AND \(within: reading.scope, "d.region", department: "d.department", dataset: "d.folder")
            """)
    }
}
