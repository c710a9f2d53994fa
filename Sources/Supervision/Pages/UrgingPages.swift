import Actions
import Basics
import Clues
import Imports
import Web
import WorkOrders

/// The urgings of the region: to one's own office, from it, and between those below.
struct UrgingsPage: ListModel {
    static let template = "urgings"

    struct Row: Codable, Sendable {
        var urging: Int64
        var link: String
        var about: String
        var text: String
        var to: String
        var from: String
        var sent: String
        var state: String
        var mark: String
        var due: String
        var left: String
        var isLate: Bool
    }

    struct Choice: Codable, Sendable { var name: String; var link: String; var isChosen: Bool }

    var title: String
    var choices: [Choice]
    var count: Int64
    var rows: [Row]
    var isEmpty: Bool
    var canSend: Bool
    var next: String?

    static let specimen = UrgingsPage(
        title: "督办 3 件", choices: [Choice(name: "待回复", link: "/urgings?state=open", isChosen: true)], count: 3,
        rows: [
            Row(
                urging: 1, link: "/urgings/1", about: "督办：线索超期 14 条", text: "本周内办结", to: "大坪乡", from: "石桥县", sent: "2026-11-20", state: "待回复",
                mark: "st-bad", due: "2026-11-25", left: "超期 2 个工作日", isLate: true)
        ], isEmpty: false, canSend: true, next: "1")

    static let inputs = [
        RouteInput("state", summary: "input.urging.state", schema: .text(choices: UrgingState.allCases.map(\.rawValue))),
        RouteInput("late", summary: "input.urging.late", schema: .text(choices: ["yes"])),
    ]

    static func read(_ visit: Visit, _ parts: SupervisionParts) async throws -> UrgingsPage {
        let filter = UrgingFilter(state: visit.query("state").flatMap(UrgingState.init), isLate: visit.query("late") != nil)
        let found = try await visit.ask(ListUrgings(filter: filter, after: AccountabilityPage.after(visit), limit: visit.limit, parts: parts))
        let words = SupervisionWords(visit)
        func choice(_ key: String, _ query: String, _ isChosen: Bool) -> Choice {
            Choice(
                name: words(key), link: "/urgings\(query.isEmpty ? visit.region.map { "?region=\($0.digits)" } ?? "" : "?\(query)\(words.keep)")",
                isChosen: isChosen)
        }
        return UrgingsPage(
            title: words("urging.title", ["count": words.count(found.count)]),
            choices: [choice("clues.all", "", filter == UrgingFilter())]
                + UrgingState.allCases.map { choice("urging.state.\($0.rawValue)", "state=\($0.rawValue)", filter.state == $0 && !filter.isLate) }
                + [choice("urging.late", "late=yes", filter.isLate)],
            count: found.count,
            rows: found.urgings.map { urging in
                let late = urging.isLate(on: found.today)
                return Row(
                    urging: urging.id, link: "/urgings/\(urging.id)", about: UrgingWork.title(urging.about, urging.count, words.isChinese),
                    text: urging.text, to: words.whom(urging, found.posts, found.names, parts), from: found.names[urging.from] ?? urging.from.prefix,
                    sent: urging.sent.chinaDate.description, state: words.state(urging.state),
                    mark: SupervisionWords.mark(urging.state, isLate: late), due: urging.due.description,
                    left: urging.state == .open ? words.left(urging.due, found.today) : "", isLate: late)
            }, isEmpty: found.urgings.isEmpty, canSend: try visit.actor.may(.urgingSend), next: found.next.map(String.init))
    }
}

extension SupervisionWords {
    /// Who was urged: a person by post, a department, or the office of a place.
    func whom(
        _ urging: Urging, _ posts: [Int64: SupervisionParts.Post], _ names: [RegionCode: String], _ parts: SupervisionParts
    ) -> String {
        let place = names[urging.region] ?? urging.region.prefix
        if let department = urging.department {
            let found = parts.departments.first { $0.name == department }
            return "\(place) \(found.map { isChinese ? $0.zh : $0.en } ?? department)"
        }
        return urging.holder.flatMap { posts[$0] }.map { "\(place) \(visit.textIfAny("role.\($0.role)") ?? "") \($0.name)" } ?? place
    }
}

