import Basics
import Figures
import Web

/// The places below a region, by a figure: the table beside the map, and its whole content in words.
struct Ranking: Codable, Sendable {
    enum Order: String, Sendable, CaseIterable { case measure, count, whole, name }

    struct Column: Codable, Sendable {
        var title: String
        var link: String
        /// `descending` or `ascending` for the column that the table is sorted by.
        var sort: String?
        var isNumber: Bool
    }

    struct Line: Codable, Sendable {
        var rank: Int
        var name: String
        var code: String
        var link: String
        var count: ShownValue
        var whole: ShownValue?
        var share: String
        var length: String
    }

    struct Sum: Codable, Sendable {
        var count: ShownValue
        var whole: ShownValue?
        var share: String
    }

    var columns: [Column]
    var lines: [Line]
    var total: Sum
    var isShare: Bool
    /// The colour of the bars: problems and coverage differ, as on the map.
    var tone: String

    static let specimen = Ranking(
        columns: [Column(title: "市州", link: "/picture?sort=name", sort: nil, isNumber: false)],
        lines: [
            Line(
                rank: 1, name: "清江市", code: "990100000000", link: "/picture?region=990100000000", count: .specimen, whole: .specimen, share: "29.6%",
                length: "100%")
        ], total: Sum(count: .specimen, whole: .specimen, share: "29.3%"), isShare: true, tone: "p")
}

extension Ranking {
    /// `link`: where a place's name leads.
    init(_ figures: PictureFigures, _ figure: Figure, by order: Order, link: (RegionCode) -> String, _ visit: Visit) throws {
        isShare = figure.of != nil
        tone = figure.bad ? "p" : ""
        let unit = figures.unit(figure)
        let whole = figure.of.flatMap(figures.figure)
        let places = Self.sorted(figures.shown.places, figures, figure, order)
        let most = figures.shown.places.compactMap { figures.measure(figure, in: $0) }.max() ?? 0
        lines = try places.enumerated().map { number, place in
            Line(
                rank: number + 1, name: place.name, code: place.region.digits, link: link(place.region),
                count: try figures.number(figure.name, in: place),
                whole: try whole.map { try figures.number($0.name, in: place) }, share: figures.share(figure.name, in: place),
                length: Self.length(figures.measure(figure, in: place) ?? 0, of: most))
        }
        total = Sum(
            count: try figures.number(figure.name), whole: try whole.map { try figures.number($0.name) }, share: figures.share(figure.name))
        let name = Column(
            title: visit.text("picture.place"), link: visit.address(with: "sort", Order.name.rawValue), sort: order == .name ? "ascending" : nil,
            isNumber: false)
        let parts: [(Order, String)] =
            whole.map {
                [
                    (.count, "\(figures.title(figure.name)), \(unit)"), (.whole, "\(figures.title($0.name)), \(unit)"),
                    (.measure, visit.text("picture.share")),
                ]
            } ?? [(.measure, "\(figures.title(figure.name)), \(unit)")]
        columns =
            [name]
            + parts.map { each in
                let link = visit.address(with: "sort", each.0 == .measure ? nil : each.0.rawValue)
                return Column(
                    title: visit.language == .zh ? each.1.replacing(", ", with: "，") : each.1, link: link, sort: order == each.0 ? "descending" : nil,
                    isNumber: true)
            }
    }

    private static func length(_ measure: Double, of most: Double) -> String {
        most > 0 ? "\((measure / most * 1000).rounded() / 10)%" : "0%"
    }

    /// Largest first; equal ones, and all when the name is asked for, by their codes.
    private static func sorted(
        _ places: [ShownFigures.Place], _ figures: PictureFigures, _ figure: Figure, _ order: Order
    ) -> [ShownFigures.Place] {
        func key(_ place: ShownFigures.Place) -> Double {
            switch order {
            case .name: 0
            case .measure: figures.measure(figure, in: place) ?? -1
            case .count: Double(figures.value(figure.name, in: place)?.count ?? -1)
            case .whole: Double(figures.value(figure.name, in: place)?.of ?? -1)
            }
        }
        return places.map { (key($0), $0) }.sorted { ($1.0, $0.1.region) < ($0.0, $1.1.region) }.map(\.1)
    }
}
