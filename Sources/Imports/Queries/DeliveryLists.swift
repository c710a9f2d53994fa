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
    var name: String
}

/// The deliveries of a source, newest first.
struct DeliveriesOfSource: Query {
    static let permission = Permission.deliveryRead
    var source: String
    var after: Int64?
    var limit: Int

    func answer(in reading: Reading) throws -> [DeliveryLine] {
        try reading.rows(
            """
            SELECT d.id, d.region, d.period, d.version, d.kind, d.state, d.rows_in, d.rows_rejected, d.received_ms, f.name
            FROM deliveries d JOIN delivery_files f ON f.delivery_id = d.id
            WHERE d.source = \(source) AND \(within: reading.scope, "d.region", department: "d.department") AND d.id < \(after ?? Int64.max)
            ORDER BY d.id DESC LIMIT \(limit + 1)
            """
        ).map {
            DeliveryLine(
                id: try $0.integer("id"), region: try $0.region("region"), period: try $0.text("period"), version: try $0.integer("version"),
                kind: try $0.one("kind"), state: try $0.one("state"), rows: try $0.optionalInteger("rows_in"),
                rejected: try $0.optionalInteger("rows_rejected"), received: try $0.moment("received_ms"), name: try $0.text("name"))
        }
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
