import Hummingbird
import NIOCore
import ServiceLifecycle
import Synchronization

/// Carries a room's events to one listener: beats while there is nothing to tell, asks again and again whether the listener may still listen, and
/// ends at once when the program is told to stop.
struct EventStream: Sendable {
    let answer: EventAnswer
    let habits: EventHabits
    /// Asks the doorkeeper anew.
    let mayListen: @Sendable () async -> Bool
    let tally = EventTally()
    private let pieces: AsyncStream<[UInt8]>
    private let line: AsyncStream<[UInt8]>.Continuation

    init(answer: EventAnswer, habits: EventHabits, mayListen: @escaping @Sendable () async -> Bool) {
        self.answer = answer
        self.habits = habits
        self.mayListen = mayListen
        // A listener that is slow loses the oldest events: an event says what is so now, and the newest is the one that counts.
        (pieces, line) = AsyncStream.makeStream(of: [UInt8].self, bufferingPolicy: .bufferingNewest(32))
    }

    /// The listener has gone.
    func leave() {
        tally.end(.left)
        line.finish()
    }

    /// Writes until the end of the stream, which the tally then knows.
    func run(_ writer: inout some ResponseBodyWriter) async throws {
        try await writer.write(ByteBuffer(bytes: ServerEvent.opening))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await tell() }
            group.addTask { await beat() }
            group.addTask { await ask() }
            group.addTask {
                // Thrown when this task is cancelled; the stream is at its end then.
                if (try? await gracefulShutdown()) != nil { leave() }
            }
            defer { group.cancelAll() }
            for await piece in pieces { try await writer.write(ByteBuffer(bytes: piece)) }
        }
    }

    private func tell() async {
        do {
            try await answer.tell { event in
                tally.countEvent()
                line.yield(event.bytes)
            }
            // A sequence that is cancelled ends like one that is at its end.
            if !Task.isCancelled { tally.end(.told) }
        } catch is CancellationError {
            // The listener went, or the right to listen did.
        } catch {
            tally.end(.failed)
        }
        line.finish()
    }

    private func beat() async {
        while (try? await Task.sleep(for: habits.heartbeat)) != nil { line.yield(ServerEvent.heartbeat) }
    }

    private func ask() async {
        while (try? await Task.sleep(for: habits.ask)) != nil {
            if await mayListen() { continue }
            tally.end(.shut)
            return line.finish()
        }
    }
}

/// How one stream went, for the log.
final class EventTally: Sendable {
    private struct Counted {
        var events = 0
        var end: EventEnd?
    }

    private let counted = Mutex(Counted())

    func countEvent() { counted.withLock { $0.events += 1 } }

    /// The first reason is the one that counts.
    func end(_ end: EventEnd) { counted.withLock { if $0.end == nil { $0.end = end } } }

    var events: Int { counted.withLock(\.events) }
    var end: EventEnd { counted.withLock { $0.end ?? .left } }
}
