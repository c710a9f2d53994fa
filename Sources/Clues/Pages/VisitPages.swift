import Actions
import Basics
import Register
import Storage
import Web
import WorkOrders

/// Today's visits of a village officer, for a phone: the households with clues that wait, by deadline.
struct VisitsPage: PageModel {
    static let template = "visits"

    struct Row: Codable, Sendable {
        var title: String; var address: String; var detail: String; var link: String; var due: String; var isLate: Bool; var isSoon: Bool
    }

    var title: String
    var place: String
    var rows: [Row]
    var done: [Row]
    var count: String

    static let specimen = VisitsPage(
        title: "今日走访", place: "柳树村·还有 3 户",
        rows: [
            Row(
                title: "田茂林户", address: "三组18号", detail: "名下有小型汽车、未参加医保", link: "/visits/1", due: "10-28 前，余 5 个工作日", isLate: false, isSoon: true)
        ], done: [Row(title: "石春秀户", address: "一组11号", detail: "已办结", link: "/visits/2", due: "", isLate: false, isSoon: false)], count: "3")

    static func read(_ visit: Visit, _ parts: CluesParts) async throws -> VisitsPage {
        let words = ClueWords(visit)
        let found = try await visit.ask(TodaysVisits(describe: ClueWork.kinds, language: visit.language))
        func row(_ order: WorkOrder, _ isOpen: Bool) -> Row {
            let left = words.left(order.due, found.today)
            let text = found.words[order.id]
            let number = order.subjectNumber ?? 0
            return Row(
                title: text?.title ?? order.subject, address: text?.address ?? "", detail: text?.detail ?? "",
                link: order.subject.hasPrefix("household/") ? "/visits/\(number)" : "/clues/\(number)",
                due: isOpen ? words("visit.due", ["day": String(order.due.description.dropFirst(5)), "left": left.text]) : "",
                isLate: isOpen && left.isLate,
                isSoon: isOpen && left.isSoon)
        }
        let count = Figures.count(Int64(found.open.count))
        return VisitsPage(
            title: words("visits.title"), place: words("visits.place", ["place": found.place, "count": count]),
            rows: found.open.map { row($0, true) }, done: found.done.map { row($0, false) }, count: count)
    }
}

/// The visits that are one's own or nobody's, by deadline, and those ended today.
struct TodaysVisits: Query {
    static let permission = Permission.clueVerify
    /// As many as a phone shows.
    static let most = 100
    var describe: [OrderKind]
    var language: Language

    struct Answer: Sendable {
        var open: [WorkOrder]
        var done: [WorkOrder]
        var words: [Int64: OrderKind.Words]
        var place: String
        var today: CalendarDate
    }

    func answer(in reading: Reading) throws -> Answer {
        let own: SQL = "(o.holder = \(reading.actor.account) OR o.holder IS NULL)"
        // By the index of places, not by that of kinds: a village has few visits, the house a hundred thousand.
        let open = try reading.rows(
            """
            SELECT \(sql: WorkOrder.columns) FROM work_orders o
            WHERE o.kind || '' = \(ClueWork.visit) AND o.closed_ms IS NULL AND \(sql: own) AND \(within: reading.scope, "o.region")
            ORDER BY o.due_on, o.id LIMIT \(Self.most)
            """
        ).map(WorkOrder.init)
        let day = reading.now.adding(seconds: -86_400)
        let done = try reading.rows(
            """
            SELECT \(sql: WorkOrder.columns) FROM work_orders o
            WHERE o.kind = \(ClueWork.visit) AND o.state = 'done' AND o.closed_ms >= \(day) AND \(sql: own) AND \(within: reading.scope, "o.region")
            ORDER BY o.closed_ms DESC, o.id LIMIT 20
            """
        ).map(WorkOrder.init)
        var words: [Int64: OrderKind.Words] = [:]
        for kind in describe where kind.name == ClueWork.visit { words = try kind.describe(open + done, reading, language) }
        let place = try reading.row("SELECT n.name FROM region_names n WHERE n.region = \(reading.scope.region) AND n.valid_until IS NULL")
        return Answer(
            open: open, done: done, words: words, place: try place?.text("name") ?? reading.scope.region.prefix, today: reading.today)
    }
}

/// One household's visit, for a phone and for the office: every clue with what it rests on, and its verdict.
struct VisitPage: PageModel {
    static let template = "visit-household"

