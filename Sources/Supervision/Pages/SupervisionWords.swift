import Basics
import Clues
import Web
import WorkOrders

/// The texts of the room in the reader's language.
struct SupervisionWords: Sendable {
    let visit: Visit
    init(_ visit: Visit) { self.visit = visit }

    var isChinese: Bool { visit.language == .zh }
    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String { visit.text(key, values) }

    func kind(_ kind: MeasureKind) -> String { self("measure.kind.\(kind.rawValue)") }
    func state(_ state: MeasureLife.State) -> String { self("measure.state.\(state.rawValue)") }
    func state(_ state: UrgingState) -> String { self("urging.state.\(state.rawValue)") }
    func verdict(_ verdict: Verdict) -> String { self("clue.verdict.\(verdict.rawValue)") }
    func yuan(_ fen: Int64) -> String { Figures.yuan(Money(fen: fen)) }
    func count(_ number: Int64) -> String { Figures.count(number) }

    static func mark(_ state: MeasureLife.State, isLate: Bool) -> String {
        switch state {
        case .open: isLate ? "st-bad" : "st-work"
        case .ended: "st-good"
        case .dropped: "st-off"
        }
    }

    static func mark(_ state: UrgingState, isLate: Bool) -> String {
        switch state {
        case .open: isLate ? "st-bad" : "st-warn"
        case .answered: "st-work"
        case .closed: "st-good"
        }
    }

    /// 超期 3 个工作日, 今天到期, 余 5 个工作日.
    func left(_ due: CalendarDate, _ today: CalendarDate) -> String {
        let days = WorkingDays.shipped.count(after: today, through: due)
        if due < today { return self("work.left.late", ["days": String(max(-days, 1))]) }
        return due == today || days == 0 ? self("work.left.today") : self("work.left.days", ["days": String(days)])
    }

    /// 柳树村 村信息员 陈大勇; the name alone where the post is not known.
    func post(_ post: SupervisionParts.Post?, _ names: [RegionCode: String]) -> String? {
        guard let post else { return nil }
        return [names[post.region], visit.textIfAny("role.\(post.role)"), post.name].compactMap { $0 }.joined(separator: " ")
    }

    /// `&region=…` while a part of the scope is looked at, behind a query that has begun.
    var keep: String { visit.region.map { "&region=\($0.digits)" } ?? "" }
}
