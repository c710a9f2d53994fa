import Synchronization

/// Transactions that wait for the writing connection. Those that came while it was busy are committed together: the disk is waited for once.
final class PendingWrites: Sendable {
    /// One caller's transaction.
    struct Write: Sendable {
        /// Runs the body; what it returns tells the caller that the result is on disk.
        let attempt: @Sendable (any Session) throws -> @Sendable () -> Void
        let fail: @Sendable (any Error) -> Void
    }

    private struct Waiting {
        var writes: [Write] = []
        var isTurnTaken = false
    }

    private let waiting = Mutex(Waiting())
    /// As many as are committed together at most.
    private static let limit = 256

    /// True when the writing connection must be asked for a turn; false when a turn is coming already.
    func add(_ write: Write) -> Bool {
        waiting.withLock { waiting in
            waiting.writes.append(write)
            defer { waiting.isTurnTaken = true }
            return !waiting.isTurnTaken
        }
    }

    /// What is to be done in this turn.
    func take() -> [Write] {
        waiting.withLock { waiting in
            let taken = Array(waiting.writes.prefix(Self.limit))
            waiting.writes.removeFirst(taken.count)
            return taken
        }
    }

    /// True when another turn is needed for what came meanwhile.
    func endTurn() -> Bool {
        waiting.withLock { waiting in
            waiting.isTurnTaken = !waiting.writes.isEmpty
            return waiting.isTurnTaken
        }
    }
}