    struct Clue: Codable, Sendable {
        var clue: Int64
        var rule: String
        var person: String?
        var link: String
        var outcome: String
        var state: String
        var mark: String
        var due: String
        var isLate: Bool
        var waits: Bool
        /// The first that waits stands open, and one whose verdict was refused.
        var isOpen: Bool
        var evidence: [CluePage.Fact]
        var photos: [CluePage.Photo]
        var verdictPath: String
        var photoPath: String
        var form: FormState
    }

    var household: Int64
    var title: String
    var address: String
    var householdLink: String
    var orderLink: String?
    var accept: String?
    var canVerify: Bool
    var waiting: [Clue]
    var others: [Clue]
    var summary: String

    static var specimen: VisitPage {
        var form = FormState(for: GiveVerdict.self)
        form.choose("verdict", from: [FormOption("confirmed", "属实"), FormOption("notConfirmed", "不属实")])
        form.choose("explanation", from: [FormOption("lent_name", "挂名")])
        let clue = Clue(
            clue: 1, rule: "名下有小型汽车", person: "吉克·阿依", link: "/clues/1", outcome: "一票否决", state: "已接收", mark: "st-work", due: "10-28 前，余 5 个工作日",
            isLate: false, waits: true, isOpen: true, evidence: [.init(name: "车辆数", text: "1")],
            photos: [.init(link: "/clues/1/photos/2", shows: "现场", caption: "车辆停放处")], verdictPath: "/visits/1/clues/1/verdict",
            photoPath: "/visits/1/clues/1/photos", form: form)
        return VisitPage(
            household: 1, title: "田茂林户", address: "三组18号", householdLink: "/households/1", orderLink: "/tasks/7", accept: "/tasks/7/accept",
            canVerify: true, waiting: [clue], others: [clue], summary: "线索 2 条，1 条待核查")
    }

    static func read(_ visit: Visit, _ parts: CluesParts, form: FormState? = nil, of clue: Int64? = nil) async throws -> VisitPage {
        let household = try visit.id("household")
        let found = try await visit.ask(HouseholdVisit(household: household))
        let (words, actor) = (ClueWords(visit), try visit.actor)
        let clues = found.lines.map { line in
            Clue(line, found, household, line.clue.id == clue ? form : nil, actor, words)
        }
        let waiting = clues.filter(\.waits)
        return VisitPage(
            household: household, title: words("clue.household", ["name": found.head.name ?? String(found.head.number)]),
            address: found.head.address ?? "", householdLink: "/households/\(household)", orderLink: found.order.map { "/tasks/\($0.id)" },
            accept: found.order.flatMap { $0.state == .open && actor.may(.workOrderDo) ? "/visits/\(household)/accept/\($0.id)" : nil },
            canVerify: actor.may(.clueVerify), waiting: waiting, others: clues.filter { !$0.waits },
            summary: words("visit.summary", ["all": String(clues.count), "waiting": String(waiting.count)]))
    }
}

extension VisitPage.Clue {
    fileprivate init(
        _ line: ListClues.Line, _ found: HouseholdVisit.Answer, _ household: Int64, _ given: FormState?, _ actor: Actor, _ words: ClueWords
    ) {
        let (clue, shown) = (line.clue, found.waiting[line.clue.id])
        let left = words.left(clue.due, found.today)
        self.clue = clue.id
        rule = line.rule.title(words.isChinese)
        person = line.person
        link = "/clues/\(clue.id)"
        outcome = words.outcome(line.rule.outcome)
        state = words.state(clue.state)
        mark = ClueWords.mark(clue.state)
        due = clue.due.map { words("visit.due", ["day": String($0.description.dropFirst(5)), "left": left.text]) } ?? ""
        isLate = left.isLate
        waits = clue.waitsForVerdict
        isOpen = given != nil || found.lines.first?.clue.id == clue.id
        evidence = shown?.evidence.map { .init(name: words.title($0), text: words.evidence($0)) } ?? []
        photos = CluePage.photos(shown?.photos ?? [], of: clue.id, words)
        verdictPath = "/visits/\(household)/clues/\(clue.id)/verdict"
        photoPath = "/visits/\(household)/clues/\(clue.id)/photos"
        form = given ?? FormState(for: GiveVerdict.self, values: ["signature": actor.name], baseVersion: clue.leaf)
        // Several forms stand on one page: each control is called by its clue too.
        for name in form.fields.keys { form.fields[name]?.id = "f-\(clue.id)-\(name)" }
        CluePage.choose(&form, line.rule, words)
    }
}
