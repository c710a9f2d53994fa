import Actions
import Basics
import Figures
import Imports
import Register
import Storage
import Web

/// The leaders' screen: read from six metres, with no name of anybody on it. Its numbers are those of the picture, and lead there.
struct ScreenPage: PageModel {
    static let template = "screen"

    struct Stage: Codable, Sendable {
        var name: String
        var count: String
        var length: String
        var tone: String
    }

    struct Overdue: Codable, Sendable {
        var name: String
        var link: String
        var count: String
        var open: String
    }

    var title: String
    var place: String
    var date: String
    var time: String
    /// When the numbers were counted, for the script to say when the line breaks.
    var counted: Int64
    var picture: String
    var events: String
    var leave: String
    var placesBelow: String
    var riskOpen: String
    var monitored: String
    var share: String
    var takenIn: String
    var removedIn: String
    var kinds: [Stage]
    var stages: [Stage]
    var cluesTotal: String
    var confirmed: String
    var map: MapPicture?
    var chart: MonthChart?
    var overdue: [Overdue]
    var overdueTotal: String
    var departments: PicturePage.Departments?
    var meaning: String

    static let specimen = ScreenPage(
        title: "清江市防止返贫监测帮扶", place: "清江市", date: "2025 年 10 月 21 日 星期二", time: "08:42", counted: 1_761_000_000_000, picture: "/picture",
        events: "/screen/events", leave: "/picture", placesBelow: "9 个县（市、区）", riskOpen: "2,679", monitored: "9,052", share: "29.6%", takenIn: "121",
        removedIn: "62",
        kinds: [Stage(name: "脱贫不稳定", count: "1,104", length: "100%", tone: "")],
        stages: [Stage(name: "待派发", count: "1,204", length: "16.5%", tone: "calm")],
        cluesTotal: "16,482", confirmed: "属实率 13.7% ＝ 972 ÷ 已有结论 7,094", map: .specimen, chart: .specimen,
        overdue: [Overdue(name: "石桥县", link: "/picture?region=990121000000", count: "47", open: "902")], overdueTotal: "154",
        departments: PicturePage.specimen.departments, meaning: "监测对象中风险未消除的户 ÷ 监测对象")
}

/// Puts the screen together from the figures of the picture.
struct ScreenReading: Sendable {
    let parts: DashboardsParts
    let visit: Visit

    private var isChinese: Bool { visit.language == .zh }
    private var keep: String { visit.region.map { "?region=\($0.digits)" } ?? "" }

    func page() async throws -> ScreenPage {
        let shown = try await parts.figures.show(ScreenFigures.all, below: .children, visit)
        let figures = PictureFigures(shown, .init(), visit)
        let day = shown.counted.chinaDate
        let overdue = shown.places.map { ($0, figures.value("clues-overdue", in: $0)?.count ?? 0) }.filter { $0.1 > 0 }.sorted {
            ($1.1, $0.0.region) < ($0.1, $1.0.region)
        }
        return ScreenPage(
            title: visit.text("screen.title", ["place": shown.total.name]), place: shown.total.name,
            date: Figures.day(day, visit.language, year: true) + " " + Figures.weekday(day, visit.language),
            time: String(shown.counted.chinaText.suffix(5)),
            counted: shown.counted.milliseconds, picture: "/picture" + keep, events: "/screen/events" + keep, leave: "/picture" + keep,
            placesBelow: visit.text("screen.below", ["count": String(shown.places.count)]), riskOpen: count(figures, "risk-open"),
            monitored: count(figures, "monitored"), share: figures.share("risk-open"), takenIn: count(figures, "taken-in-0"),
            removedIn: count(figures, "risk-removed-in-0"), kinds: stages(figures, PictureFigures.kinds), stages: stages(figures, Self.stageNames),
            cluesTotal: count(figures, "clues"), confirmed: confirmed(figures), map: try await map(figures),
            chart: try MonthChart(figures, in: .wall, visit),
            overdue: overdue.prefix(6).map { place, count in
                .init(
                    name: place.name, link: "/picture?region=\(place.region.digits)&figure=clues-overdue", count: Figures.count(count),
                    open: figures.value("clues-open", in: place).map { Figures.count($0.count) } ?? "—")
            }, overdueTotal: count(figures, "clues-overdue"), departments: try await departments(),
            meaning: figures.figure("risk-open")?.meaning.text(isChinese) ?? "")
    }

    /// The stages of clues that a screen shows one by one; the others are few.
    private static let stageNames = [
        "clues-created", "clues-dispatched", "clues-verifying", "clues-not-confirmed-waiting", "clues-rectifying", "clues-reviewed", "clues-closed",
    ]

    private func count(_ figures: PictureFigures, _ name: String) -> String { figures.value(name).map { Figures.count($0.count) } ?? "—" }

    private func stages(_ figures: PictureFigures, _ names: [String]) -> [ScreenPage.Stage] {
        let most = max(1, names.map(figures.count).max() ?? 1)
        return names.map { name in
            .init(
                name: visit.textIfAny("screen.stage.\(name)") ?? figures.title(name), count: count(figures, name),
                length: Figures.share(figures.count(name), of: most) ?? "0%", tone: ClueTones.tone(of: name))
        }
    }

    private func confirmed(_ figures: PictureFigures) -> String {
        guard let value = figures.value("clues-confirmed"), let whole = value.of, whole > 0 else { return visit.text("picture.confirmed.none") }
        return visit.text(
            "picture.confirmed", ["share": figures.share("clues-confirmed"), "count": Figures.count(value.count), "whole": Figures.count(whole)])
    }

    private func map(_ figures: PictureFigures) async throws -> MapPicture? {
        guard let figure = figures.figure("risk-open") else { return nil }
        let places = figures.shown.places
        guard let sheet = try await parts.cabinet.sheet(of: places.map(\.region), at: visit.desk, as: visit.actor) else { return nil }
        let reading = PictureReading(parts: parts, visit: visit)
        let values = try places.map { place in
            try reading.mapValue(of: place, figures, figure, link: "/picture?region=\(place.region.digits)", by: .count)
        }
        return MapPicture(
            sheet, values, ValueClasses(values.compactMap(\.value), isRate: true), isGood: false,
            label: visit.text("picture.map.label", ["place": figures.shown.total.name, "figure": figures.title(figure.name)]),
            missing: { visit.text("picture.map.missing", ["places": $0]) }, visit.language)
    }

    private func departments() async throws -> PicturePage.Departments? {
        guard try visit.actor.may(.deliveryFigures) else { return nil }
        return PicturePage.Departments(try await visit.ask(DepartmentStandings(parts.imports)), visit, most: 6)
    }
}

/// The screen and what it listens to.
struct ScreenRoutes: Sendable {
    let parts: DashboardsParts
    private let watch: ScreenWatch

    init(parts: DashboardsParts) {
        self.parts = parts
        watch = ScreenWatch(parts: parts)
    }

    var all: [Route] {
        [
            .page("/screen", ScreenPage.self, needs: .figureRead, summary: "route.screen") { visit in
                try await ScreenReading(parts: parts, visit: visit).page()
            },
            .events("/screen/events", needs: .figureRead, summary: "route.screen-events") { visit in
                watch.changes(at: visit.desk, as: try visit.actor)
            },
        ]
    }
}
