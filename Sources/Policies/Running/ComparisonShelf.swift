import Basics
import Synchronization

/// What was read last, kept in memory for trying other values, for a quarter of an hour after it was last asked for. A reading serves every place within
/// its region. Together they hold no more than so many people: the longest unused is given up first.
final class ComparisonShelf: Sendable {
    private struct Kept {
        var comparison: HeldComparison
        var region: RegionCode
        var used: ContinuousClock.Instant
    }

    private struct State {
        var kept: [Kept] = []
        /// The region being read now, for a page that is waiting.
        var reading: Int64?
        var fault: String?
    }

    private static let idle = Duration.seconds(15 * 60)
    /// People of all readings together: the largest province's, and some counties'.
    private let most: Int
    private let state = Mutex(State())

    init(most: Int = 12_000_000) { self.most = most }

    func keep(_ comparison: HeldComparison, region: Int64) {
        guard let region = RegionCode(number: region) else { return }
        state.withLock { state in
            if state.reading == region.number { (state.reading, state.fault) = (nil, nil) }
            state.kept.removeAll { $0.region == region }
            state.kept.append(Kept(comparison: comparison, region: region, used: .now))
            state.kept.sort { $0.used < $1.used }
            while state.kept.count > 1, state.kept.reduce(0, { $0 + $1.comparison.facts.people }) > most { state.kept.removeFirst() }
        }
        Task.detached { [weak self] in await self?.dropWhenIdle() }
    }

    /// A reading in which a region lies, if there is one, under the law as it is: the smallest.
    func find(region: Int64, law: LawInForce) -> HeldComparison? {
        guard let region = RegionCode(number: region) else { return nil }
        return state.withLock { state in
            let found = state.kept.indices.filter { state.kept[$0].region.contains(region) && state.kept[$0].comparison.isUnder(law) }
            guard let best = found.max(by: { state.kept[$0].region.level < state.kept[$1].region.level }) else { return nil }
            state.kept[best].used = .now
            return state.kept[best].comparison
        }
    }

    /// Begins to read, unless somebody has; the page that asked looks again later.
    func begin(region: Int64, _ read: @escaping @Sendable () async throws -> HeldComparison) {
        let isFirst = state.withLock { state in
            guard state.reading == nil else { return false }
            (state.reading, state.fault) = (region, nil)
            return true
        }
        guard isFirst else { return }
        Task.detached { [self] in
            do { keep(try await read(), region: region) } catch {
                state.withLock { ($0.reading, $0.fault) = (nil, "\(error)") }
            }
        }
    }

    var isReading: Bool { state.withLock { $0.reading != nil } }
    var fault: String? { state.withLock { $0.fault } }

    private func dropWhenIdle() async {
        while true {
            try? await Task.sleep(for: .seconds(60))
            let isOver = state.withLock { state in
                state.kept.removeAll { $0.used.duration(to: .now) > Self.idle }
                return state.kept.isEmpty
            }
            if isOver { return }
        }
    }
}
