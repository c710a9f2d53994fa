import Dispatch
import Foundation
import Synchronization

/// Threads that each own one connection and take work from one list, because libpq's calls wait for the server and Swift's few
/// cooperative threads must not.
final class PostgresThreads: Sendable {
    typealias Work = @Sendable (PostgresConnection) -> Void

    private struct Waiting {
        var work: [Work] = []
        var taken = 0
        var closed = false
    }

    private let waiting = Mutex(Waiting())
    private let available = DispatchSemaphore(value: 0)
    private let ended = DispatchGroup()
    private let count: Int

    /// Threads end when `close` was called; they hold this object until then.
    init(count: Int, server: PostgresServer) {
        self.count = max(1, count)
        for number in 1...self.count {
            ended.enter()
            let thread = Thread { [self] in
                let connection = PostgresConnection(server: server)
                while let work = next() { work(connection) }
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
            let accepted = waiting.withLock { waiting in
                guard !waiting.closed else { return false }
                waiting.work.append { connection in continuation.resume(with: Result { try body(connection) }) }
                return true
            }
            if accepted { available.signal() } else { continuation.resume(throwing: StorageProblem.closed) }
        }
    }

    /// Waits for work; nil when there is none left and none will come.
    private func next() -> Work? {
        available.wait()
        return waiting.withLock { waiting in
            guard waiting.taken < waiting.work.count else { return nil }
            let work = waiting.work[waiting.taken]
            waiting.taken += 1
            // The list is cut when half of it is done, so that taking stays cheap however long it is.
            if waiting.taken * 2 >= waiting.work.count {
                waiting.work.removeFirst(waiting.taken)
                waiting.taken = 0
            }
            return work
        }
    }

    /// Finishes what was accepted and ends the threads.
    func close() async {
        waiting.withLock { $0.closed = true }
        for _ in 0..<count { available.signal() }
        await withCheckedContinuation { continuation in
            ended.notify(queue: .global()) { continuation.resume() }
        }
    }
}
