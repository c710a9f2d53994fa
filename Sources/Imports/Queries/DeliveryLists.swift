import Actions
import Basics
import Storage

/// One line of a source's list of deliveries.
struct DeliveryLine: Sendable {
    var id: Int64
    var region: RegionCode
    var period: String
    var version: Int64
    var kind: DeliveryKind
    var state: DeliveryState
    var rows: Int64?
    var rejected: Int64?
    var received: Moment
    /// Empty for one that is not one's own to open.
    var name: String
    /// Handed over for a region that one's own lies in: it can be known of and not opened. `rows` are then those that speak of one's own region,
    /// nil when nobody knows, and `rejected` is not told.
    var isFromAbove: Bool
}

/// The deliveries of a source, newest first; those made for all of the city or the province among them.
struct DeliveriesOfSource: Query {
    static let permission = Permission.deliveryRead
    var source: String
    var after: Int64?
    var limit: Int

    func answer(in reading: Reading) throws -> [DeliveryLine] {
        try reading.rows(
            """
            SELECT d.id, d.region, d.period, d.version, d.kind, d.state, d.rows_in, d.rows_rejected, d.received_ms, f.name,
                   \(sql: .rowsWithin(reading.scope)) AS rows_here
            FROM deliveries d JOIN delivery_files f ON f.delivery_id = d.id
            WHERE d.source = \(source) AND \(knownTo: reading.scope, "d.region", department: "d.department", dataset: "d.folder")
              AND d.id < \(after ?? Int64.max)
            ORDER BY d.id DESC LIMIT \(limit + 1)
            """
        ).map { try line($0, reading.scope) }
    }

    private func line(_ row: Row, _ scope: Scope) throws -> DeliveryLine {
        let region = try row.region("region")
        let isFromAbove = !scope.contains(region)
        return DeliveryLine(
            id: try row.integer("id"), region: region, period: try row.text("period"), version: try row.integer("version"),
            kind: try row.one("kind"), state: try row.one("state"), rows: try row.optionalInteger(isFromAbove ? "rows_here" : "rows_in"),
            rejected: isFromAbove ? nil : try row.optionalInteger("rows_rejected"), received: try row.moment("received_ms"),
            name: isFromAbove ? "" : try row.text("name"), isFromAbove: isFromAbove)
    }
}

extension SQL {
    /// How many accepted rows of the delivery `d` speak of the scope's region; NULL when it is not known of which places they speak.
    static func rowsWithin(_ scope: Scope) -> SQL {
        """
        CASE WHEN EXISTS (SELECT 1 FROM delivery_places k WHERE k.delivery_id = d.id)
             THEN (SELECT COALESCE(SUM(p.rows_in), 0) FROM delivery_places p WHERE p.delivery_id = d.id AND \(within: scope, "p.region")) END
        """
    }
}

/// Rejected rows of a delivery in the order of lines, all or those of one reason.
struct RejectsOfDelivery: Query {
    static let permission = Permission.deliveryRead
    var delivery: Int64
    var reason: String?
    var column: String?
    var after: Int64?
    var limit: Int

    struct Found: Sendable {
        var head: DeliveryHead
        var total: Int64
        /// Rows told one by one; fewer than `total` when there were too many.
        var kept: Int64
        var lines: [Line]
    }

    struct Line: Sendable {
        var line: Int64
        var column: String
        var reason: String
        var shown: String
        var detail: String
        var isMended: Bool
    }

    func answer(in reading: Reading) throws -> Found {
        guard let head = try DeliveryHead.find(delivery, in: reading) else { throw Refusal.notFound }
        var conditions: [SQL] = ["r.delivery_id = \(delivery)"]
        if let reason { conditions.append("r.reason = \(reason)") }
        if let column { conditions.append("r.column_name = \(column)") }
        let chosen = SQL.all(conditions)
        let lines = try reading.rows(
            """
            SELECT r.line, r.column_name, r.reason, r.shown, r.detail,
                   CASE WHEN EXISTS (SELECT 1 FROM delivery_mends m JOIN deliveries s ON s.id = m.delivery_id
                                     WHERE m.base_id = r.delivery_id AND m.line = r.line AND s.state = 'accepted') THEN 1 ELSE 0 END AS mended
            FROM delivery_rejects r WHERE \(sql: chosen) AND r.line > \(after ?? 0) ORDER BY r.line LIMIT \(limit + 1)
            """
        ).map {
            Line(
                line: try $0.integer("line"), column: try $0.text("column_name"), reason: try $0.text("reason"), shown: try $0.text("shown"),
                detail: try $0.text("detail"), isMended: try $0.bool("mended"))
        }
        let counted = try reading.count(
            "SELECT COALESCE(SUM(r.rows_in), 0) FROM delivery_reasons r WHERE \(sql: chosen)")
        return Found(
            head: head, total: counted, kept: try reading.count("SELECT COUNT(*) FROM delivery_rejects r WHERE \(sql: chosen)"), lines: lines)
    }
}