/// One urging: what was asked, of whom, until when, what was replied, and what the reader may do next.
struct UrgingPage: PageModel {
    static let template = "urging"

    struct Step: Codable, Sendable { var time: String; var text: String; var detail: String; var tone: String }

    var urging: Int64
    var title: String
    var text: String
    var to: String
    var from: String
    var state: String
    var mark: String
    var sent: String
    var due: String
    var left: String
    var isLate: Bool
    /// How many were overdue when it was sent, and now.
    var then: String?
    var now: String?
    var thingLink: String?
    var steps: [Step]
    var canReply: Bool
    var canTake: Bool
    var canWithdraw: Bool
    var form: FormState
    var leaf: Int64

    var version: Int64? { nil }

    static let specimen = UrgingPage(
        urging: 1, title: "督办：线索超期 14 条", text: "本周内办结", to: "大坪乡", from: "石桥县", state: "待回复", mark: "st-bad", sent: "2026-11-20 09:00",
        due: "2026-11-25", left: "超期 2 个工作日", isLate: true, then: "14", now: "9", thingLink: "/clues?late=yes",
        steps: [Step(time: "2026-11-20 09:00", text: "发出", detail: "周敏", tone: "t-act")], canReply: true, canTake: true, canWithdraw: true,
        form: FormState(for: ReplyUrging.self), leaf: 3)

    static func read(_ visit: Visit, _ parts: SupervisionParts, form: FormState? = nil) async throws -> UrgingPage {
        let found = try await visit.ask(ShowUrging(id: visit.id("urging"), parts: parts))
        let (urging, words, actor) = (found.urging, SupervisionWords(visit), try visit.actor)
        let late = urging.isLate(on: found.today)
        let isSet = [.clues, .orders, .measures].contains(urging.about)
        return UrgingPage(
            urging: urging.id, title: UrgingWork.title(urging.about, urging.count, words.isChinese), text: urging.text,
            to: words.whom(urging, found.posts, found.names, parts), from: found.names[urging.from] ?? urging.from.prefix,
            state: words.state(urging.state), mark: SupervisionWords.mark(urging.state, isLate: late), sent: urging.sent.chinaText,
            due: urging.due.description, left: urging.state == .open ? words.left(urging.due, found.today) : "", isLate: late,
            then: isSet ? words.count(urging.count) : nil, now: isSet ? words.count(found.overdue) : nil, thingLink: link(urging, actor),
            steps: found.steps.map { step($0, found, words) }, canReply: urging.state == .open && found.isFor && actor.may(.urgingReply),
            canTake: urging.state == .answered && found.isFrom && actor.may(.urgingSend),
            canWithdraw: urging.state == .open && found.isFrom && actor.may(.urgingSend),
            form: form ?? FormState(for: ReplyUrging.self, baseVersion: urging.leaf), leaf: urging.leaf)
    }

    /// The list or the thing that it is about, for readers who may open it.
    private static func link(_ urging: Urging, _ actor: Actor) -> String? {
        let region = urging.region == actor.scope.region ? "" : "&region=\(urging.region.digits)"
        switch urging.about {
        case .clues: return actor.may(.clueRead) ? "/clues?late=yes\(region)" : nil
        case .orders: return actor.may(.workOrderRead) ? "/tasks?whose=all&late=yes\(region)" : nil
        case .measures: return actor.may(.measureRead) ? "/accountability?late=yes\(region)" : nil
        case .data: return actor.may(.deliveryRead) ? "/departments" : nil
        case .clue: return actor.may(.clueRead) ? urging.thing.map { "/clues/\($0)" } : nil
        case .order: return actor.may(.workOrderRead) ? urging.thing.map { "/tasks/\($0)" } : nil
        case .measure: return actor.may(.measureRead) ? urging.thing.map { "/accountability/\($0)" } : nil
        case .other: return nil
        }
    }

