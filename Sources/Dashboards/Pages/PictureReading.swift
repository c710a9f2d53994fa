import Actions
import Basics
import Clues
import Figures
import Imports
import Regions
import Register
import Web

/// Puts the picture of a region together.
struct PictureReading: Sendable {
    let parts: DashboardsParts
    let visit: Visit

    private var isChinese: Bool { visit.language == .zh }

    func page() async throws -> PicturePage {
        let moment = try ListMoment(visit)
        let shown = try await parts.figures.show(PictureFigures.all, below: .children, at: moment, visit)
        let figures = PictureFigures(shown, moment, visit)
        // A figure of an old address that is no longer there, or not of this day, gives way to the usual one.
        guard let figure = visit.query("figure").flatMap(figures.figure) ?? figures.figure("risk-open") else { throw Refusal.notFound }
        let order = visit.query("sort").flatMap(Ranking.Order.init) ?? .measure
        let path = try await visit.ask(RegionPath(to: shown.total.region, on: shown.day))
        let ranking = shown.places.isEmpty ? nil : try Ranking(figures, figure, by: order, link: { link(to: $0, figure, moment) }, visit)
        let map = shown.places.isEmpty ? nil : try await map(figures, figure, moment)
        return PicturePage(
            title: title(figures, figure), moment: momentText(shown, visit), meaning: figure.meaning.text(isChinese), place: shown.total.name,
            crumbs: try crumbs(path), region: visit.region?.digits, figure: figure.name, choices: choices(figures, figure),
            day: shown.day.description,
            snapshot: moment.snapshot.map(String.init), now: moment == ListMoment() ? nil : moment.address(ofToday: visit),
            tables: "/tables" + keep(moment),
            screen: visit.region.map { "/screen?region=\($0.digits)" } ?? "/screen", keys: try keys(figures), map: map,
            withoutMap: map == nil && ranking != nil ? visit.text("picture.without-map") : nil, ranking: ranking,
            below: visit.text("picture.below.\(shown.total.region.level.name)"), list: ranking == nil ? try figures.number("households") : nil,
            risks: try bars(PictureFigures.risks.filter { figures.count($0) > 0 }, of: figures, tone: "p", sorted: true),
            risksTotal: try figures.number("risk-open").text, kinds: try bars(PictureFigures.kinds, of: figures, tone: ""), clues: try clues(figures),
            cluesTotal: try figures.number("clues").text, confirmed: confirmed(figures), chart: try chart(figures),
            departments: moment == ListMoment() ? try await departments() : nil)
    }

    // MARK: Where

    private func crumbs(_ path: [Region]) throws -> [PicturePage.Crumb] {
        guard let own = visit.signedIn?.actor.scope else { throw Refusal.signedOut }
        return path.enumerated().map { number, place in
            let isSeen = RegionCode(number: place.code).map(own.contains) ?? false
            return .init(name: place.name, link: isSeen && number < path.count - 1 ? visit.address(with: "region", String(place.code)) : nil)
        }
    }

    /// A village has nothing below it: its own list is what comes next, for whoever may see lists.
    private func link(to region: RegionCode, _ figure: Figure, _ moment: ListMoment) -> String {
        let mayList = (try? visit.actor.may(figure.unit == .clues ? .clueRead : .householdRead)) ?? false
        if region.level == .village, mayList { return figure.address(of: region, moment) }
        return visit.address(with: "region", region.digits)
    }

