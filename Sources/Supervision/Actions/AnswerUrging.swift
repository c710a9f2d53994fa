import Actions
import Basics
import Storage
import WorkOrders

/// An act on one urging: its place is where it was sent, its version the entry that last wrote it.
protocol UrgingAct: Action where Outcome == UrgingState {
    var urging: Int64 { get }
    var parts: SupervisionParts { get set }
}

extension UrgingAct {
    package func place(in reading: Reading) throws -> RegionCode? {
        guard let found = try Urging.find(urging, in: reading.reader) else { return nil }
        // A department sees what it was urged about and nothing else.
        if let own = reading.scope.department, found.department != own { return nil }
        return found.region
    }

    package func version(in reading: Reading) throws -> Int64? { try Urging.find(urging, in: reading.reader)?.leaf }

    /// The urging, if it was this office that sent it.
    func sent(_ writing: Writing) throws -> Urging {
        let found = try UrgingBook(writing).found(urging)
        guard try found.from == parts.home(of: writing.actor, writing.reading), writing.actor.scope.department == nil else {
            throw Refusal.conflict(UrgingProblems.notYours)
        }
        return found
    }
}

/// Replies to an urging: what was done, what is still open and why.
package struct ReplyUrging: UrgingAct {
    package static let name = "urging.reply"
    package static let permission = Permission.urgingReply
    package var urging: Int64
    package var said: String
    package var parts = SupervisionParts()
    private enum CodingKeys: String, CodingKey { case urging, said }
    package init(urging: Int64, said: String, parts: SupervisionParts) { (self.urging, self.said, self.parts) = (urging, said, parts) }

    package func perform(in writing: Writing) throws -> UrgingState {
        let book = UrgingBook(writing)
        let found = try book.found(urging)
        let home = try parts.home(of: writing.actor, writing.reading)
        guard found.isFor(writing.actor, at: home) else { throw Refusal.conflict(UrgingProblems.notYours) }
        let said = try UrgingBook.said(said)
        let after = try book.step(found, .reply, said: said)
        try book.close(found.order, .done, reason: said)
        return after.state
    }
}

/// Takes the reply: the matter is done with.
package struct AcceptReply: UrgingAct {
    package static let name = "urging.accept"
    package static let permission = Permission.urgingSend
    package var urging: Int64
    package var parts = SupervisionParts()
    private enum CodingKeys: String, CodingKey { case urging }
    package init(urging: Int64, parts: SupervisionParts) { (self.urging, self.parts) = (urging, parts) }

    package func perform(in writing: Writing) throws -> UrgingState {
        try UrgingBook(writing).step(sent(writing), .accept, said: nil).state
    }
}

/// Sends the reply back: it is to be answered again, until a new day.
package struct RefuseReply: UrgingAct {
    package static let name = "urging.refuse"
    package static let permission = Permission.urgingSend
    package var urging: Int64
    package var reason: String
    /// Working days from today.
    package var limit: Int?
    package var parts = SupervisionParts()
    private enum CodingKeys: String, CodingKey { case urging, reason, limit }
    package init(urging: Int64, reason: String, limit: Int? = nil, parts: SupervisionParts) {
        (self.urging, self.reason, self.limit, self.parts) = (urging, reason, limit, parts)
    }

    package func perform(in writing: Writing) throws -> UrgingState {
        let found = try sent(writing)
        let reason = try UrgingBook.reason(reason)
        let limit = limit ?? SendUrging.limit
        guard (1...60).contains(limit) else { throw Refusal.invalid("limit", UrgingProblems.limitWrong) }
        let due = WorkingDays.shipped.day(limit, after: writing.today)
        let book = UrgingBook(writing)
        guard found.state == .answered else { throw Refusal.conflict(UrgingProblems.jump) }
        let order = try book.order(
            found.id, region: found.region, holder: found.holder, department: found.department, due: due, reason: reason)
        return try book.step(found, .refuse, said: reason, due: due, ["work_order": order, "answered_ms": Int64?.none]).state
    }
}

/// Takes an urging back that was not replied to.
package struct WithdrawUrging: UrgingAct {
    package static let name = "urging.withdraw"
    package static let permission = Permission.urgingSend
    package var urging: Int64
    package var reason: String
    package var parts = SupervisionParts()
    private enum CodingKeys: String, CodingKey { case urging, reason }
    package init(urging: Int64, reason: String, parts: SupervisionParts) { (self.urging, self.reason, self.parts) = (urging, reason, parts) }

    package func perform(in writing: Writing) throws -> UrgingState {
        let found = try sent(writing)
        let reason = try UrgingBook.reason(reason)
        let book = UrgingBook(writing)
        let after = try book.step(found, .withdraw, said: reason)
        try book.close(found.order, .withdrawn, reason: reason)
        return after.state
    }
}
