import Actions
import Basics
import Storage

/// Everything the page of one delivery shows.
struct DeliveryFacts: Sendable {
    var head: DeliveryHead
    var refusal: String?
    var refusalDetail: String?
    var rows: Int64?
    var accepted: Int64?
    var rejected: Int64?
    var normalised: Int64?
    var malformed: Int64?
    var matchedRows: Int64?
    var matchedPeople: Int64?
    var unmatchedRows: Int64?
    var otherNameRows: Int64?
    var firstDay: CalendarDate?
    var lastDay: CalendarDate?
    var received: Moment
    var receivedBy: String
    var supersededBy: Int64?
    var file: File
    var reasons: [Reason]
    var checks: [DeliveryCheck]
    var steps: [Step]
    var places: Int64
    /// Rejected rows that accepted supplements brought mended.
    var mended: Int64
    var supplements: [Other]
    /// The delivery of the same period that came before.
    var before: Other?
    /// Accepted rows of the last delivery of an earlier period, per ten thousand.
    var earlierShare: Int64?

    struct File: Sendable {
        var name: String
        var size: Int64
        var sha256: String
        var format: String?
        var encoding: String?
        var delimiter: String?
        var sheet: String?
        var header: [String]
        var mapped: [String: String]
        var unknown: [String]
        var missing: [String]
        var milliseconds: Int64?
    }

    struct Reason: Sendable {
        var reason: String
        var column: String
        var rows: Int64
        var line: Int64
        var shown: String
        var detail: String
    }

    struct Step: Sendable {
        var step: DeliveryStep
        var at: Moment
        var by: String
        var why: String?
    }

    struct Other: Sendable {
        var id: Int64
        var version: Int64
        var state: DeliveryState
        var received: Moment
    }
}

/// One delivery with all that is known of it.
struct FindDelivery: Query {
    static let permission = Permission.deliveryRead
    var id: Int64
    /// Names accounts; the room does not know them.
    var names: AccountNames

    func answer(in reading: Reading) throws -> DeliveryFacts {
        guard let head = try DeliveryHead.find(id, in: reading),
            let row = try reading.row(
                """
                SELECT d.refusal, d.refusal_detail, d.rows_in, d.rows_accepted, d.rows_rejected, d.ids_normalised, d.ids_malformed, d.rows_matched,
                       d.people_matched, d.rows_unmatched, d.rows_other_name, d.first_day, d.last_day, d.received_ms, d.received_by,
                       d.superseded_by, d.sha256, f.name, f.bytes_in, f.format, f.encoding, f.delimiter, f.sheet, f.header, f.mapped,
                       f.unknown_headers, f.missing_columns, f.read_ms
                FROM deliveries d JOIN delivery_files f ON f.delivery_id = d.id WHERE d.id = \(id)
                """)
        else { throw Refusal.notFound }
        let steps = try steps(reading)
        let people = try names(Set([try row.integer("received_by")] + steps.map(\.1)), reading)
        return DeliveryFacts(
            head: head, refusal: try row.optionalText("refusal"), refusalDetail: try row.optionalText("refusal_detail"),
            rows: try row.optionalInteger("rows_in"), accepted: try row.optionalInteger("rows_accepted"),
            rejected: try row.optionalInteger("rows_rejected"), normalised: try row.optionalInteger("ids_normalised"),
            malformed: try row.optionalInteger("ids_malformed"), matchedRows: try row.optionalInteger("rows_matched"),
            matchedPeople: try row.optionalInteger("people_matched"), unmatchedRows: try row.optionalInteger("rows_unmatched"),
            otherNameRows: try row.optionalInteger("rows_other_name"), firstDay: try row.optionalDate("first_day"),
            lastDay: try row.optionalDate("last_day"), received: try row.moment("received_ms"),
            receivedBy: people[try row.integer("received_by")] ?? "", supersededBy: try row.optionalInteger("superseded_by"), file: try file(row),
            reasons: try reasons(reading), checks: try checks(reading),
            steps: steps.map { DeliveryFacts.Step(step: $0.0, at: $0.2, by: people[$0.1] ?? "", why: $0.3) },
            places: try reading.count("SELECT COUNT(*) FROM delivery_places WHERE delivery_id = \(id)"), mended: try mended(reading),
            supplements: try others("d.base_id = \(id)", reading), before: try others(before(head), reading).first,
            earlierShare: try earlierShare(head, reading))
    }

