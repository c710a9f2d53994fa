import Actions
import Basics
import Clues
import Storage
import WorkOrders

/// Writes what happens to urgings inside an action's transaction, with the work order that makes each stand on the list of whoever is urged.
struct UrgingBook {
    let writing: Writing
    init(_ writing: Writing) { self.writing = writing }

    func found(_ id: Int64) throws -> Urging {
        guard let urging = try Urging.find(id, in: writing.transaction.reader) else { throw Refusal.notFound }
        writing.subject = "urging/\(id)"
        return urging
    }

    /// Lets an event happen. `due` is a new deadline.
    @discardableResult
    func step(_ urging: Urging, _ event: UrgingEvent, said: String?, due: CalendarDate? = nil, _ columns: [String: any Bindable] = [:]) throws
        -> Urging
    {
        let state: UrgingState
        do { state = try UrgingLife.after(event, from: urging.state) } catch { throw Refusal.conflict(UrgingProblems.jump) }
        var values = columns
        values["state"] = state
        if let due { values["due_on"] = due }
        if event == .reply { values["answered_ms"] = writing.now }
        if state == .closed { values["closed_ms"] = writing.now }
        try writing.change(.urgings, id: urging.id, values)
        try write(
            urging.id, event, state, said, before: due.map { _ in urging.due }, after: due,
            overdue: try OverdueCount(urging.about, thing: urging.thing, holder: urging.holder).now(in: urging.region, writing.reading))
        writing.note("urging", event.rawValue)
        return try found(urging.id)
    }

    func write(
        _ urging: Int64, _ event: UrgingEvent, _ state: UrgingState, _ said: String?, before: CalendarDate? = nil, after: CalendarDate?,
        overdue: Int64
    ) throws {
        try writing.insert(
            into: .urgingSteps,
            [
                "urging": urging, "event": event, "to_state": state, "at_ms": writing.now, "account": writing.actor.account, "said": said,
                "due_before": before, "due_after": after, "overdue": overdue,
            ])
    }

    /// The piece of work that an urging is to whoever is urged.
    func order(_ urging: Int64, region: RegionCode, holder: Int64?, department: String?, due: CalendarDate, reason: String) throws -> Int64 {
        try OrderBook(writing).dispatch(
            [NewOrder(kind: UrgingWork.kind, subject: "urging/\(urging)", region: region, holder: holder, department: department, due: due)],
            kind: UrgingWork.kind, reason: reason
        ).ids[0]
    }

    /// Ends that piece of work, where it is still open.
    func close(_ order: Int64?, _ state: WorkOrder.State, reason: String) throws {
        guard let order, let found = try WorkOrder.find(order, in: writing.transaction.reader), found.state.isOpen else { return }
        try OrderBook(writing).close(found, state, reason: reason)
    }

    static func said(_ text: String?) throws -> String {
        let text = (text ?? "").trimmed
        guard (6...500).contains(text.count) else { throw Refusal.invalid("said", UrgingProblems.textMissing) }
        return text
    }

    static func reason(_ text: String?) throws -> String {
        let text = (text ?? "").trimmed
        guard !text.isEmpty, text.count <= 500 else { throw Refusal.invalid("reason", UrgingProblems.reasonMissing) }
        return text
    }
}

/// How much of what an urging is about is overdue in a place, of everybody or of one account.
struct OverdueCount {
    let about: UrgingAbout
    let thing: Int64?
    let holder: Int64?

    init(_ about: UrgingAbout, thing: Int64? = nil, holder: Int64? = nil) { (self.about, self.thing, self.holder) = (about, thing, holder) }

    func now(in region: RegionCode, _ reading: Reading) throws -> Int64 {
        // Of the place urged, which lies within the scope of whoever acts.
        let place = Scope(region: region)
        let today = reading.today
        switch about {
        case .clues:
            let mine: SQL = holder.map { "AND EXISTS (SELECT 1 FROM work_orders o WHERE o.id = c.work_order AND o.holder = \($0))" } ?? .empty
            return try reading.count(
                "SELECT COUNT(*) FROM clues c WHERE c.closed_ms IS NULL AND c.due_on < \(today) AND \(within: place, "c.region") \(sql: mine)")
        case .orders:
            let mine: SQL = holder.map { "AND o.holder = \($0)" } ?? .empty
            return try reading.count(
                """
                SELECT COUNT(*) FROM work_orders o
                WHERE o.closed_ms IS NULL AND o.kind <> \(UrgingWork.kind) AND o.due_on < \(today) AND \(within: place, "o.region") \(sql: mine)
                """)
        case .measures:
            return try reading.count(
                "SELECT COUNT(*) FROM measures m WHERE m.state = 'open' AND m.due_on < \(today) AND \(within: place, "m.region")")
        case .clue:
            return try reading.count(
                "SELECT COUNT(*) FROM clues c WHERE c.id = \(thing) AND c.closed_ms IS NULL AND c.due_on < \(today) AND \(within: place, "c.region")")
        case .order:
            return try reading.count(
                "SELECT COUNT(*) FROM work_orders o WHERE o.id = \(thing) AND o.closed_ms IS NULL AND o.due_on < \(today) AND \(within: place, "o.region")"
            )
        case .measure:
            return try reading.count(
                "SELECT COUNT(*) FROM measures m WHERE m.id = \(thing) AND m.state = 'open' AND m.due_on < \(today) AND \(within: place, "m.region")")
        case .data, .other: return 0
        }
    }
}
