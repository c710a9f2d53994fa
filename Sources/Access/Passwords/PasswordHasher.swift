import Foundation

/// Threads that do nothing but hash passwords, at most half of the machine's cores, with a queue that has an end: a storm of sign-ins waits or is
/// told to come back, and everybody else's pages stay quick.
package final class PasswordHasher: Sendable {
    /// Thrown when the queue is full; the caller answers “try again in a moment”.
    package struct Busy: Error, Sendable, Hashable {}

    private let line: Line

    /// `threads` defaults to half the cores; `room` is how many may wait.
    package init(threads: Int = max(1, ProcessInfo.processInfo.activeProcessorCount / 2), room: Int = 256) {
        line = Line(room: room)
        for number in 0..<threads {
            let thread = Thread { [line] in
                while let work = line.next() { work() }
            }
            thread.name = "passwords-\(number)"
            thread.stackSize = 1 << 20
            thread.start()
        }
    }

    deinit { line.close() }

    package func hash(_ password: String, cost: PasswordHash.Cost = .standard) async throws -> PasswordHash {
        try await run { try PasswordHash(of: password, cost: cost) }
    }

    package func matches(_ password: String, _ hash: PasswordHash) async throws -> Bool {
        try await run { try hash.matches(password) }
    }

    private func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Result, any Error>) in
            let taken = line.add { continuation.resume(with: Swift.Result(catching: work)) }
            if !taken { continuation.resume(throwing: Busy()) }
        }
    }
}

/// Those who wait, first come first served.
private final class Line: Sendable {
    typealias Work = @Sendable () -> Void

    private struct State {
        var waiting: [Work] = []
        var isClosed = false
    }

    private let room: Int
    private let condition = NSCondition()
    // Why: a condition variable needs its lock by name, and the state is read and written only between `condition.lock` and `unlock`.
    nonisolated(unsafe) private var state = State()

    init(room: Int) { self.room = room }

    /// False when the line is full.
    func add(_ work: @escaping Work) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !state.isClosed, state.waiting.count < room else { return false }
        state.waiting.append(work)
        condition.signal()
        return true
    }

    /// Waits for the next in line; nil when the line is closed and empty.
    func next() -> Work? {
        condition.lock()
        defer { condition.unlock() }
        while state.waiting.isEmpty, !state.isClosed { condition.wait() }
        return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
    }

    func close() {
        condition.lock()
        state.isClosed = true
        condition.broadcast()
        condition.unlock()
    }
}
