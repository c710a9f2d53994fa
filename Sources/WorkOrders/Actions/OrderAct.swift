import Actions
import Basics
import Storage

/// An act on one order: its place is the order's, its version the entry that last wrote it.
protocol OrderAct: Action {
    var order: Int64 { get }
}

extension OrderAct {
    package func place(in reading: Reading) throws -> RegionCode? {
        guard let found = try WorkOrder.find(order, in: reading.reader) else { return nil }
        // A department sees and does what was asked of it and nothing else.
        if let own = reading.scope.department, found.department != own { return nil }
        return found.region
    }

    package func version(in reading: Reading) throws -> Int64? { try WorkOrder.find(order, in: reading.reader)?.leaf }

    func found(in writing: Writing) throws -> WorkOrder {
        guard let found = try WorkOrder.find(order, in: writing.transaction.reader) else { throw Refusal.notFound }
        writing.subject = "work-order/\(order)"
        return found
    }
}

/// Takes work up.
package struct AcceptOrder: OrderAct {
    package static let name = "workOrder.accept"
    package static let permission = Permission.workOrderDo
    package var order: Int64
    /// Who follows the step; given by the room, never sent.
    package var followers = OrderFollowers()
    private enum CodingKeys: String, CodingKey { case order }

    package init(order: Int64, followers: OrderFollowers = OrderFollowers()) { (self.order, self.followers) = (order, followers) }

    package func perform(in writing: Writing) throws -> WorkOrder.State {
        try OrderBook(writing, followers: followers).accept(found(in: writing))
        return .accepted
    }
}

/// Sends work back to whoever gave it out, with the reason.
package struct ReturnOrder: OrderAct {
    package static let name = "workOrder.return"
    package static let permission = Permission.workOrderDo
    package var order: Int64
    package var reason: String
    package var followers = OrderFollowers()
    private enum CodingKeys: String, CodingKey { case order, reason }

    package init(order: Int64, reason: String, followers: OrderFollowers = OrderFollowers()) {
        (self.order, self.reason, self.followers) = (order, reason, followers)
    }

    package func perform(in writing: Writing) throws -> WorkOrder.State {
        try OrderBook(writing, followers: followers).close(found(in: writing), .returned, reason: reason)
        return .returned
    }
}

/// Ends work whose room has nothing more to say about it: a department's answer.
package struct FinishOrder: OrderAct {
    package static let name = "workOrder.finish"
    package static let permission = Permission.workOrderDo
    package var order: Int64
    /// What was done.
    package var reason: String
    package var followers = OrderFollowers()
    private enum CodingKeys: String, CodingKey { case order, reason }

    package init(order: Int64, reason: String, followers: OrderFollowers = OrderFollowers()) {
        (self.order, self.reason, self.followers) = (order, reason, followers)
    }

    package func perform(in writing: Writing) throws -> WorkOrder.State {
        let reason = try OrderBook.checked(reason)
        try OrderBook(writing, followers: followers).close(found(in: writing), .done, reason: reason)
        return .done
    }
}

/// Moves a deadline. It never moves without a reason and without a row that says so.
package struct MoveDeadline: OrderAct {
    package static let name = "workOrder.moveDeadline"
    package static let permission = Permission.workOrderDispatch
    package var order: Int64
    package var due: CalendarDate
    package var reason: String
    package var followers = OrderFollowers()
    private enum CodingKeys: String, CodingKey { case order, due, reason }

    package init(order: Int64, due: CalendarDate, reason: String, followers: OrderFollowers = OrderFollowers()) {
        (self.order, self.due, self.reason, self.followers) = (order, due, reason, followers)
    }

    package func perform(in writing: Writing) throws -> CalendarDate {
        try OrderBook(writing, followers: followers).moveDeadline(of: found(in: writing), to: due, reason: reason)
        return due
    }
}

/// Reminds whoever has the work.
package struct RemindOrder: OrderAct {
    package static let name = "workOrder.remind"
    package static let permission = Permission.workOrderDispatch
    package var order: Int64
    package var reason: String?
    package init(order: Int64, reason: String? = nil) { (self.order, self.reason) = (order, reason) }

    package func perform(in writing: Writing) throws -> CalendarDate {
        try OrderBook(writing).remind(found(in: writing), reason: reason)
        return writing.today
    }
}
