import Actions
import Basics
import Clues
import Register
import Web

/// What followed confirmed clues in the region: the figures of each place below, and the list.
struct AccountabilityPage: ListModel {
    static let template = "accountability"

    struct Figure: Codable, Sendable {
        var title: String; var value: String; var unit: String; var note: String?; var link: String?; var isLate: Bool
    }
    struct Place: Codable, Sendable {
        var name: String
        var link: String
        var cases: String
        var kinds: [String]
        var open: String
        var late: String
        var lateLink: String?
        var due: String
        var paid: String
        var outstanding: String
        var people: String
    }

    struct Row: Codable, Sendable {
        var measure: Int64
        var link: String
        var kind: String
        var what: String
        var head: String
        var clueLink: String
        var rule: String
        var place: String
        var state: String
        var mark: String
        var due: String
        var left: String
        var isLate: Bool
        /// Of a recovery: paid ÷ due; of the others what tells of them in one line.
        var detail: String
    }

    struct Filter: Codable, Sendable { var name: String; var label: String; var id: String; var options: [FormOption] }

    var title: String
    var definition: String
    var figures: [Figure]
    var kinds: [String]
    var places: [Place]
    var hasPlaces: Bool
    var filters: [Filter]
    var isLate: Bool
    var isFiltered: Bool
    var region: String?
    var count: Int64
    var rows: [Row]
    var isEmpty: Bool
    var exportLinks: [Link]
    var next: String?

    struct Link: Codable, Sendable { var name: String; var link: String }

    static let specimen = AccountabilityPage(
        title: "处理 12 项，已追缴 3.4 万元", definition: "已追缴 ÷ 应追缴",
        figures: [Figure(title: "应追缴", value: "62,400.00", unit: "元", note: "5 项", link: "/accountability?kind=recovery", isLate: false)],
        kinds: ["清退", "追缴", "移交", "问责"],
        places: [
            Place(
                name: "大坪乡", link: "/accountability?region=990121204000", cases: "4", kinds: ["1", "2", "0", "1"], open: "2", late: "1",
                lateLink: "/accountability?late=yes", due: "12,000.00", paid: "4,000.00", outstanding: "8,000.00", people: "2")
        ], hasPlaces: true,
        filters: [Filter(name: "kind", label: "种类", id: "f-kind", options: [FormOption("recovery", "追缴")])], isLate: false, isFiltered: true,
        region: "990121000000", count: 12,
        rows: [
            Row(
                measure: 1, link: "/accountability/1", kind: "追缴", what: "低保金", head: "田茂林户", clueLink: "/clues/1", rule: "名下有小型汽车", place: "柳树村",
                state: "办理中", mark: "st-work", due: "2026-12-20", left: "余 20 个工作日", isLate: false, detail: "4,000.00 / 12,000.00")
        ], isEmpty: false, exportLinks: [Link(name: "CSV", link: "/accountability/export?format=csv")], next: "12")

    static let inputs = [
        RouteInput("kind", summary: "input.measure.kind", schema: .text(choices: MeasureKind.allCases.map(\.rawValue))),
        RouteInput("state", summary: "input.measure.state", schema: .text(choices: MeasureLife.State.allCases.map(\.rawValue))),
        RouteInput("late", summary: "input.measure.late", schema: .text(choices: ["yes"])),
    ]

    static func filter(_ visit: Visit) -> MeasureFilter {
        MeasureFilter(
            kind: visit.query("kind").flatMap(MeasureKind.init), state: visit.query("state").flatMap(MeasureLife.State.init),
            isLate: visit.query("late") != nil)
    }

    /// The number behind which the next page begins.
    static func after(_ visit: Visit) throws -> Int64? {
        guard let text = visit.after else { return nil }
        guard let number = Int64(text) else { throw Refusal.notFound }
        return number
    }

    static func read(_ visit: Visit) async throws -> AccountabilityPage {
        let filter = filter(visit)
        let found = try await visit.ask(ListMeasures(filter: filter, after: after(visit), limit: visit.limit))
        let figures = try await visit.ask(MeasureFigures())
        let words = SupervisionWords(visit)
        let total = figures.total
        let query = filter.query
        return AccountabilityPage(
            title: words("measure.title", ["count": words.count(total.all), "paid": words.yuan(total.paid)]),
            definition: words(
                "measure.definition",
                ["paid": words.yuan(total.paid), "due": words.yuan(total.due), "share": Figures.share(total.paid, of: total.due) ?? "—"]),
            figures: self.figures(total, words), kinds: MeasureKind.allCases.map(words.kind),
            places: figures.lines.map { place($0, figures.places, words) }, hasPlaces: !figures.lines.isEmpty,
            filters: filters(filter, words), isLate: filter.isLate,
            isFiltered: filter != MeasureFilter(), region: visit.region?.digits, count: found.count,
            rows: found.lines.map { row($0, found, words) }, isEmpty: found.lines.isEmpty,
            exportLinks: ["xlsx", "csv"].map { Link(name: $0.uppercased(), link: "/accountability/export?format=\($0)\(query)\(words.keep)") },
            next: found.next.map(String.init))
    }

