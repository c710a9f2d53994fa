import Actions
import Basics
import Register
import Storage
import Web
import WorkOrders

/// The clues of the region looked at: counted, filtered, page by page, and given out or closed many at once.
struct CluesPage: ListModel {
    static let template = "clues"

    struct Row: Codable, Sendable {
        var clue: Int64
        var link: String
        var head: String
        var person: String?
        var village: String
        var rule: String
        var outcome: String
        var key: String?
        var state: String
        var mark: String
        var due: String
        var left: String
        var isLate: Bool
        var isSoon: Bool
        var holder: String?
        var canChoose: Bool
    }

    struct Filter: Codable, Sendable {
        var name: String
        var label: String
        var id: String
        var all: String
        var options: [FormOption]
    }

    var title: String
    var count: Int64
    var filters: [Filter]
    var isFiltered: Bool
    var isLate: Bool
    var region: String?
    var rows: [Row]
    var isEmpty: Bool
    var canDispatch: Bool
    var canClose: Bool
    /// All that wait under the filter, for one press.
    var waiting: Int64
    var reviewed: Int64
    var rule: String?
    var outcome: String?
    var problems: [FormProblem]
    /// The ids that make sending the two forms twice the same as once.
    var client: String
    var closing: String
    var next: String?

    static let specimen = CluesPage(
        title: "线索 2,036 条", count: 2_036,
        filters: [Filter(name: "state", label: "状态", id: "f-state", all: "未销号", options: [FormOption("created", "待派发")])], isFiltered: true,
        isLate: false, region: nil,
        rows: [
            Row(
                clue: 1, link: "/clues/1", head: "田茂林", person: "吉克·阿依", village: "柳树村", rule: "名下有小型汽车", outcome: "一票否决", key: nil, state: "核查中",
                mark: "st-work", due: "2026-10-28", left: "余 5 个工作日", isLate: false, isSoon: false, holder: "陈大勇", canChoose: true)
        ], isEmpty: false, canDispatch: true, canClose: true, waiting: 214, reviewed: 3, rule: nil, outcome: nil, problems: [],
        client: "00000000-0000-4000-8000-000000000000", closing: "00000000-0000-4000-8000-000000000001", next: "990121204207-1")

    static let inputs = [
        RouteInput("state", summary: "input.clue.state", schema: .text(choices: ["open", "all"] + ClueState.allCases.map(\.rawValue))),
        RouteInput("rule", summary: "input.clue.rule"), RouteInput("outcome", summary: "input.clue.outcome"),
        RouteInput("late", summary: "input.clue.late", schema: .text(choices: ["yes"])),
        RouteInput("verdict", summary: "input.clue.verdict", schema: .text()),
        RouteInput("explanation", summary: "input.clue.explanation"),
        RouteInput("happened", summary: "input.clue.happened", schema: .text(choices: ClueHappening.What.allCases.map(\.rawValue))),
        RouteInput("week", summary: "input.clue.week"),
    ]

    static func read(_ visit: Visit, _ parts: CluesParts, form: FormState? = nil) async throws -> CluesPage {
        let filter = ClueFilter(visit.query)
        var after: ListClues.Place?
        if let text = visit.after {
            guard let place = ListClues.Place(text) else { throw Refusal.notFound }
            after = place
        }
        let actor = try visit.actor
        let found = try await visit.ask(ListClues(filter: filter, after: after, limit: visit.limit))
        let bulk = try await visit.ask(BulkCounts(rule: filter.rule, outcome: filter.outcome))
        let names = try await visit.ask(AccountsNamed(accounts: Set(found.lines.compactMap(\.holder)), names: parts.work.names))
        let words = ClueWords(visit)
        return CluesPage(
            title: words("clues.title", ["count": Figures.count(found.count)]), count: found.count,
            filters: filters(filter, found.rules, words), isFiltered: filter != ClueFilter(), isLate: filter.isLate, region: visit.region?.digits,
            rows: found.lines.map { Row($0, names, found.today, words) }, isEmpty: found.lines.isEmpty,
            canDispatch: actor.may(.clueDispatch), canClose: actor.may(.clueDecide), waiting: bulk.waiting, reviewed: bulk.reviewed,
            rule: filter.rule, outcome: filter.outcome, problems: form?.problems ?? [], client: form?.client ?? RandomText.uuid(),
            closing: RandomText.uuid(),
            next: found.next?.text)
    }

