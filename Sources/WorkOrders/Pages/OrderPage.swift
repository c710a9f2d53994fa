import Actions
import Basics
import Storage
import Web

/// One order: what it is, how it stands, everything that happened to it, and what the reader may do.
struct OrderPage: PageModel {
    static let template = "work-order"

    struct Step: Codable, Sendable { var time: String; var text: String; var detail: String; var tone: String }
    struct Officer: Codable, Sendable { var account: Int64; var name: String }

    var order: Int64
    var title: String
    var detail: String
    var address: String
    var place: String
    var subjectLink: String
    var kind: String
    var holder: String?
    var state: String
    var mark: String
    var due: String
    var left: String
    var isLate: Bool
    var level: String
    var canAccept: Bool
    var canReturn: Bool
    var canFinish: Bool
    var canDispatch: Bool
    var steps: [Step]
    var form: FormState
    var leaf: Int64

    var version: Int64? { nil }

    static let specimen = OrderPage(
        order: 7, title: "田茂林户", detail: "线索 2 条", address: "三组18号", place: "大坪乡 柳树村", subjectLink: "/clues/households/1", kind: "入户核查",
        holder: "陈大勇", state: "已接收", mark: "st-work", due: "2026-11-30", left: "余 5 个工作日", isLate: false, level: "村", canAccept: true,
        canReturn: true, canFinish: true, canDispatch: true,
        steps: [Step(time: "2026-11-23 09:00", text: "接收", detail: "陈大勇", tone: "t-act")], form: FormState(for: MoveDeadline.self), leaf: 3)

    static func read(_ visit: Visit, _ parts: WorkOrdersParts, form: FormState? = nil) async throws -> OrderPage {
        let found = try await visit.ask(ShowOrder(id: visit.id("order"), parts: parts, language: visit.language))
        let (order, words, actor) = (found.order, WorkWords(visit), try visit.actor)
        let left = words.left(order, found.today)
        let isDepartment = order.department != nil
        return OrderPage(
            order: order.id, title: found.words?.title ?? order.subject, detail: found.words?.detail ?? "", address: found.words?.address ?? "",
            place: try await visit.ask(PlaceNames(codes: [order.region]))[order.region] ?? order.region.prefix,
            subjectLink: found.words?.link ?? "/tasks/\(order.id)", kind: parts.kind(order.kind).map { words($0.text) } ?? order.kind,
            holder: found.holder, state: words("work.state.\(order.state.rawValue)"), mark: order.state.mark, due: order.due.description,
            left: left.text, isLate: left.isLate, level: words.level(order.level.name),
            canAccept: order.state == .open && actor.may(.workOrderDo), canReturn: order.state.isOpen && actor.may(.workOrderDo),
            canFinish: isDepartment && order.state == .accepted && actor.may(.workOrderDo),
            canDispatch: order.state.isOpen && actor.may(.workOrderDispatch), steps: found.steps.map { step($0, words) },
            form: form ?? FormState(for: MoveDeadline.self, values: ["due": order.due.description], baseVersion: order.leaf), leaf: order.leaf)
    }

    private static func step(_ step: ShowOrder.Step, _ words: WorkWords) -> Step {
        var changed = [step.from, step.to].compactMap { $0 }
        if step.step == .escalated { changed = changed.map { words.level($0) } }
        let arrow = step.step == .done || step.step == .returned || step.step == .withdrawn ? "" : changed.joined(separator: " → ")
        let detail = [arrow, words.reason(step.reason) ?? "", step.account ?? words("work.house")].filter { !$0.isEmpty }
        let tone =
            switch step.step {
            case .escalated, .returned: "t-bad"
            case .done: "t-good"
            default: "t-act"
            }
        return Step(
            time: String(step.at.chinaText.dropFirst(5)), text: words("work.step.\(step.step.rawValue)"), detail: detail.joined(separator: "·"),
            tone: tone)
    }
}

/// What is overdue, by place and by whoever has it.
struct OverduePage: PageModel {
    static let template = "work-overdue"

    struct Place: Codable, Sendable {
        var name: String; var link: String; var open: String; var late: String; var lateLink: String; var oldest: String; var share: String;
        var isLate: Bool
    }
    struct Person: Codable, Sendable { var name: String; var link: String; var open: String; var late: String; var isLate: Bool }

    var title: String
    var day: String
    var places: [Place]
    var people: [Person]
    var isEmpty: Bool

    static let specimen = OverduePage(
        title: "超期 14 件，共 268 件未办", day: "2026-11-23",
        places: [
            Place(
                name: "大坪乡", link: "/tasks/overdue?region=990121204000", open: "268", late: "14", lateLink: "/tasks?region=990121204000&late=yes",
                oldest: "2026-11-15", share: "5.2%", isLate: true)
        ], people: [Person(name: "陈大勇", link: "/tasks?holder=7", open: "12", late: "3", isLate: true)], isEmpty: false)

    static func read(_ visit: Visit, _ parts: WorkOrdersParts) async throws -> OverduePage {
        let found = try await visit.ask(OverdueWork(parts: parts))
        let words = WorkWords(visit)
        let names = try await visit.ask(OwnNames(codes: found.places.map(\.region)))
        let (late, open) = (found.places.reduce(0) { $0 + $1.late }, found.places.reduce(0) { $0 + $1.open })
        return OverduePage(
            title: words("work.overdue.title", ["late": Figures.count(late), "open": Figures.count(open)]), day: found.today.description,
            places: found.places.map { place in
                Place(
                    name: names[place.region] ?? place.region.prefix, link: "/tasks/overdue?region=\(place.region.digits)",
                    open: Figures.count(place.open), late: Figures.count(place.late),
                    lateLink: "/tasks?region=\(place.region.digits)&whose=all&late=yes", oldest: place.oldest?.description ?? "—",
                    share: Figures.share(place.late, of: place.open) ?? "—", isLate: place.late > 0)
            },
            people: found.people.map {
                Person(
                    name: $0.name ?? "—", link: "/tasks?whose=all&holder=\($0.account)", open: Figures.count($0.open), late: Figures.count($0.late),
                    isLate: $0.late > 0)
            }, isEmpty: found.places.isEmpty)
    }
}
