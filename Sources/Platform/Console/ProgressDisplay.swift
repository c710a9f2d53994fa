import Synchronization

/// Shows how far long work is: a bar that redraws itself on a terminal, a line now and then elsewhere, nothing at all for work that is
/// over in two seconds. May be told from any thread.
final class ProgressDisplay: Sendable {
    private let console: Console
    private let quiet: Bool
    private let now: @Sendable () -> ContinuousClock.Instant
    private let started: ContinuousClock.Instant
    private let state = Mutex(State())

    private struct State {
        var phase = ""
        var shownAt: ContinuousClock.Instant?
        var isDrawn = false
    }

    private static let patience = Duration.seconds(2)
    private static let redraw = Duration.milliseconds(100)
    private static let line = Duration.seconds(10)

    /// `quiet` shows nothing, for `--json` on a terminal or tests; `now` is the time, for tests.
    init(on console: Console, quiet: Bool = false, now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) {
        self.console = console
        self.quiet = quiet
        self.now = now
        started = now()
    }

    /// So much of `phase` is done. A `total` of 0 is unknown.
    func show(_ phase: String, done: Int, total: Int) {
        guard !quiet else { return }
        let now = now()
        guard now - started > Self.patience else { return }
        state.withLock { state in
            let isNew = state.phase != phase
            let pause = console.isTerminal ? Self.redraw : Self.line
            // A thread that took its time before another one may come to the lock after it: then this is a time before the last one shown.
            guard isNew || state.shownAt.map({ now - $0 > pause }) ?? true else { return }
            (state.phase, state.shownAt) = (phase, now)
            console.complain(console.isTerminal ? "\r" + bar(phase, done, total) + "\u{1B}[K" : plain(phase, done, total) + "\n")
            state.isDrawn = console.isTerminal
        }
    }

    /// Takes the bar off the screen.
    func clear() {
        state.withLock { state in
            if state.isDrawn { console.complain("\r\u{1B}[K") }
            state.isDrawn = false
        }
    }

    private func percent(_ done: Int, _ total: Int) -> Int { total > 0 ? min(100, Int(Double(done) / Double(total) * 100)) : 0 }

    private func plain(_ phase: String, _ done: Int, _ total: Int) -> String {
        total > 0 ? "\(phase) \(percent(done, total)) %" : phase
    }

    private func bar(_ phase: String, _ done: Int, _ total: Int) -> String {
        let name = phase.fitted(to: 28).padded(to: 28)
        guard total > 0 else { return name }
        let room = max(10, min(40, console.width - 38))
        let full = percent(done, total) * room / 100
        let drawn = String(repeating: "#", count: full) + String(repeating: ".", count: room - full)
        return "\(name) [\(drawn)] \(String(percent(done, total)).padded(to: 3, atStart: true)) %"
    }
}
