import Actions
import Basics
import Storage
import WorkOrders

/// Writes what happens to clues inside an action's transaction: the one way in which a clue changes. Each event is a row with the states and deadlines
/// before and after, who, and why.
struct ClueBook {
    let writing: Writing
    let days: WorkingDays
    /// The run on whose behalf events happen; nil for what people do.
    let run: Int64?

    init(_ writing: Writing, run: Int64? = nil, days: WorkingDays = .shipped) { (self.writing, self.run, self.days) = (writing, run, days) }

    func found(_ id: Int64) throws -> Clue {
        guard let clue = try Clue.find(id, in: writing.transaction.reader) else { throw Refusal.notFound }
        return clue
    }

    /// Lets an event happen. `due` names another deadline than the step's own; further columns change with it.
    @discardableResult
    func step(
        _ clue: Clue, _ event: ClueEvent, reason: String? = nil, due: CalendarDate? = nil, _ columns: [String: any Bindable] = [:]
    ) throws -> Clue {
        let life: ClueLife
        do { life = try clue.life.after(event) } catch { throw Refusal.conflict(ClueProblems.jump) }
        let own = ClueLimits.due(after: event, in: life, before: clue.due, on: writing.today, days: days)
        let after = life.state == .closed ? nil : due ?? own
        var values = columns
        // As values: an optional that is nil would take the column out of the dictionary instead of emptying it.
        values["state"] = life.state.value
        values["held"] = life.held.value
        values["due_on"] = after.value
        values["closed_ms"] = life.state == .closed ? writing.now.value : Value.null
        try writing.change(.clues, id: clue.id, values)
        try writing.insert(
            into: .clueSteps,
            [
                "clue": clue.id, "event": event, "from_state": clue.state, "to_state": life.state, "due_before": clue.due, "due_after": after,
                "at_ms": writing.now, "account": writing.actor.account, "run": run, "reason": reason,
                // Where it lay until now, when it moves with this step: so that counts of an earlier day stay as they were.
                "region_before": columns["region"] == nil ? nil : clue.region,
            ])
        return try found(clue.id)
    }

    /// Brings a clue that was raised back to where it was, before its next step.
    func resumed(_ clue: Clue) throws -> Clue { clue.state == .escalated ? try step(clue, .resume) : clue }

    /// The clues of an order.
    func clues(of order: Int64) throws -> [Clue] {
        try writing.transaction.rows("SELECT \(sql: Clue.columns) FROM clues c WHERE c.work_order = \(order) ORDER BY c.id").map(Clue.init)
    }

    func clues(_ ids: [Int64]) throws -> [Clue] {
        var found: [Clue] = []
        for start in stride(from: 0, to: ids.count, by: 1_000) {
            let some = Array(ids[start..<min(start + 1_000, ids.count)])
            found += try writing.transaction.rows("SELECT \(sql: Clue.columns) FROM clues c WHERE c.id IN \(list: some) ORDER BY c.id").map(Clue.init)
        }
        return found
    }

    /// Ends the visit of a clue when none of the clues that it was made for waits for a verdict any more.
    func endVisit(of clue: Clue, reason: (Int) -> String) throws {
        guard let id = clue.order, let order = try WorkOrder.find(id, in: writing.transaction.reader), order.state.isOpen else { return }
        let all = try clues(of: id)
        guard !all.contains(where: { ($0.life.held ?? $0.state).isBeforeVerdict }) else { return }
        try OrderBook(writing).close(order, .done, reason: reason(all.count))
    }
}
