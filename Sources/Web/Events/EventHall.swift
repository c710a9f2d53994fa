import Actions
import Synchronization

/// Counts who listens, so that neither one account nor all together hold more lines open than the house can serve.
final class EventHall: Sendable {
    private let habits: EventHabits
    private let listening = Mutex<[String: Int]>([:])

    init(_ habits: EventHabits) { self.habits = habits }

    /// Streams that are open now.
    var count: Int { listening.withLock { $0.values.reduce(0, +) } }

    /// A place for one more stream. Throws `tooOften` when the caller has as many as one may have, and `unavailable` when the house is full.
    func enter(_ caller: String) throws -> EventPlace {
        try listening.withLock { listening in
            guard listening.values.reduce(0, +) < habits.inAll else { throw RequestFault.unavailable(seconds: 60) }
            guard listening[caller, default: 0] < habits.perAccount else { throw Refusal.tooOften(seconds: 60) }
            listening[caller, default: 0] += 1
        }
        return EventPlace(hall: self, caller: caller)
    }

    fileprivate func leave(_ caller: String) {
        listening.withLock { listening in
            let left = (listening[caller] ?? 1) - 1
            listening[caller] = left > 0 ? left : nil
        }
    }
}

/// One stream's place. It is given back when nobody holds it any more, so that an answer whose body is never asked for keeps none.
final class EventPlace: Sendable {
    private let hall: EventHall
    private let caller: String

    fileprivate init(hall: EventHall, caller: String) {
        self.hall = hall
        self.caller = caller
    }

    deinit { hall.leave(caller) }
}
