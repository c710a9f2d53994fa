import Actions
import Basics
import Register
import Web

/// One statistics table: a line for each place below the region looked at, and the region's own as the sum.
struct TablePage: PageModel {
    static let template = "table"

    struct Column: Codable, Sendable {
        var figure: String
        var title: String
        var unit: String
        var meaning: String
    }

    struct Line: Codable, Sendable {
        var region: String
        var name: String
        var link: String?
        var values: [ShownValue]
    }

    var title: String
    var moment: String
    var columns: [Column]
    var lines: [Line]
    var total: Line
    var isEmpty: Bool
    var workbook: String
    /// The same table village by village, or place by place again.
    var other: String
    var byVillage: Bool

    static let specimen = TablePage(
        title: "云岭省致贫原因分析表", moment: "截至 2026-11-23 11:20",
        columns: [Column(figure: "risk-open", title: "风险未消除", unit: "户", meaning: "监测对象中风险未消除的户 ÷ 监测对象")],
        lines: [Line(region: "990121000000", name: "石桥县", link: "/tables/causes?region=990121000000", values: [.specimen])],
        total: Line(region: "990000000000", name: "合计", link: nil, values: [.specimen]), isEmpty: false, workbook: "/tables/causes/workbook",
        other: "/tables/causes?below=village", byVillage: false)

    static func read(_ visit: Visit, _ office: FigureOffice) async throws -> TablePage {
        let (table, moment, below) = try TableRequest(visit).parts
        let shown = try await office.show(table.columns.map(\.figure), below: below, at: moment, visit)
        let columns = TableColumns(table, shown)
        let isChinese = visit.language == .zh
        let more = moment.pairs.map { "&\($0.name)=\($0.value)" }.joined()
        func line(_ place: ShownFigures.Place, name: String, link: String?) throws -> Line {
            Line(
                region: place.region.digits, name: name, link: link,
                values: try columns.all.map { column in
                    try ShownValue(
                        place.values[column.place], of: column.figure, isRate: column.isRate, in: place.region, at: moment, visit)
                })
        }
        var rest = try shown.rest.map { values in
            try line(
                ShownFigures.Place(region: shown.total.region, name: "", values: values), name: visit.text("table.rest", ["place": shown.total.name]),
                link: nil)
        }
        // No list shows what lies nowhere below.
        for index in rest?.values.indices ?? 0..<0 { rest?.values[index].link = nil }
        let query = visit.region.map { "?region=\($0.digits)\(more)" } ?? (more.isEmpty ? "" : "?" + more.dropFirst())
        let villages = below == .village
        return TablePage(
            title: visit.text("table.title", ["place": shown.total.name, "table": table.title.text(isChinese)]), moment: momentText(shown, visit),
            columns: columns.all.map { column in
                Column(
                    figure: column.figure.name,
                    title: column.figure.title.text(isChinese) + (column.isRate ? visit.text("table.rate") : ""),
                    unit: column.isRate ? "%" : visit.text("figures.unit.\(column.figure.unit.rawValue)"),
                    meaning: column.figure.meaning.text(isChinese))
            },
            lines: try shown.places.map { place in
                let isVillage = place.region.level == .village
                return try line(
                    place, name: place.name, link: isVillage ? nil : "/tables/\(table.name)?region=\(place.region.digits)\(more)")
            } + (rest.map { [$0] } ?? []), total: try line(shown.total, name: visit.text("table.total"), link: nil), isEmpty: shown.places.isEmpty,
            workbook: "/tables/\(table.name)/workbook" + Self.with("below", villages ? "village" : nil, query),
            other: "/tables/\(table.name)" + Self.with("below", villages ? nil : "village", query), byVillage: villages)
    }

    private static func with(_ name: String, _ value: String?, _ query: String) -> String {
        guard let value else { return query }
        return query.isEmpty ? "?\(name)=\(value)" : "\(query)&\(name)=\(value)"
    }
}

/// What the address of a table says.
struct TableRequest {
    let parts: (table: StatisticsTable, moment: ListMoment, below: Below)

    init(_ visit: Visit) throws {
        let name = try visit.parameter("table")
        guard let table = StatisticsTable.shipped.first(where: { $0.name == name }) else { throw Refusal.notFound }
        parts = (table, try ListMoment(visit), visit.query("below").flatMap(Below.init) ?? .children)
    }
}

/// A table's columns as far as there are figures for them: without an income line in force, columns drawn by it are missing.
struct TableColumns {
    struct Column {
        let figure: Figure
        /// Where its value stands among the shown ones.
        let place: Int
        let isRate: Bool
    }

    let all: [Column]

    init(_ table: StatisticsTable, _ shown: ShownFigures) {
        let places = Dictionary(shown.figures.enumerated().map { ($1.name, $0) }) { first, _ in first }
        all = table.columns.compactMap { column in
            places[column.figure].map { Column(figure: shown.figures[$0], place: $0, isRate: column.isRate) }
        }
    }
}
