import Actions
import Basics
import Storage
import Synchronization

/// The clock by which a demonstration is made: it begins some weeks ago and goes on until now, so that what was given out then has deadlines that have
/// passed by themselves. It never goes back.
final class DemonstrationClock: Sendable {
    private struct State {
        /// Milliseconds by which it is slow.
        var slow: Int64 = 0
        var latest: Int64 = 0
    }

    private let state = Mutex(State())

    var now: Moment {
        state.withLock { state in
            state.latest = max(state.latest, Moment.now.milliseconds - state.slow)
            return Moment(milliseconds: state.latest)
        }
    }

    /// Goes on to an hour of the day that lies so many days before today; 0 is now.
    func go(daysAgo: Int, hour: Int = 9) {
        let real = Moment.now
        state.withLock { state in
            guard daysAgo > 0 else {
                state.slow = 0
                return
            }
            let midnight = (Int64(real.chinaDate.daysSinceEpoch) - Int64(daysAgo)) * 86_400_000 - 8 * 3_600_000
            state.slow = real.milliseconds - max(midnight + Int64(hour) * 3_600_000, state.latest)
        }
    }
}
