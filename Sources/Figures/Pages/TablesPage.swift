import Actions
import Basics
import Regions
import Register
import Web

/// The statistics tables there are, and the years that were closed.
struct TablesPage: PageModel {
    static let template = "tables"

    struct Table: Codable, Sendable {
        var title: String
        var link: String
        var workbook: String
        var columns: String
    }

    struct Year: Codable, Sendable {
        var year: String
        var place: String
        var day: String
        var known: String
        var households: String
        var people: String
        var link: String
    }

    var title: String
    var tables: [Table]
    var years: [Year]
    var hasYears: Bool
    /// The form that closes a year; nil for those who may not.
    var form: FormState?
    var place: String
    var region: Int64

    static let specimen = TablesPage(
        title: "统计表 14 张", tables: [Table(title: "致贫原因分析表", link: "/tables/causes", workbook: "/tables/causes/workbook", columns: "建档立卡户、因病")],
        years: [
            Year(
                year: "2025", place: "云岭省", day: "2025-12-31", known: "2026-01-08 10:00", households: "48,377", people: "170,221",
                link: "/figures?snapshot=3")
        ], hasYears: true, form: FormState(for: TakeSnapshot.self), place: "云岭省", region: 990_000_000_000)

    static func read(_ visit: Visit, _ office: FigureOffice, _ form: FormState?) async throws -> TablesPage {
        let isChinese = visit.language == .zh
        let declared = Dictionary(FigureCatalogue.shipped.all.map { ($0.name, $0) }) { first, _ in first }
        let keep = visit.region.map { "?region=\($0.digits)" } ?? ""
        let years = try await visit.ask(ClosedYears())
        let actor = try visit.actor
        let names = try await visit.ask(PlaceNames(of: years.map(\.region) + [actor.scope.region]))
        return TablesPage(
            title: visit.text("tables.title", ["count": String(StatisticsTable.shipped.count)]),
            tables: StatisticsTable.shipped.map { table in
                let columns = table.columns.filter { !$0.isRate }.prefix(5).compactMap { declared[$0.figure]?.title.text(isChinese) }
                return Table(
                    title: table.title.text(isChinese), link: "/tables/\(table.name)" + keep, workbook: "/tables/\(table.name)/workbook" + keep,
                    columns: columns.joined(separator: isChinese ? "、" : ", ") + (table.columns.count > columns.count ? " …" : ""))
            },
            years: years.map { year in
                Year(
                    year: String(year.year), place: names[year.region] ?? year.region.prefix, day: year.asOf.day.description,
                    known: year.asOf.known?.chinaText ?? "", households: Figures.count(year.households), people: Figures.count(year.people),
                    link: "/figures?snapshot=\(year.id)" + (visit.region.map { "&region=\($0.digits)" } ?? ""))
            }, hasYears: !years.isEmpty,
            form: actor.may(.registerSnapshot)
                ? form ?? FormState(for: TakeSnapshot.self, values: ["year": String(visit.now.chinaDate.year - 1)]) : nil,
            place: names[actor.scope.region] ?? actor.scope.region.prefix, region: actor.scope.region.number)
    }
}
