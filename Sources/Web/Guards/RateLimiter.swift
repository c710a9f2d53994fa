import Actions
import Storage
import Synchronization

/// Keeps one account or one address from taking everything: a bucket for each and each pace.
package final class RateLimiter: Sendable {
    private struct Key: Hashable {
        let who: String
        let pace: Pace
    }

    private struct Bucket {
        var left: Double
        var at: Moment
    }

    private let allowances: [Pace: Allowance]
    private let buckets = Mutex<[Key: Bucket]>([:])
    /// More than this many callers at once are forgotten oldest first.
    private static let size = 50_000

    package init(_ allowances: [Pace: Allowance]) { self.allowances = allowances }

    /// Takes one turn; the seconds to wait when there is none left.
    package func take(_ pace: Pace, by who: String, now: Moment) -> Int? {
        guard let allowance = allowances[pace] else { return nil }
        let perSecond = Double(allowance.perMinute) / 60
        return buckets.withLock { buckets in
            let key = Key(who: who, pace: pace)
            var bucket = buckets[key] ?? Bucket(left: Double(allowance.burst), at: now)
            let seconds = Double(max(0, now.milliseconds - bucket.at.milliseconds)) / 1000
            bucket.left = min(Double(allowance.burst), bucket.left + seconds * perSecond)
            bucket.at = now
            guard bucket.left >= 1 else {
                buckets[key] = bucket
                return max(1, Int(((1 - bucket.left) / perSecond).rounded(.up)))
            }
            bucket.left -= 1
            buckets[key] = bucket
            if buckets.count > Self.size {
                let horizon = now.adding(seconds: -60)
                buckets = buckets.filter { $0.value.at > horizon }
            }
            return nil
        }
    }
}