    private static func figures(_ total: MeasureFigures.Line, _ words: SupervisionWords) -> [Figure] {
        let keep = words.keep
        func cases(_ kind: MeasureKind) -> String { words("measure.cases", ["count": words.count(total.cases[kind] ?? 0)]) }
        return [
            Figure(
                title: words("measure.open"), value: words.count(total.open), unit: words("unit.measures"), note: nil,
                link: "/accountability?state=open\(keep)", isLate: false),
            Figure(
                title: words("measure.late"), value: words.count(total.late), unit: words("unit.measures"), note: nil,
                link: "/accountability?late=yes\(keep)", isLate: total.late > 0),
            Figure(
                title: words("measure.due"), value: words.yuan(total.due), unit: words("unit.yuan"), note: cases(.recovery),
                link: "/accountability?kind=recovery\(keep)", isLate: false),
            Figure(title: words("measure.paid"), value: words.yuan(total.paid), unit: words("unit.yuan"), note: nil, link: nil, isLate: false),
            Figure(
                title: words("measure.outstanding"), value: words.yuan(total.outstanding), unit: words("unit.yuan"),
                note: words("measure.outstanding.note"), link: "/accountability?kind=recovery&state=open\(keep)", isLate: false),
            Figure(
                title: words("measure.people"), value: words.count(total.people), unit: words("unit.people"), note: cases(.discipline),
                link: "/accountability?kind=discipline\(keep)", isLate: false),
        ]
    }

    private static func place(_ line: MeasureFigures.Line, _ names: [RegionCode: String], _ words: SupervisionWords) -> Place {
        let code = line.region.digits
        return Place(
            name: names[line.region] ?? line.region.prefix, link: "/accountability?region=\(code)", cases: words.count(line.all),
            kinds: MeasureKind.allCases.map { words.count(line.cases[$0] ?? 0) }, open: words.count(line.open), late: words.count(line.late),
            lateLink: line.late > 0 ? "/accountability?late=yes&region=\(code)" : nil, due: words.yuan(line.due), paid: words.yuan(line.paid),
            outstanding: words.yuan(line.outstanding), people: words.count(line.people))
    }

    private static func filters(_ filter: MeasureFilter, _ words: SupervisionWords) -> [Filter] {
        func options(_ chosen: String?, _ all: [(String, String)]) -> [FormOption] {
            ([("", words("clues.all"))] + all).map { value, label in
                var option = FormOption(value, label)
                option.isChosen = value == (chosen ?? "")
                return option
            }
        }
        return [
            Filter(
                name: "kind", label: words("measure.kind"), id: "f-kind",
                options: options(filter.kind?.rawValue, MeasureKind.allCases.map { ($0.rawValue, words.kind($0)) })),
            Filter(
                name: "state", label: words("measure.state"), id: "f-state",
                options: options(filter.state?.rawValue, MeasureLife.State.allCases.map { ($0.rawValue, words.state($0)) })),
        ]
    }

    private static func row(_ line: ListMeasures.Line, _ found: ListMeasures.Answer, _ words: SupervisionWords) -> Row {
        let (measure, late) = (line.measure, line.measure.isLate(on: found.today))
        return Row(
            measure: measure.id, link: "/accountability/\(measure.id)", kind: words.kind(measure.kind), what: measure.what,
            head: line.household.map { words("clue.household", ["name": $0.name ?? String($0.number)]) }
                ?? words("measure.of-clue", ["clue": String(measure.clue)]),
            clueLink: "/clues/\(measure.clue)", rule: words.isChinese ? line.rule.titleZh : line.rule.titleEn,
            place: found.places[measure.region] ?? measure.region.prefix, state: words.state(measure.life.state),
            mark: SupervisionWords.mark(measure.life.state, isLate: late), due: measure.deadline.description,
            left: measure.life.state == .open ? words.left(measure.deadline, found.today) : "", isLate: late, detail: words.detail(measure))
    }
}

extension MeasureFilter {
    /// The filter as it stands in an address, behind another value.
    var query: String {
        [kind.map { "&kind=\($0.rawValue)" }, state.map { "&state=\($0.rawValue)" }, isLate ? "&late=yes" : nil].compactMap { $0 }.joined()
    }
}

extension SupervisionWords {
    /// What tells of a measure of its kind in one line.
    func detail(_ measure: Measure) -> String {
        switch measure.kind {
        case .removal: self(measure.change == nil ? "measure.removal.open" : "measure.removal.done")
        case .recovery: self("measure.recovery.of", ["paid": yuan(measure.life.paid), "due": yuan(measure.life.due)])
        case .referral: [measure.authority, measure.letter].compactMap { $0 }.joined(separator: " ")
        case .discipline:
            [measure.way.map { self("measure.way.\($0.rawValue)") }, measure.post, self("measure.people.of", ["count": count(measure.people)])]
                .compactMap { $0 }.joined(separator: isChinese ? "，" : ", ")
        }
    }
}
