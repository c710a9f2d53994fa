import Basics
import Figures
import Register
import Web

/// The figures that a page of one region shows, found by their names, each with its list for whoever may see lists.
struct PictureFigures: Sendable {
    /// What the map can be coloured by.
    static let choices = [
        "risk-open", "monitored", "monitored-unstable", "monitored-marginal", "monitored-sudden", "risk-removed", "poor", "returned", "exited",
        "helped",
        "no-labour", "income-under", "clues-open", "clues-overdue", "clues-confirmed", "clues-closed",
    ]
    static let kinds = ["monitored-unstable", "monitored-marginal", "monitored-sudden"]
    /// One for each risk that a household can be found to have.
    static let risks = CodeLists.shipped["risk"]?.items.map { "risk-\($0.code)" } ?? []
    static let months = 12
    static let taken = (0..<months).map { "taken-in-\($0)" }
    static let removed = (0..<months).map { "risk-removed-in-\($0)" }
    static let clueStates = [
        "clues-created", "clues-dispatched", "clues-accepted", "clues-verifying", "clues-confirmed-waiting", "clues-rectifying", "clues-rectified",
        "clues-not-confirmed-waiting", "clues-cannot-verify-waiting", "clues-reviewed", "clues-returned", "clues-escalated", "clues-closed",
    ]
    static let all = Array(
        Set(
            choices + kinds + risks + taken + removed + clueStates
                + ["households", "people", "monitored-people", "clues", "clues-decided", "registered", "risk-open-people"])
    ).sorted()

    let shown: ShownFigures
    let moment: ListMoment
    let visit: Visit
    private let places: [String: Int]

    init(_ shown: ShownFigures, _ moment: ListMoment, _ visit: Visit) {
        (self.shown, self.moment, self.visit) = (shown, moment, visit)
        places = Dictionary(shown.figures.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    func figure(_ name: String) -> Figure? { places[name].map { shown.figures[$0] } }

    func value(_ name: String, in place: ShownFigures.Place? = nil) -> ShownFigures.Value? {
        places[name].flatMap { (place ?? shown.total).values[$0] }
    }

    /// The number with its list; — where it cannot be said.
    func number(_ name: String, in place: ShownFigures.Place? = nil) throws -> ShownValue {
        guard let figure = figure(name) else { return ShownValue(text: "—", link: nil, count: nil, of: nil) }
        return try ShownValue(value(name, in: place), of: figure, in: (place ?? shown.total).region, at: moment, visit)
    }

    func share(_ name: String, in place: ShownFigures.Place? = nil) -> String {
        value(name, in: place).flatMap { value in value.of.flatMap { Figures.share(value.count, of: $0) } } ?? "—"
    }

    func count(_ name: String) -> Int64 { value(name)?.count ?? 0 }

    /// A figure's name; of a family the code's own words.
    func title(_ name: String) -> String {
        let title = figure(name)?.title.text(visit.language == .zh) ?? name
        return title.split(separator: visit.language == .zh ? "：" : ": ", maxSplits: 1).last.map(String.init) ?? title
    }

    /// 户, 人 or 条.
    func unit(_ figure: Figure) -> String { visit.text("figures.unit.\(figure.unit.rawValue)") }

    /// What a place is compared by: the share where the figure is one, else the count.
    func measure(_ figure: Figure, in place: ShownFigures.Place) -> Double? {
        guard let value = value(figure.name, in: place) else { return nil }
        return figure.of == nil ? Double(value.count) : value.rate
    }
}
