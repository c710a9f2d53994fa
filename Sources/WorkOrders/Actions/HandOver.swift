import Actions
import Basics
import Storage

/// Gives all open work of one account to another, because somebody leaves or is ill. Within the region looked at; everything keeps its deadline.
package struct HandOverWork: Action {
    package static let name = "workOrder.handOver"
    package static let permission = Permission.workOrderDispatch
    /// Most orders handed over at once: an officer of a village has a few hundred.
    static let most = 2_000

    package var from: Int64
    /// Nil gives it back to whoever works in the region.
    package var to: Int64?
    package var reason: String
    package var officers: WorkOrdersParts.Officers = { _, _ in [] }
    package var followers = OrderFollowers()
    private enum CodingKeys: String, CodingKey { case from, to, reason }

    package init(from: Int64, to: Int64?, reason: String, parts: WorkOrdersParts) {
        (self.from, self.to, self.reason, officers, followers) = (from, to, reason, parts.officers, parts.followers)
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Int64 {
        let reason = try OrderBook.checked(reason)
        let orders = try writing.transaction.rows(
            """
            SELECT \(sql: WorkOrder.columns) FROM work_orders o
            WHERE o.holder = \(from) AND o.closed_ms IS NULL AND \(within: writing.reading.scope, "o.region") ORDER BY o.id LIMIT \(Self.most)
            """
        ).map(WorkOrder.init)
        if let to { try requireOfficer(to, of: Set(orders.map(\.region)), writing) }
        let book = OrderBook(writing, followers: followers)
        for order in orders { try book.handOver(order, to: to, reason: reason) }
        writing.note("orders", Int64(orders.count))
        return Int64(orders.count)
    }

    /// Whoever gets it works at each of its places, or above them.
    private func requireOfficer(_ account: Int64, of regions: Set<RegionCode>, _ writing: Writing) throws {
        let above = regions.flatMap { region in RegionCode.Level.allCases.compactMap { region.ancestor(at: $0) } }
        let own = try officers(Set(above), writing.reading).filter { $0.account == account }
        guard regions.allSatisfy({ region in own.contains { $0.region.contains(region) } }) else {
            throw Refusal.invalid("to", OrderProblems.notAnOfficer)
        }
    }
}

/// Takes back, for ten minutes, what was given out in one action. What was taken up meanwhile stays with whoever took it.
package struct UndoDispatch: Action {
    package static let name = "workOrder.undoDispatch"
    package static let permission = Permission.workOrderDispatch
    package var batch: Int64
    package var followers = OrderFollowers()
    private enum CodingKeys: String, CodingKey { case batch }

    package init(batch: Int64, followers: OrderFollowers) { (self.batch, self.followers) = (batch, followers) }

    package struct Outcome: Codable, Sendable, Hashable {
        package var withdrawn: Int64
        /// Taken up, or changed otherwise, since it was given out.
        package var kept: Int64
    }

    private func found(_ reader: Reader) throws -> Row? {
        // One row by id; its place decides.
        try reader.row("SELECT region, undo_until_ms, undone_ms FROM work_order_batches WHERE id = \(batch)")
    }

    package func place(in reading: Reading) throws -> RegionCode? { try found(reading.reader)?.region("region") }

    package func perform(in writing: Writing) throws -> Outcome {
        guard let row = try found(writing.transaction.reader) else { throw Refusal.notFound }
        writing.subject = "work-order-batch/\(batch)"
        guard try row.isNull("undone_ms"), writing.now <= (try row.moment("undo_until_ms")) else {
            throw Refusal.conflict(OrderProblems.undoEnded)
        }
        let orders = try writing.transaction.rows(
            "SELECT \(sql: WorkOrder.columns) FROM work_orders o WHERE o.batch = \(batch) ORDER BY o.id"
        ).map(WorkOrder.init)
        let book = OrderBook(writing, followers: followers)
        var outcome = Outcome(withdrawn: 0, kept: 0)
        for order in orders {
            if order.state == .open {
                try book.close(order, .withdrawn, reason: nil)
                outcome.withdrawn += 1
            } else {
                outcome.kept += 1
            }
        }
        try writing.change(.workOrderBatches, id: batch, ["undone_ms": writing.now])
        return outcome
    }
}
