import Storage
import Synchronization

/// A clock that a test holds: every look moves it on by a minute.
final class TestClock: Sendable {
    private let now: Mutex<Int64>

    init(_ start: Moment) { now = Mutex(start.milliseconds) }

    func next() -> Moment {
        Moment(
            milliseconds: now.withLock { now in
                now += 60_000
                return now
            })
    }
}