    private func file(_ row: Row) throws -> DeliveryFacts.File {
        DeliveryFacts.File(
            name: try row.text("name"), size: try row.integer("bytes_in"), sha256: try row.text("sha256"), format: try row.optionalText("format"),
            encoding: try row.optionalText("encoding"), delimiter: try row.optionalText("delimiter"), sheet: try row.optionalText("sheet"),
            header: try StoredJSON.value([String].self, row.optionalText("header")) ?? [],
            mapped: try StoredJSON.value([String: String].self, row.optionalText("mapped")) ?? [:],
            unknown: try StoredJSON.value([String].self, row.optionalText("unknown_headers")) ?? [],
            missing: try StoredJSON.value([String].self, row.optionalText("missing_columns")) ?? [], milliseconds: try row.optionalInteger("read_ms"))
    }

    private func reasons(_ reading: Reading) throws -> [DeliveryFacts.Reason] {
        try reading.rows(
            """
            SELECT reason, column_name, rows_in, first_line, first_shown, first_detail FROM delivery_reasons
            WHERE delivery_id = \(id) ORDER BY rows_in DESC, reason, column_name
            """
        ).map {
            DeliveryFacts.Reason(
                reason: try $0.text("reason"), column: try $0.text("column_name"), rows: try $0.integer("rows_in"),
                line: try $0.integer("first_line"),
                shown: try $0.text("first_shown"), detail: try $0.text("first_detail"))
        }
    }

    private func checks(_ reading: Reading) throws -> [DeliveryCheck] {
        try reading.rows(
            "SELECT kind, column_name, measured, least_allowed, most_allowed, result FROM delivery_checks WHERE delivery_id = \(id) ORDER BY id"
        ).map {
            DeliveryCheck(
                try $0.one("kind"), column: try $0.text("column_name"), measured: try $0.integer("measured"),
                least: try $0.optionalInteger("least_allowed"), most: try $0.optionalInteger("most_allowed"), result: try $0.one("result"))
        }
    }

    private func steps(_ reading: Reading) throws -> [(DeliveryStep, Int64, Moment, String?)] {
        try reading.rows("SELECT step, account, at_ms, why FROM delivery_steps WHERE delivery_id = \(id) ORDER BY at_ms, id").map {
            (try $0.one("step"), try $0.integer("account"), try $0.moment("at_ms"), try $0.optionalText("why"))
        }
    }

    private func mended(_ reading: Reading) throws -> Int64 {
        try reading.count(
            """
            SELECT COUNT(DISTINCT m.line) FROM delivery_mends m JOIN deliveries s ON s.id = m.delivery_id
            WHERE m.base_id = \(id) AND s.state = 'accepted'
            """)
    }

    private func before(_ head: DeliveryHead) -> SQL {
        """
        d.source = \(head.source) AND d.region = \(head.region) AND d.period = \(head.period) AND d.version < \(head.version) AND d.kind = 'whole'
        """
    }

    private func others(_ condition: SQL, _ reading: Reading) throws -> [DeliveryFacts.Other] {
        try reading.rows(
            """
            SELECT d.id, d.version, d.state, d.received_ms FROM deliveries d
            WHERE \(sql: condition) AND \(within: reading.scope, "d.region", department: "d.department", dataset: "d.folder") ORDER BY d.version DESC LIMIT 20
            """
        ).map {
            DeliveryFacts.Other(
                id: try $0.integer("id"), version: try $0.integer("version"), state: try $0.one("state"), received: try $0.moment("received_ms"))
        }
    }

    private func earlierShare(_ head: DeliveryHead, _ reading: Reading) throws -> Int64? {
        let row = try reading.row(
            """
            SELECT d.rows_in, d.rows_accepted FROM deliveries d
            WHERE d.source = \(head.source) AND d.region = \(head.region) AND d.state = 'accepted' AND d.kind = 'whole' AND d.period < \(head.period)
              AND \(within: reading.scope, "d.region", department: "d.department", dataset: "d.folder")
            ORDER BY d.period_last DESC, d.version DESC LIMIT 1
            """)
        return try row.map { DeliveryChecks.share(Int(try $0.integer("rows_accepted")), of: Int(try $0.integer("rows_in"))) }
    }
}
