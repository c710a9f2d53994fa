import Actions
import Basics
import Web

/// The households of the region looked at: counted, filtered, page by page.
struct HouseholdListPage: ListModel {
    static let template = "households"

    struct Row: Codable, Sendable {
        var household: Int64
        var link: String
        var head: String
        var number: String
        var village: String
        var people: String
        var status: String
        var cause: String
        var monitored: String
        var risks: String
        var isOpen: Bool
        var income: String
    }

    struct Filter: Codable, Sendable {
        var name: String
        var label: String
        var id: String
        var options: [FormOption]
    }

    var title: String
    var count: Int64
    var countText: String
    var filters: [Filter]
    var chosen: [Chosen]
    /// Of which day the list is, when it is not today's; and the same list of today.
    var moment: String?
    var now: String?
    var isFiltered: Bool
    var region: String?
    /// What the export is told.
    var carried: [Carried]
    var rows: [Row]
    var isEmpty: Bool
    var export: String?
    var next: String?

    static let specimen = HouseholdListPage(
        title: "36 户", count: 36, countText: "36 户",
        filters: [Filter(name: "status", label: "脱贫状态", id: "f-status", options: [FormOption("poor", "未脱贫")])], chosen: [Chosen.specimen],
        moment: "按 2025-12-31 的情况", now: "/households", isFiltered: false, region: nil, carried: [Carried(name: "status", value: "poor")],
        rows: [
            Row(
                household: 1, link: "/households/1", head: "田茂林", number: "9900000001", village: "柳树村", people: "5", status: "脱贫享受政策", cause: "因病",
                monitored: "脱贫不稳定户", risks: "因病、因学", isOpen: true, income: "8,911.60")
        ], isEmpty: false, export: "/households/export", next: "990121204207-1")
}

extension HouseholdListPage {
    static let inputs = HouseholdCriterion.inputs + ListMoment.inputs

    /// `monitored` stands for the kind when the address names none.
    static func read(_ visit: Visit, monitored: String? = nil) async throws -> HouseholdListPage {
        var filter = HouseholdFilter(visit.query)
        filter[.monitored] = filter[.monitored] ?? monitored
        let moment = try ListMoment(visit)
        let asOf = try await visit.moment(moment)
        var after: ListHouseholds.Place?
        if let text = visit.after {
            guard let place = ListHouseholds.Place(text) else { throw Refusal.notFound }
            after = place
        }
        let answer = try await visit.ask(ListHouseholds(filter: filter, after: after, limit: visit.limit, asOf: asOf))
        let words = Words(visit)
        let count = Figures.count(answer.count)
        return HouseholdListPage(
            title: words.text(filter[.monitored] == nil ? "list.title" : "list.title.monitored", ["count": count]), count: answer.count,
            countText: count,
            filters: filters(filter, words), chosen: Chosen.all(filter.pairs.filter { !selected.contains($0.name) }, visit),
            moment: words.moment(asOf),
            now: asOf.map { _ in moment.address(ofToday: visit) }, isFiltered: !filter.isEmpty, region: visit.region?.digits,
            carried: Carried.all(filter.pairs + moment.pairs), rows: answer.rows.map { Row($0, asOf, words) },
            isEmpty: answer.rows.isEmpty, export: try visit.actor.may(.registerExport) ? "/households/export" : nil, next: answer.next?.text)
    }

    /// The criteria that have a field of their own; the others stand above the list as what was chosen.
    private static let selected: Set<String> = ["status", "monitored", "cause", "risk"]

    private static func filters(_ filter: HouseholdFilter, _ words: Words) -> [Filter] {
        func choices(_ name: String, _ label: String, _ list: String, _ chosen: String?, any: Bool = false) -> Filter {
            var options = (CodeLists.shipped[list]?.items ?? []).map { FormOption($0.code, words.isChinese ? $0.zh : $0.en) }
            if any { options.insert(FormOption("any", words.text("list.any")), at: 0) }
            for index in options.indices { options[index].isChosen = options[index].value == chosen }
            return Filter(name: name, label: words.text(label), id: "f-\(name)", options: options)
        }
        return [
            choices("status", "list.status", "status", filter[.status]),
            choices("monitored", "list.monitored", "monitored", filter[.monitored], any: true),
            choices("cause", "list.cause", "cause", filter[.cause]), choices("risk", "household.risks", "risk", filter[.risk]),
        ]
    }
}

extension HouseholdListPage.Row {
    fileprivate init(_ row: ListHouseholds.Row, _ asOf: AsOf?, _ words: Words) {
        household = row.household
        link = "/households/\(row.household)" + (asOf.map { "?as_of=\($0.day)" } ?? "")
        head = row.head ?? String(row.number)
        number = String(row.number)
        village = row.village
        people = Figures.count(row.people)
        status = words.code("status", row.status) ?? Words.none
        cause = words.code("cause", row.cause) ?? Words.none
        monitored = words.code("monitored", row.monitored) ?? Words.none
        risks = row.riskRemoved ? words.text("risk.removed") : words.codes("risk", row.risks) ?? ""
        isOpen = row.monitored != nil && !row.riskRemoved
        income = row.netPerHead.map(Figures.yuan) ?? words.text("word.unknown")
    }
}
