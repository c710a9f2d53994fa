import DequeModule
import Dispatch
import Foundation
import Synchronization

/// Threads that each own one connection and take work from one list, because libpq's calls wait for the server and Swift's few
/// cooperative threads must not.
final class PostgresThreads: Sendable {
    typealias Work = @Sendable (PostgresConnection) -> Void

    private struct Waiting {
        /// Work that no thread was free for, the oldest first.
        var work: Deque<Work> = []
        /// Threads without work. The one that was busy last is asked first: its connection has the statements prepared and the plans made.
        var idle: [Desk] = []
        var closed = false
    }

    /// Where one thread waits for its next work.
    private final class Desk: Sendable {
        private let called = DispatchSemaphore(value: 0)
        private let work = Mutex<Work?>(nil)

        /// Nil sends the thread home.
        func call(_ work: Work?) {
            self.work.withLock { $0 = work }
            called.signal()
        }

        func wait() -> Work? {
            called.wait()
            return work.withLock { $0 }
        }
    }

    private let waiting = Mutex(Waiting())
    private let ended = DispatchGroup()

    /// Threads end when `close` was called; they hold this object until then.
    init(count: Int, server: PostgresServer) {
        for number in 1...max(1, count) {
            ended.enter()
            let thread = Thread { [self] in
                let connection = PostgresConnection(server: server)
                let desk = Desk()
                while let work = next(at: desk) { work(connection) }
                connection.disconnect()
                ended.leave()
            }
            thread.name = "postgres \(number)"
            thread.stackSize = 4 << 20
            thread.start()
        }
    }

    /// Runs a body on the next thread that is free.
    func run<T: Sendable>(_ body: @escaping @Sendable (PostgresConnection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            let work: Work = { connection in continuation.resume(with: Result { try body(connection) }) }
            let (accepted, desk) = waiting.withLock { waiting -> (Bool, Desk?) in
                guard !waiting.closed else { return (false, nil) }
                if let desk = waiting.idle.popLast() { return (true, desk) }
                waiting.work.append(work)
                return (true, nil)
            }
            desk?.call(work)
            if !accepted { continuation.resume(throwing: StorageProblem.closed) }
        }
    }

    /// Waits for work; nil when there is none left and none will come.
    private func next(at desk: Desk) -> Work? {
        let (work, isOver) = waiting.withLock { waiting -> (Work?, Bool) in
            if let work = waiting.work.popFirst() { return (work, false) }
            if waiting.closed { return (nil, true) }
            waiting.idle.append(desk)
            return (nil, false)
        }
        return work ?? (isOver ? nil : desk.wait())
    }

    /// Finishes what was accepted and ends the threads.
    func close() async {
        let idle = waiting.withLock { waiting in
            waiting.closed = true
            defer { waiting.idle = [] }
            return waiting.idle
        }
        for desk in idle { desk.call(nil) }
        await withCheckedContinuation { continuation in
            ended.notify(queue: .global()) { continuation.resume() }
        }
    }
}
