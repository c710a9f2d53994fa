import Synchronization
import Testing

@testable import Platform

/// A clock that reads one prepared time after the other, and what was written to standard error.
private final class Stage: Sendable {
    private let times: Mutex<[Int]>
    private let begin = ContinuousClock.now
    let lines = Mutex<[String]>([])

    init(milliseconds: [Int]) { times = Mutex(milliseconds.reversed()) }

    func display(quiet: Bool = false, isTerminal: Bool = false) -> ProgressDisplay {
        let console = Console(write: { _ in }, complain: { text in self.lines.withLock { $0.append(text) } }, isTerminal: isTerminal)
        return ProgressDisplay(on: console, quiet: quiet) { self.begin + .milliseconds(self.times.withLock { $0.popLast() ?? 0 }) }
    }

    var shown: [String] { lines.withLock { $0 } }
}

@Suite struct ProgressDisplayTests {
    @Test func workOfTwoSecondsShowsNothing() {
        let stage = Stage(milliseconds: [0, 1500, 2000])
        let display = stage.display()
        display.show("read", done: 1, total: 2)
        display.show("read", done: 2, total: 2)
        #expect(stage.shown.isEmpty)
    }

    /// Two threads report; the one that looked at the clock first comes to the display last.
    @Test func aReportThatComesLateIsNoTrap() {
        let stage = Stage(milliseconds: [0, 5000, 4000, 15_001])
        let display = stage.display()
        for done in [50, 49, 90] { display.show("read", done: done, total: 100) }
        #expect(stage.shown == ["read 50 %\n", "read 90 %\n"])
    }

    @Test func aNewPhaseIsToldAtOnce() {
        let stage = Stage(milliseconds: [0, 5000, 5001])
        let display = stage.display()
        display.show("read", done: 1, total: 1)
        display.show("evaluate", done: 0, total: 0)
        #expect(stage.shown == ["read 100 %\n", "evaluate\n"])
    }

    @Test func theBarIsTakenOffTheTerminal() {
        let stage = Stage(milliseconds: [0, 5000])
        let display = stage.display(isTerminal: true)
        display.show("read", done: 1, total: 2)
        display.clear()
        display.clear()
        #expect(stage.shown.count == 2)
        #expect(stage.shown[0].contains("50 %"))
        #expect(stage.shown[1] == "\r\u{1B}[K")
    }

    @Test func quietMeansQuiet() {
        let stage = Stage(milliseconds: [0, 5000])
        stage.display(quiet: true).show("read", done: 1, total: 2)
        #expect(stage.shown.isEmpty)
    }
}
