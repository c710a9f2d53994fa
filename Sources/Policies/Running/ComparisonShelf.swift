import Basics
import Synchronization

/// What was read last, kept in memory for trying other values: one reading at a time, for a quarter of an hour after it was last asked for.
final class ComparisonShelf: Sendable {
    private struct Kept {
        var comparison: HeldComparison
        var region: Int64
        var asOf: CalendarDate
        var used: ContinuousClock.Instant
    }

    private struct State {
        var kept: Kept?
        /// The region being read now, for a page that is waiting.
        var reading: Int64?
        var fault: String?
    }

    private static let idle = Duration.seconds(15 * 60)
    private let state = Mutex(State())

    func keep(_ comparison: HeldComparison, region: Int64, asOf: CalendarDate) {
        state.withLock { $0 = State(kept: Kept(comparison: comparison, region: region, asOf: asOf, used: .now)) }
        Task.detached { [weak self] in await self?.dropWhenIdle() }
    }

    /// The reading of a region, if it is there.
    func find(region: Int64) -> HeldComparison? {
        state.withLock { state in
            guard state.kept?.region == region else { return nil }
            state.kept?.used = .now
            return state.kept?.comparison
        }
    }

    /// Begins to read, unless somebody has; the page that asked looks again later.
    func begin(region: Int64, asOf: CalendarDate, _ read: @escaping @Sendable () async throws -> HeldComparison) {
        let isFirst = state.withLock { state in
            guard state.reading == nil else { return false }
            state.reading = region
            state.fault = nil
            return true
        }
        guard isFirst else { return }
        Task.detached { [self] in
            do { keep(try await read(), region: region, asOf: asOf) } catch {
                state.withLock { $0 = State(kept: $0.kept, fault: "\(error)") }
            }
        }
    }

    var isReading: Bool { state.withLock { $0.reading != nil } }
    var fault: String? { state.withLock { $0.fault } }

    private func dropWhenIdle() async {
        while true {
            try? await Task.sleep(for: .seconds(60))
            let isOver = state.withLock { state in
                guard let kept = state.kept else { return true }
                guard kept.used.duration(to: .now) > Self.idle else { return false }
                state.kept = nil
                return true
            }
            if isOver { return }
        }
    }
}
