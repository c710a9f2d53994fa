import Actions
import Basics
import Storage

/// Writes orders and their steps inside an action's transaction: the one way in which an order changes.
///
/// Rooms above give work out with it from actions of their own, so that their things and the order change together.
package struct OrderBook {
    /// Most orders of one dispatch.
    package static let most = 2_000
    /// Seconds for which a dispatch can be undone.
    package static let undoSeconds: Int64 = 600
    /// Working days that each level has before overdue work goes one further up. A working rule of ours; no document names one.
    package static let watchDays = 5

    let writing: Writing
    let followers: OrderFollowers
    let days: WorkingDays

    package init(_ writing: Writing, followers: OrderFollowers = OrderFollowers(), days: WorkingDays = .shipped) {
        (self.writing, self.followers, self.days) = (writing, followers, days)
    }

    /// The open orders of a kind by their subjects.
    package func open(_ kind: String, of subjects: some Sequence<String>) throws -> [String: WorkOrder] {
        var found: [String: WorkOrder] = [:]
        let wanted = Set(subjects).sorted()
        for start in stride(from: 0, to: wanted.count, by: 1_000) {
            let some = Array(wanted[start..<min(start + 1_000, wanted.count)])
            let rows = try writing.transaction.rows(
                """
                SELECT \(sql: WorkOrder.columns) FROM work_orders o
                WHERE o.kind = \(kind) AND o.closed_ms IS NULL AND o.subject IN \(list: some)
                """)
            for row in rows {
                let order = try WorkOrder(row)
                found[order.subject] = order
            }
        }
        return found
    }

    /// Gives out new orders as one batch, which can be undone for ten minutes. Their subjects have no open order of the kind.
    package func dispatch(_ orders: [NewOrder], kind: String, reason: String? = nil) throws -> (batch: Int64, ids: [Int64]) {
        guard orders.count <= Self.most else { throw Refusal.conflict(OrderProblems.tooMany) }
        let batch = try writing.insert(
            into: .workOrderBatches,
            [
                "kind": kind, "region": writing.actor.scope.region, "orders": orders.count, "made_ms": writing.now, "made_by": writing.actor.account,
                "undo_until_ms": writing.now.adding(seconds: Self.undoSeconds),
            ])
        let ids = try writing.newIDs(orders.count, for: .workOrders)
        let steps = try writing.newIDs(orders.count, for: .workOrderSteps)
        let (now, account) = (writing.now.value, Value.integer(writing.actor.account))
        try writing.insertChunk(
            into: .workOrders,
            zip(ids, orders).map { id, order in
                [
                    .integer(id), .text(order.kind), .text(order.subject), order.region.value, order.holder.value, order.department.value,
                    order.dataset.value, .text(WorkOrder.State.open.rawValue), .integer(Int64(order.region.level.rawValue)), .integer(order.items),
                    order.due.value, order.due.value, .null, now, account, .integer(batch), .null,
                ]
            })
        try writing.insertChunk(
            into: .workOrderSteps,
            zip(zip(steps, ids), orders).map { numbers, order in
                [
                    .integer(numbers.0), .integer(numbers.1), .text(OrderStep.dispatched.rawValue), now, account, .null, order.due.value,
                    reason.value,
                ]
            })
        return (batch, Array(ids))
    }

    /// More things of the same subject join an open order. A deadline that moves with it is a step of its own.
    package func add(_ items: Int64, to order: WorkOrder, due: CalendarDate, reason: String) throws {
        try change(order, .added, ["items": order.items + items], from: String(order.items), to: String(order.items + items), reason)
        if due > order.due { try moveDeadline(of: order, to: due, reason: reason) }
    }

    /// Takes work up. Work that was given to nobody becomes the account's own.
    package func accept(_ order: WorkOrder) throws {
        guard order.state == .open else { throw Refusal.conflict(order.state.isOpen ? OrderProblems.notOpen : OrderProblems.closed) }
        if let holder = order.holder, holder != writing.actor.account, !writing.actor.may(.workOrderDispatch) {
            throw Refusal.conflict(OrderProblems.othersWork)
        }
        let holder = order.holder ?? writing.actor.account
        try change(
            order, .accepted, ["state": WorkOrder.State.accepted, "holder": holder], from: order.holder.map(String.init), to: String(holder), nil)
    }

    /// Ends an order. `returned` needs a reason.
    package func close(_ order: WorkOrder, _ state: WorkOrder.State, reason: String?) throws {
        guard order.state.isOpen else { throw Refusal.conflict(OrderProblems.closed) }
        let step: OrderStep = state == .done ? .done : state == .returned ? .returned : .withdrawn
        let reason = step == .returned ? try Self.checked(reason) : reason
        try change(order, step, ["state": state, "closed_ms": writing.now], from: order.state.rawValue, to: state.rawValue, reason)
    }

    /// Moves a deadline, with the reason. Whoever watches begins to count anew.
    package func moveDeadline(of order: WorkOrder, to due: CalendarDate, reason: String) throws {
        guard order.state.isOpen else { throw Refusal.conflict(OrderProblems.closed) }
        guard due >= writing.today else { throw Refusal.invalid("due", OrderProblems.deadlinePast) }
        guard due != order.due else { throw Refusal.invalid("due", OrderProblems.deadlineSame) }
        try change(
            order, .moved, ["due_on": due, "watch_on": due, "reminded_on": CalendarDate?.none], from: order.due.description, to: due.description,
            try Self.checked(reason))
    }

    package func handOver(_ order: WorkOrder, to holder: Int64?, reason: String) throws {
        guard order.state.isOpen else { throw Refusal.conflict(OrderProblems.closed) }
        try change(
            order, .handedOver, ["holder": holder, "state": WorkOrder.State.open], from: order.holder.map(String.init), to: holder.map(String.init),
            try Self.checked(reason))
    }

    func remind(_ order: WorkOrder, reason: String?) throws {
        guard order.state.isOpen else { throw Refusal.conflict(OrderProblems.closed) }
        try change(order, .reminded, ["reminded_on": writing.today], from: nil, to: nil, reason)
    }

    /// Raises overdue work to the next level. The deadline stays where it is.
    func escalate(_ order: WorkOrder, reason: String) throws {
        guard let above = RegionCode.Level(rawValue: order.level.rawValue - 1), above >= .city else { return }
        let watch: CalendarDate? = above == .city ? nil : days.day(Self.watchDays, after: writing.today)
        try change(
            order, .escalated, ["level": above.rawValue, "watch_on": watch], from: order.level.name, to: above.name, reason)
    }

    /// A reason as typed: not empty, not endless.
    package static func checked(_ reason: String?) throws -> String {
        let reason = (reason ?? "").trimmingBlanks
        guard !reason.isEmpty, reason.count <= 500 else { throw Refusal.invalid("reason", OrderProblems.reasonMissing) }
        return reason
    }

    private func change(
        _ order: WorkOrder, _ step: OrderStep, _ values: [String: any Bindable], from: String?, to: String?, _ reason: String?
    ) throws {
        try writing.change(.workOrders, id: order.id, values)
        try writing.insert(
            into: .workOrderSteps,
            [
                "work_order": order.id, "step": step, "at_ms": writing.now, "account": writing.actor.account, "from_value": from, "to_value": to,
                "reason": reason,
            ])
        guard let after = try WorkOrder.find(order.id, in: writing.transaction.reader) else { throw Refusal.notFound }
        try followers.tell(step, after, reason, writing)
    }
}

/// A reason that no person wrote: a code with a number, which the page says in the reader's language (`work.by.overdue`).
package enum SteppedBy {
    package static func text(_ code: String, _ number: Int) -> String { "@\(code)/\(number)" }

    /// The code and the number of such a reason; nil for what a person wrote.
    package static func read(_ reason: String) -> (code: String, number: Int)? {
        let parts = reason.split(separator: "/")
        guard reason.hasPrefix("@"), parts.count == 2, let number = Int(parts[1]) else { return nil }
        return (String(parts[0].dropFirst()), number)
    }
}

extension String {
    /// Without blanks at either end.
    var trimmingBlanks: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