    private func keep(_ moment: ListMoment) -> String {
        let pairs = moment.pairs + (visit.region.map { [("region", $0.digits)] } ?? [])
        return pairs.isEmpty ? "" : "?" + pairs.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    // MARK: The news

    /// How many there are and where most of them are, as long as that says something.
    private func title(_ figures: PictureFigures, _ figure: Figure) -> String {
        let place = figures.shown.total
        let values = [
            "place": place.name, "count": figures.value(figure.name).map { Figures.count($0.count) } ?? "—", "unit": figures.unit(figure),
            "figure": isChinese ? figures.title(figure.name) : figures.title(figure.name).lowercased(), "share": figures.share(figure.name),
        ]
        let base = visit.text("picture.title", values)
        let total = figures.count(figure.name)
        let places = figures.shown.places.map { ($0.name, figures.value(figure.name, in: $0)?.count ?? 0) }.sorted { $1.1 < $0.1 }.prefix(3)
        guard figures.shown.places.count > 4, total >= 20, let part = Figures.share(places.reduce(0) { $0 + $1.1 }, of: total) else { return base }
        let names = places.map(\.0).joined(separator: isChinese ? "、" : ", ")
        return base + visit.text("picture.title.most", ["places": names, "share": part])
    }

    private func choices(_ figures: PictureFigures, _ chosen: Figure) -> [FormOption] {
        PictureFigures.choices.compactMap { name in
            guard let figure = figures.figure(name) else { return nil }
            var option = FormOption(name, figure.title.text(isChinese))
            option.isChosen = name == chosen.name
            return option
        }
    }

    private func keys(_ figures: PictureFigures) throws -> [PicturePage.Key] {
        let lines: [(name: String, tone: String, sub: String)] = [
            ("monitored", "", "monitored-people"), ("risk-open", "", "risk-open-people"), ("taken-in-0", "", "risk-removed-in-0"),
            ("clues-open", "", "clues-confirmed-waiting"), ("clues-overdue", "late", "clues-escalated"),
        ]
        return try lines.compactMap { line in
            guard let figure = figures.figure(line.name), let sub = figures.figure(line.sub) else { return nil }
            return .init(
                title: visit.textIfAny("picture.key.\(line.name)") ?? figure.title.text(isChinese), value: try figures.number(line.name),
                unit: figures.unit(figure), tone: figures.count(line.name) > 0 ? line.tone : "",
                subTitle: visit.textIfAny("picture.key.\(line.sub)") ?? sub.title.text(isChinese), sub: try figures.number(line.sub),
                subUnit: figures.unit(sub))
        }
    }

    // MARK: The map

    private func map(_ figures: PictureFigures, _ figure: Figure, _ moment: ListMoment) async throws -> MapPicture? {
        let places = figures.shown.places
        guard let sheet = try await parts.cabinet.sheet(of: places.map(\.region), at: visit.desk, as: visit.actor) else { return nil }
        let values = try places.map { place in try mapValue(of: place, figures, figure, link: link(to: place.region, figure, moment), by: .share) }
        return MapPicture(
            sheet, values, ValueClasses(values.compactMap(\.value), isRate: figure.of != nil), isGood: !figure.bad,
            label: visit.text("picture.map.label", ["place": figures.shown.total.name, "figure": figures.title(figure.name)]),
            missing: { visit.text("picture.map.missing", ["places": $0]) }, visit.language)
    }

    // MARK: What belongs to it

    private func bars(_ names: [String], of figures: PictureFigures, tone: String, sorted: Bool = false) throws -> [Bar] {
        let order = sorted ? names.sorted { (figures.count($1), $0) < (figures.count($0), $1) } : names
        let unit = names.first.flatMap(figures.figure).map(figures.unit) ?? ""
        return Bar.list(
            try order.compactMap { name in figures.figure(name) == nil ? nil : (figures.title(name), try figures.number(name), tone) }, unit: unit)
    }

    private func clues(_ figures: PictureFigures) throws -> [Bar] {
        guard figures.value("clues") != nil else { return [] }
        let names = PictureFigures.clueStates.filter { figures.count($0) > 0 }
        return Bar.list(try names.map { (figures.title($0), try figures.number($0), ClueTones.tone(of: $0)) }, unit: visit.text("figures.unit.clues"))
    }

    private func confirmed(_ figures: PictureFigures) -> String {
        guard let value = figures.value("clues-confirmed"), let whole = value.of, whole > 0 else { return visit.text("picture.confirmed.none") }
        return visit.text(
            "picture.confirmed",
            ["share": figures.share("clues-confirmed"), "count": Figures.count(value.count), "whole": Figures.count(whole)])
    }

    private func chart(_ figures: PictureFigures) throws -> MonthChart? { try MonthChart(figures, visit) }

    private func departments() async throws -> PicturePage.Departments? {
        guard try visit.actor.may(.deliveryFigures) else { return nil }
        let standings = try await visit.ask(DepartmentStandings(parts.imports))
        // Who may open the page of departments finds the others there.
        return PicturePage.Departments(standings, visit, most: try visit.actor.may(.deliveryRead) ? 8 : .max)
    }
}

/// Which colour a state of clues has on bars: waiting, at work, done, late.
enum ClueTones {
    static func tone(of name: String) -> String {
        switch name {
        case "clues-created", "clues-dispatched", "clues-accepted": "calm"
        case "clues-rectifying", "clues-rectified", "clues-returned", "clues-confirmed-waiting": "warn"
        case "clues-escalated": "bad"
        case "clues-closed", "clues-reviewed": "good"
        default: ""
        }
    }
}

extension PictureReading {
    enum MapText { case share, count }

