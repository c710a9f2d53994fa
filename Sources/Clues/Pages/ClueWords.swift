import Basics
import Policies
import Web
import WorkOrders

/// The texts of the room in the reader's language.
struct ClueWords: Sendable {
    let visit: Visit
    init(_ visit: Visit) { self.visit = visit }

    var isChinese: Bool { visit.language == .zh }
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String { visit.text(key, values) }

    func state(_ state: ClueState) -> String { self("clue.state.\(state.rawValue)") }
    func outcome(_ outcome: String) -> String { visit.textIfAny("clue.outcome.\(outcome)") ?? outcome }
    func verdict(_ verdict: Verdict) -> String { self("clue.verdict.\(verdict.rawValue)") }
    func explanation(_ code: String?) -> String? { code.map { Explanations.shipped.label($0, chinese: isChinese) } }

    /// The mark of a state: its shape says the same as its colour.
    static func mark(_ state: ClueState) -> String {
        switch state {
        case .created, .dispatched: ""
        case .accepted, .verifying, .notConfirmed, .cannotVerify, .rectified: "st-work"
        case .confirmed, .rectifying, .returned: "st-warn"
        case .reviewed: "st-good"
        case .escalated: "st-bad"
        case .closed: "st-off"
        }
    }

    /// What is left until a deadline.
    func left(_ due: CalendarDate?, _ today: CalendarDate) -> (text: String, isLate: Bool, isSoon: Bool) {
        guard let due else { return ("", false, false) }
        let days = WorkingDays.shipped.count(after: today, through: due)
        if due < today { return (self("clue.left.late", ["days": String(max(-days, 1))]), true, false) }
        if due == today || days == 0 { return (self("clue.left.today"), false, true) }
        return (self("clue.left.days", ["days": String(days)]), false, days <= 2)
    }

    /// A reason as a person wrote it, or what the house says of its own.
    func reason(_ reason: String?) -> String? {
        guard let reason, !reason.isEmpty else { return nil }
        guard let by = SteppedBy.read(reason) else { return reason }
        let key = visit.textIfAny("clue.by.\(by.code)") != nil ? "clue.by.\(by.code)" : "work.by.\(by.code)"
        return visit.textIfAny(key) == nil ? reason : self(key, ["n": String(by.number)])
    }

    /// One number of the evidence as it is read.
    func evidence(_ item: EvidenceItem) -> String {
        switch item.kind {
        case .money: Figures.yuan(Money(fen: item.value)) + " " + self("clue.unit.yuan")
        case .squareMetres, .mu, .kilometres, .percent: Figures.yuan(Money(fen: item.value)) + " " + self("clue.unit.\(item.kind.rawValue)")
        case .decimal: Figures.yuan(Money(fen: item.value))
        case .date: Self.day(item.value) ?? "—"
        case .flag: self(item.value == 0 ? "clue.no" : "clue.yes")
        case .number: Figures.count(item.value)
        }
    }

    func title(_ item: EvidenceItem) -> String { item.title[isChinese ? "zh" : "en"] ?? item.name }

    /// 20250630 as 2025-06-30; nil for no day.
    private static func day(_ number: Int64) -> String? {
        CalendarDate(year: Int(number / 10_000), month: Int(number / 100 % 100), day: Int(number % 100))?.description
    }

    /// `13.9%`, with what it is of; "—" while nothing was decided.
    func precision(_ figure: RulePrecision.Figure) -> String { Figures.share(figure.confirmed, of: figure.decided) ?? "—" }
}
