import Actions
import Basics
import Storage

/// The last maps that were taken over within the scope, and one of them with what was rejected.
struct MapImports: Query {
    static let permission = Permission.mapChange

    struct Import: Sendable {
        var number: Int64
        var file: String
        var features: Int64
        var drawn: Int64
        var unchanged: Int64
        var at: Moment
        var account: Int64
        var rejected: Int64 { features - drawn - unchanged }
    }

    func answer(in reading: Reading) throws -> [Import] {
        try reading.rows(
            """
            SELECT i.id, i.file_name, i.features, i.drawn, i.unchanged, i.imported_ms, i.account FROM map_imports i
            WHERE \(within: reading.scope, "i.region") ORDER BY i.id DESC LIMIT 20
            """
        ).map(Self.one)
    }

    static func one(_ row: Row) throws -> Import {
        Import(
            number: try row.integer("id"), file: try row.text("file_name"), features: try row.integer("features"), drawn: try row.integer("drawn"),
            unchanged: try row.integer("unchanged"), at: try row.moment("imported_ms"), account: try row.integer("account"))
    }
}

/// One map that was taken over, with the features that were not.
struct MapImportFacts: Query {
    static let permission = Permission.mapChange
    let number: Int64
    /// Rejected features that are shown.
    static let most = 500

    struct Answer: Sendable {
        var entry: MapImports.Import
        var rejects: [MapIntake.Reject]
    }

    func answer(in reading: Reading) throws -> Answer {
        let found = try reading.row(
            """
            SELECT i.id, i.file_name, i.features, i.drawn, i.unchanged, i.imported_ms, i.account FROM map_imports i
            WHERE i.id = \(number) AND \(within: reading.scope, "i.region")
            """)
        guard let found else { throw Refusal.notFound }
        let rows = try reading.rows(
            "SELECT r.feature, r.code, r.reason, r.detail FROM map_rejects r WHERE r.map_import = \(number) ORDER BY r.feature LIMIT \(Self.most)")
        return Answer(
            entry: try MapImports.one(found),
            rejects: try rows.map {
                .init(feature: try $0.int("feature"), code: try $0.text("code"), fault: FeatureFault(try $0.one("reason"), try $0.text("detail")))
            })
    }
}

/// How many regions of each level have an outline, and how many there are.
struct MapCoverage: Query {
    static let permission = Permission.mapChange

    struct Line: Sendable {
        var level: String
        var drawn: Int64
        var all: Int64
    }

    func answer(in reading: Reading) throws -> [Line] {
        let rows = try reading.rows(
            """
            SELECT r.level, COUNT(*) AS regions, COUNT(s.id) AS drawn FROM regions r LEFT JOIN map_shapes s ON s.id = r.id
            WHERE \(within: reading.scope, "r.id") AND (r.valid_until IS NULL OR r.valid_until > \(reading.today)) GROUP BY r.level
            """)
        let lines = try rows.map { Line(level: try $0.text("level"), drawn: try $0.integer("drawn"), all: try $0.integer("regions")) }
        return RegionCode.Level.allCases.compactMap { level in lines.first { $0.level == level.name } }
    }
}
