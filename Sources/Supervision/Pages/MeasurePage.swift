import Actions
import Basics
import Clues
import Register
import Web

/// One measure: what it is about, how far it is, its money, every step, and what the reader may do next.
struct MeasurePage: PageModel {
    static let template = "measure"

    struct Fact: Codable, Sendable { var name: String; var text: String; var link: String? }
    struct Step: Codable, Sendable { var time: String; var text: String; var detail: String; var tone: String }
    struct Payment: Codable, Sendable {
        var entry: Int64; var day: String; var amount: String; var receipt: String; var by: String; var isReversed: Bool; var canReverse: Bool
    }

    var measure: Int64
    var title: String
    var kind: String
    var state: String
    var mark: String
    var due: String
    var left: String
    var isLate: Bool
    /// The clue's verdict no longer stands.
    var isDoubted: Bool
    var facts: [Fact]
    var isRecovery: Bool
    var amountDue: String
    var amountPaid: String
    var outstanding: String
    /// More was paid than was due.
    var excess: String?
    var payments: [Payment]
    var steps: [Step]
    var canPay: Bool
    var canAnswer: Bool
    var canGoOn: Bool
    var canReopen: Bool
    /// Where a removal is recorded.
    var removalLink: String?
    var form: FormState
    var leaf: Int64

    var version: Int64? { nil }

    static let specimen = MeasurePage(
        measure: 1, title: "追缴：低保金", kind: "追缴", state: "办理中", mark: "st-work", due: "2026-12-20", left: "余 20 个工作日", isLate: true, isDoubted: true,
        facts: [Fact(name: "线索", text: "名下有小型汽车", link: "/clues/1")], isRecovery: true, amountDue: "12,000.00", amountPaid: "4,000.00",
        outstanding: "8,000.00", excess: "1.00",
        payments: [Payment(entry: 3, day: "2026-11-20", amount: "4,000.00", receipt: "NO 0012", by: "周敏", isReversed: true, canReverse: true)],
        steps: [Step(time: "2026-11-20 09:00", text: "开始", detail: "周敏", tone: "t-act")], canPay: true, canAnswer: true, canGoOn: true,
        canReopen: true,
        removalLink: "/households/1/statuses", form: FormState(for: RecordPayment.self), leaf: 4)

    static func read(_ visit: Visit, _ parts: SupervisionParts, form: FormState? = nil) async throws -> MeasurePage {
        let found = try await visit.ask(ShowMeasure(id: visit.id("measure"), parts: parts))
        let (measure, words) = (found.measure, SupervisionWords(visit))
        let acts = try visit.actor.may(.measureAct)
        let isOpen = measure.life.state == .open
        let late = measure.isLate(on: found.today)
        let reversed = Set(found.entries.compactMap(\.reverses))
        return MeasurePage(
            measure: measure.id, title: words("measure.page", ["kind": words.kind(measure.kind), "what": measure.what]),
            kind: words.kind(measure.kind),
            state: words.state(measure.life.state), mark: SupervisionWords.mark(measure.life.state, isLate: late),
            due: measure.deadline.description, left: isOpen ? words.left(measure.deadline, found.today) : "", isLate: late,
            isDoubted: found.verdict != .confirmed, facts: facts(found, words), isRecovery: measure.kind == .recovery,
            amountDue: words.yuan(measure.life.due), amountPaid: words.yuan(measure.life.paid), outstanding: words.yuan(measure.life.outstanding),
            excess: measure.life.excess > 0 ? words.yuan(measure.life.excess) : nil,
            payments: found.entries.filter { $0.event == .pay }.map { entry in
                Payment(
                    entry: entry.id, day: entry.day?.description ?? entry.at.chinaDate.description, amount: words.yuan(entry.change.paid),
                    receipt: entry.receipt ?? "", by: words.post(found.posts[entry.account], found.places) ?? "—",
                    isReversed: reversed.contains(entry.id),
                    canReverse: acts && isOpen && !reversed.contains(entry.id))
            },
            steps: found.entries.map { step($0, found, words) }, canPay: acts && isOpen && measure.kind == .recovery,
            canAnswer: acts && isOpen && measure.kind == .referral, canGoOn: acts && isOpen, canReopen: acts && !isOpen,
            removalLink: acts && isOpen && measure.kind == .removal ? measure.household.map { "/households/\($0)/statuses" } : nil,
            form: form ?? FormState(for: RecordPayment.self, values: ["on": found.today.description], baseVersion: measure.leaf), leaf: measure.leaf)
    }

