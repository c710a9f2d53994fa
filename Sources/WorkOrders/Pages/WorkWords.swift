import Basics
import Web

/// The texts of the room in the reader's language.
struct WorkWords: Sendable {
    let visit: Visit
    init(_ visit: Visit) { self.visit = visit }

    func callAsFunction(_ key: String, _ values: [String: String] = [:]) -> String { visit.text(key, values) }

    /// What is left of a deadline: 余 5 个工作日, 今天到期, 超期 3 个工作日.
    func left(_ order: WorkOrder, _ today: CalendarDate) -> (text: String, isLate: Bool, isSoon: Bool) {
        guard order.state.isOpen else { return ("", false, false) }
        let days = WorkingDays.shipped.count(after: today, through: order.due)
        if order.due < today { return (self("work.left.late", ["days": String(max(-days, 1))]), true, false) }
        if order.due == today || days == 0 { return (self("work.left.today"), false, true) }
        return (self("work.left.days", ["days": String(days)]), false, days <= 2)
    }

    /// A reason as a person wrote it, or what the house says of its own.
    func reason(_ reason: String?) -> String? {
        guard let reason, !reason.isEmpty else { return nil }
        guard let by = SteppedBy.read(reason) else { return reason }
        return visit.textIfAny("work.by.\(by.code)").map { _ in self("work.by.\(by.code)", ["n": String(by.number)]) } ?? reason
    }

    func level(_ name: String) -> String { visit.textIfAny("work.level.\(name)") ?? name }
}