    /// A place as the map writes it: its share under its name, or as on the wall its count.
    func mapValue(
        of place: ShownFigures.Place, _ figures: PictureFigures, _ figure: Figure, link: String, by text: MapText
    ) throws -> MapValue {
        let number = try figures.number(figure.name, in: place)
        let share = figures.share(figure.name, in: place)
        let count = "\(number.text) \(figures.unit(figure))"
        return MapValue(
            region: place.region, name: place.name, value: figures.measure(figure, in: place),
            text: text == .count || figure.of == nil ? count : share, spoken: figure.of == nil ? count : count + (isChinese ? "，" : ", ") + share,
            link: link)
    }
}

extension MonthChart {
    init?(_ figures: PictureFigures, in place: Place = .panel, _ visit: Visit) throws {
        guard figures.figure("taken-in-0") != nil else { return nil }
        let first = figures.shown.day.firstOfMonth
        let months = (0..<PictureFigures.months).reversed().compactMap { first.adding(months: -$0) }
        guard months.count == PictureFigures.months else { return nil }
        self.init(
            (visit.text("picture.taken-in"), visit.text("picture.removed-in")),
            first: try PictureFigures.taken.reversed().map { try figures.number($0) },
            second: try PictureFigures.removed.reversed().map { try figures.number($0) }, months: months,
            label: { visit.text("picture.months.label", ["in": $0, "out": $1]) }, in: place, visit.language)
    }
}

extension PicturePage.Departments {
    init?(_ standings: [DepartmentStanding], _ visit: Visit, most: Int = .max) {
        guard !standings.isEmpty else { return nil }
        let late = standings.count { $0.late > 0 }
        let mayOpen = (try? visit.actor.may(.deliveryRead)) ?? false
        let keep = visit.region.map { "?region=\($0.digits)" } ?? ""
        title = visit.text(
            late > 0 ? "picture.departments.late" : "picture.departments.fresh", ["all": String(standings.count), "late": String(late)])
        lines = standings.prefix(most).map { standing in
            let (state, mark) = Self.state(standing, visit)
            return .init(
                title: visit.language == .zh ? standing.title.zh : standing.title.en, link: mayOpen ? "/departments\(keep)#d-\(standing.name)" : nil,
                newest: standing.newest?.description ?? visit.text("picture.unknown"),
                rejected: standing.rejected.flatMap { rejected in standing.rows.flatMap { Figures.share(rejected, of: $0) } } ?? "—", state: state,
                mark: mark)
        }
        link = mayOpen ? "/departments\(keep)" : nil
    }

    private static func state(_ standing: DepartmentStanding, _ visit: Visit) -> (String, String) {
        if let days = standing.lateDays { return (visit.text("picture.departments.days", ["days": String(days)]), "st-bad") }
        if standing.inTime > 0 { return (visit.text("picture.departments.in-time"), "st-good") }
        if standing.first > 0 { return (visit.text("picture.departments.first"), "st-work") }
        return (visit.text("picture.departments.never"), "st-off")
    }
}