    private static func step(_ step: ShowUrging.Step, _ found: ShowUrging.Answer, _ words: SupervisionWords) -> Step {
        var detail = [words.post(found.posts[step.account], found.names) ?? "—", step.said].compactMap { $0 }
        if let after = step.after { detail.append(words("clue.step.due", ["from": step.before?.description ?? "—", "to": after.description])) }
        if [.clues, .orders, .measures].contains(found.urging.about) {
            detail.append(words("urging.step.overdue", ["count": words.count(step.overdue)]))
        }
        let tone: String =
            switch step.event {
            case .accept: "t-good"
            case .refuse, .withdraw: "t-bad"
            case .deadline: "t-warn"
            case .send, .reply: "t-act"
            }
        return Step(
            time: String(step.at.chinaText.dropFirst(5)), text: words("urging.event.\(step.event.rawValue)"),
            detail: detail.joined(separator: words.isChinese ? "·" : " · "),
            tone: tone)
    }
}

/// Where an urging is written: to which place, about what, until when.
struct UrgingFormPage: PageModel {
    static let template = "urging-form"

    var title: String
    /// The places to choose from, while none is chosen.
    var places: [Place]
    var region: String?
    var name: String
    var thing: Bool
    var form: FormState

    struct Place: Codable, Sendable { var name: String; var link: String }

    static var specimen: UrgingFormPage {
        var form = FormState(for: SendUrging.self)
        for name in ["about", "holder", "department"] { form.choose(name, from: [FormOption("1", "一")]) }
        return UrgingFormPage(
            title: "督办大坪乡", places: [Place(name: "大坪乡", link: "/urgings/new?place=990121204000")], region: "990121204000", name: "大坪乡",
            thing: true, form: form)
    }

    static let inputs = [
        RouteInput("place", summary: "input.urging.place"),
        RouteInput("about", summary: "input.urging.about", schema: .text(choices: UrgingAbout.allCases.map(\.rawValue))),
        RouteInput("thing", summary: "input.urging.thing", schema: .integer(minimum: 1)),
        RouteInput("department", summary: "input.urging.department"),
    ]

    static func read(_ visit: Visit, _ parts: SupervisionParts, form: FormState? = nil) async throws -> UrgingFormPage {
        let wanted = (form?["region"]).flatMap { $0.isEmpty ? nil : $0 } ?? visit.query("place")
        let region = wanted.flatMap { Int64($0) }.flatMap(RegionCode.init(number:))
        if let region, try !visit.actor.scope.contains(region) { throw Refusal.notFound }
        let found = try await visit.ask(UrgingChoices(region: region, parts: parts))
        let words = SupervisionWords(visit)
        let about = (form?["about"]).flatMap(UrgingAbout.init) ?? visit.query("about").flatMap(UrgingAbout.init) ?? .clues
        var form =
            form
            ?? FormState(
                for: SendUrging.self,
                values: [
                    "region": region?.digits ?? "", "about": about.rawValue, "thing": visit.query("thing") ?? "", "limit": String(SendUrging.limit),
                    "department": visit.query("department") ?? "", "text": words("urging.text.usual"),
                ])
        form.choose(
            "about",
            from: UrgingAbout.allCases.filter { !$0.isOne || $0 == about }.map { each in
                FormOption(
                    each.rawValue, found.counts[each].map { UrgingWork.title(each, $0, words.isChinese) } ?? words("urging.about.\(each.rawValue)"))
            })
        form.choose(
            "holder",
            from: found.officers.map { FormOption(String($0.account), words.post($0.post, [:]) ?? $0.post.name) })
        form.choose("department", from: parts.departments.map { FormOption($0.name, words.isChinese ? $0.zh : $0.en) })
        let name = region.flatMap { region in found.places.first { $0.code == region }?.name ?? region.prefix } ?? ""
        return UrgingFormPage(
            title: words(region == nil ? "urging.form.where" : "urging.form.title", ["place": name]),
            places: found.places.map { Place(name: $0.name, link: "/urgings/new?place=\($0.code.digits)&about=\(about.rawValue)") },
            region: region?.digits, name: name, thing: about.isOne, form: form)
    }
}