    private static func facts(_ found: ShowMeasure.Answer, _ words: SupervisionWords) -> [Fact] {
        let measure = found.measure
        var facts = [
            Fact(name: words("measure.clue"), text: words.isChinese ? found.rule.titleZh : found.rule.titleEn, link: "/clues/\(measure.clue)"),
            Fact(name: words("measure.what"), text: measure.what, link: nil),
        ]
        if let head = found.household {
            facts.insert(
                Fact(
                    name: words("clues.who"), text: words("clue.household", ["name": head.name ?? String(head.number)]),
                    link: "/households/\(head.household)"), at: 1)
        }
        func add(_ key: String, _ text: String?) { if let text, !text.isEmpty { facts.append(Fact(name: words(key), text: text, link: nil)) } }
        add("clues.place", found.places[measure.region])
        add("measure.authority", measure.authority)
        add("measure.letter", measure.letter)
        add("measure.answer", measure.answer)
        add("measure.way", measure.way.map { words("measure.way.\($0.rawValue)") })
        add("measure.post", measure.post)
        if measure.kind == .discipline { add("measure.people", words("measure.people.of", ["count": words.count(measure.people)])) }
        if measure.kind == .removal { add("measure.removal", words.detail(measure)) }
        return facts
    }

    private static func step(_ entry: ShowMeasure.Entry, _ found: ShowMeasure.Answer, _ words: SupervisionWords) -> Step {
        var detail = [words.post(found.posts[entry.account], found.places) ?? "—", entry.reason].compactMap { $0 }
        if entry.change.due != 0 { detail.append(words("measure.step.due", ["amount": signed(entry.change.due, words)])) }
        if entry.change.paid != 0 { detail.append(words("measure.step.paid", ["amount": signed(entry.change.paid, words)])) }
        if let receipt = entry.receipt { detail.append(words("measure.step.receipt", ["number": receipt])) }
        if let after = entry.after { detail.append(words("clue.step.due", ["from": entry.before?.description ?? "—", "to": after.description])) }
        let tone: String =
            switch entry.event {
            case .end: "t-good"
            case .drop, .reverse: "t-bad"
            case .reopen, .due, .deadline: "t-warn"
            default: "t-act"
            }
        return Step(
            time: String(entry.at.chinaText.dropFirst(5)), text: words("measure.event.\(entry.event.rawValue)"),
            detail: detail.joined(separator: words.isChinese ? "·" : " · "), tone: tone)
    }

    private static func signed(_ fen: Int64, _ words: SupervisionWords) -> String { (fen > 0 ? "+" : "") + words.yuan(fen) }
}

/// The form that begins a measure: of one kind, with the fields it has.
struct MeasureFormPage: PageModel {
    static let template = "measure-form"

    struct Choice: Codable, Sendable { var name: String; var link: String; var isChosen: Bool }

    var clue: Int64
    var title: String
    var kind: String
    var choices: [Choice]
    var isRecovery: Bool
    var isReferral: Bool
    var isDiscipline: Bool
    var hint: String
    /// Only of a confirmed clue can a measure begin.
    var isConfirmed: Bool
    var form: FormState

    static var specimen: MeasureFormPage {
        var form = FormState(for: BeginMeasure.self)
        form.choose("way", from: [FormOption("talk", "谈话")])
        return MeasureFormPage(
            clue: 1, title: "田茂林户：开始追缴", kind: "recovery", choices: [Choice(name: "追缴", link: "/clues/1/measures?kind=recovery", isChosen: true)],
            isRecovery: true, isReferral: true, isDiscipline: true, hint: "按查实的金额填", isConfirmed: true, form: form)
    }

    static let inputs = [RouteInput("kind", summary: "input.measure.kind", schema: .text(choices: MeasureKind.allCases.map(\.rawValue)))]

    static func read(_ visit: Visit, form: FormState? = nil) async throws -> MeasureFormPage {
        let id = try visit.id("clue")
        let found = try await visit.ask(ShowClue(id: id))
        let words = SupervisionWords(visit)
        let kind = (form.flatMap { MeasureKind(rawValue: $0["kind"]) } ?? visit.query("kind").flatMap(MeasureKind.init)) ?? .recovery
        var form =
            form
            ?? FormState(
                for: BeginMeasure.self, values: ["kind": kind.rawValue, "limit": String(BeginMeasure.limit)], baseVersion: found.clue.leaf)
        form.choose("way", from: DisciplineWay.allCases.map { FormOption($0.rawValue, words("measure.way.\($0.rawValue)")) })
        let whom =
            found.household.map { words("clue.household", ["name": $0.name ?? String($0.number)]) } ?? words("measure.of-clue", ["clue": String(id)])
        return MeasureFormPage(
            clue: id, title: words("measure.form.title", ["whom": whom, "kind": words.kind(kind)]), kind: kind.rawValue,
            choices: MeasureKind.allCases.map {
                Choice(name: words.kind($0), link: "/clues/\(id)/measures?kind=\($0.rawValue)", isChosen: $0 == kind)
            },
            isRecovery: kind == .recovery, isReferral: kind == .referral, isDiscipline: kind == .discipline,
            hint: words("measure.form.hint.\(kind.rawValue)"), isConfirmed: found.clue.verdict == .confirmed, form: form)
    }
}
