import Actions
import Basics
import Regions
import Register
import Web

/// All figures of a region with what they mean; beside them, if asked, those of another moment or another region.
struct FiguresPage: PageModel {
    static let template = "figures"

    struct Line: Codable, Sendable {
        var name: String
        var title: String
        var meaning: String
        var value: ShownValue
        var rate: String
        var other: ShownValue?
        var otherRate: String
        var difference: String
    }

    struct Group: Codable, Sendable {
        var unit: String
        var title: String
        var id: String
        var lines: [Line]
    }

    var title: String
    var moment: String
    var first: String
    /// What is compared with; nil when nothing is.
    var second: String?
    var groups: [Group]
    var at: MomentField
    var against: MomentField
    var others: [FormOption]
    var region: String?

    static let specimen = FiguresPage(
        title: "云岭省：108 个指标", moment: "截至 2026-11-23 11:20", first: "今天", second: "2025-12-31",
        groups: [
            Group(
                unit: "households", title: "户", id: "g-households",
                lines: [
                    Line(
                        name: "risk-open", title: "风险未消除", meaning: "监测对象中风险未消除的户 ÷ 监测对象", value: .specimen, rate: "29.3%", other: .specimen,
                        otherRate: "30.6%", difference: "−120")
                ])
        ], at: .specimen, against: .specimen, others: [FormOption("990122000000", "白水县")], region: "990121000000")

    static func read(_ visit: Visit, _ office: FigureOffice) async throws -> FiguresPage {
        let moment = try ListMoment(visit)
        let against = ListMoment(day: try visit.date("against"), snapshot: try visit.number("against_snapshot"))
        let names = FigureCatalogue.shipped.all.filter { figure in visit.query("unit").map { figure.unit.rawValue == $0 } ?? true }.map(\.name)
        let shown = try await office.show(names, at: moment, visit)
        // What lies beside the region looked at is outside of `visit.actor`, who is narrowed to it.
        guard let reader = visit.signedIn?.actor else { throw Refusal.signedOut }
        let neighbours = try await visit.desk.ask(Neighbours(of: shown.total.region), as: reader)
        var other: RegionCode?
        if let digits = visit.query("other") {
            guard let code = Int64(digits).flatMap(RegionCode.init(number:)), neighbours.contains(where: { $0.code == code.number }) else {
                throw Refusal.notFound
            }
            other = code
        }
        var compared: ShownFigures?
        if let other {
            compared = try await office.show(names, of: other, below: .none, as: shown.asOf, at: visit.desk, actor: reader)
        } else if against != ListMoment() {
            compared = try await office.show(names, at: against, visit)
        }
        let years = try await visit.ask(ClosedYears())
        let places = try await visit.ask(PlaceNames(of: years.map(\.region)))
        let second = compared.map { compared in other == nil ? momentText(compared, visit) : compared.total.name }
        return FiguresPage(
            title: visit.text("figures.title", ["place": shown.total.name, "count": String(shown.figures.count)]), moment: momentText(shown, visit),
            first: other == nil ? momentText(shown, visit) : shown.total.name, second: second,
            groups: try groups(shown, compared, moment, other == nil ? against : moment, visit),
            at: MomentField("as_of", "snapshot", moment, years, places, visit),
            against: MomentField("against", "against_snapshot", against, years, places, visit),
            others: neighbours.filter { $0.code != shown.total.region.number }.map { place in
                var option = FormOption(String(place.code), place.name)
                option.isChosen = place.code == other?.number
                return option
            }, region: visit.region?.digits)
    }

    private static func groups(
        _ shown: ShownFigures, _ compared: ShownFigures?, _ moment: ListMoment, _ against: ListMoment, _ visit: Visit
    ) throws -> [Group] {
        let isChinese = visit.language == .zh
        return try Figure.Unit.allCases.compactMap { unit in
            let lines = try zip(shown.figures, shown.total.values).filter { $0.0.unit == unit }.map { figure, value in
                let other = compared?[figure.name]
                return Line(
                    name: figure.name, title: figure.title.text(isChinese), meaning: figure.meaning.text(isChinese),
                    value: try ShownValue(value, of: figure, in: shown.total.region, at: moment, visit), rate: rate(value),
                    other: try compared.map { try ShownValue(other, of: figure, in: $0.total.region, at: against, visit) }, otherRate: rate(other),
                    difference: difference(value, other))
            }
            return lines.isEmpty
                ? nil : Group(unit: unit.rawValue, title: visit.text("figures.unit.\(unit.rawValue)"), id: "g-\(unit.rawValue)", lines: lines)
        }
    }

    private static func rate(_ value: ShownFigures.Value?) -> String {
        value.flatMap { value in value.of.flatMap { Figures.share(value.count, of: $0) } } ?? ""
    }

    private static func difference(_ value: ShownFigures.Value?, _ other: ShownFigures.Value?) -> String {
        guard let value, let other else { return "" }
        let difference = value.count - other.count
        return difference > 0 ? "+" + Figures.count(difference) : Figures.count(difference)
    }
}

/// The places beside a region that the reader sees as well: those below the same place.
struct Neighbours: Query {
    static let permission = Permission.figureRead
    let of: RegionCode

    func answer(in reading: Reading) throws -> [Region] {
        let levels = RegionCode.Level.allCases.filter { $0 < of.level }
        guard let above = levels.last.flatMap({ of.ancestor(at: $0) }), reading.actor.scope.region != of else { return [] }
        return try RegionChildren(of: above).answer(in: reading)
    }
}

/// What places are called.
struct PlaceNames: Query {
    static let permission = Permission.figureRead
    let of: [RegionCode]
    func answer(in reading: Reading) throws -> [RegionCode: String] { try RegionNames.places(of: of, in: reading) }
}