    private static func filters(_ filter: ClueFilter, _ rules: [ClueRule], _ words: ClueWords) -> [Filter] {
        func choices(_ name: String, _ all: String, _ options: [FormOption], _ chosen: String?) -> Filter {
            var options = options
            for index in options.indices { options[index].isChosen = options[index].value == chosen }
            return Filter(name: name, label: words("clues.\(name)"), id: "f-\(name)", all: words(all), options: options)
        }
        let standing: String? =
            switch filter.standing {
            case .open: nil
            case .all: "all"
            case .state(let state): state.rawValue
            }
        let outcomes = Set(rules.map(\.outcome)).sorted().filter { !$0.isEmpty }
        return [
            choices(
                "state", "clues.state.open",
                [FormOption("all", words("clues.state.all"))] + ClueState.allCases.map { FormOption($0.rawValue, words.state($0)) }, standing),
            choices("rule", "clues.all", rules.map { FormOption($0.rule, $0.title(words.isChinese)) }, filter.rule),
            choices("outcome", "clues.all", outcomes.map { FormOption($0, words.outcome($0)) }, filter.outcome),
            choices(
                "verdict", "clues.all", Verdict.allCases.map { FormOption($0.rawValue, words.verdict($0)) },
                filter.verdicts.count == 1 ? filter.verdicts[0].rawValue : nil),
        ]
    }
}

extension CluesPage.Row {
    fileprivate init(_ line: ListClues.Line, _ names: [Int64: String], _ today: CalendarDate, _ words: ClueWords) {
        let clue = line.clue
        let left = words.left(clue.due, today)
        self.clue = clue.id
        link = "/clues/\(clue.id)"
        head = line.household?.name ?? line.household.map { String($0.number) } ?? clue.key ?? line.village ?? String(clue.id)
        person = line.person.flatMap { $0 == line.household?.name ? nil : $0 }
        village = line.village ?? clue.region.prefix
        rule = line.rule.title(words.isChinese)
        outcome = words.outcome(line.rule.outcome)
        key = line.household == nil ? clue.key : nil
        state = words.state(clue.state)
        mark = ClueWords.mark(clue.state)
        due = clue.due?.description ?? "—"
        (self.left, isLate, isSoon) = left
        holder = line.holder.flatMap { names[$0] }
        canChoose = clue.state == .created || clue.state == .returned || clue.state == .reviewed
    }
}

/// What one press would do: how many wait to be given out, and how many to be closed.
struct BulkCounts: Query {
    static let permission = Permission.clueRead
    var rule: String?
    var outcome: String?

    struct Answer: Sendable { var waiting: Int64; var reviewed: Int64 }

    func answer(in reading: Reading) throws -> Answer {
        let sheet = try ClueLedger.sheet(for: reading)
        let number = try rule.flatMap { try reading.row("SELECT r.id FROM clue_rules r WHERE r.rule = \($0)")?.integer("id") }
        let wanted = ClueFilter(standing: .all, rule: rule, outcome: outcome)
        let filter = LedgerFilter(wanted, ruleNumber: number, sheet.names, today: reading.today)
        let toGive = [ClueState.created, .returned].map(ClueMark.code)
        return Answer(
            waiting: filter.map { filter in sheet.count(in: reading.scope) { toGive.contains($0.state) && filter.includes($0) } } ?? 0,
            reviewed: try CluesWaiting(reading).count([.reviewed]))
    }
}

/// The names of accounts, for whoever reads clues.
struct AccountsNamed: Query {
    static let permission = Permission.clueRead
    var accounts: Set<Int64>
    var names: WorkOrdersParts.Names
    func answer(in reading: Reading) throws -> [Int64: String] { try names(accounts, reading) }
}
