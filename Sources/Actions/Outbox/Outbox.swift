import Foundation
import Storage

/// Messages for the world outside and for other rooms, written with the transaction they tell of and delivered after it, at least once.
package enum Outbox {
    static func put(_ kind: String, _ content: some Encodable, leaf: Int64, now: Moment, in transaction: Transaction) throws {
        let id = try Counter.take(1, of: "outgoing_messages", in: transaction).lowerBound
        let text = String(decoding: try JSON.sorted.encode(content), as: UTF8.self)
        try transaction.execute(
            """
            INSERT INTO outgoing_messages (id, kind, content, seq, made_ms, due_ms)
            VALUES (\(id), \(kind), \(text), \(leaf), \(now.milliseconds), \(now.milliseconds))
            """)
    }
}

/// A message as its receiver gets it. The id is the same at every delivery, so that the receiver can tell a second one.
package struct OutgoingMessage: Sendable, Hashable {
    package let id: Int64
    package let kind: String
    package let content: String
    package let leaf: Int64
}

/// Delivers waiting messages in order, each until its receiver has taken it.
package struct Dispatcher: Sendable {
    private let database: Database
    private let clock: @Sendable () -> Moment
    private let receivers: [String: @Sendable (OutgoingMessage) async throws -> Void]

    package init(
        desk: Desk, receivers: [String: @Sendable (OutgoingMessage) async throws -> Void]
    ) {
        database = desk.database
        clock = { desk.now }
        self.receivers = receivers
    }

    /// Delivers what is due; returns how many were taken. A receiver that throws gets the message again later.
    @discardableResult
    package func deliverDue(limit: Int = 100) async throws -> Int {
        let now = clock()
        let due = try await database.read { reader in
            try reader.rows(
                """
                SELECT id, kind, content, seq, attempts FROM outgoing_messages
                WHERE sent_ms IS NULL AND due_ms <= \(now.milliseconds) ORDER BY due_ms, id LIMIT \(limit)
                """
            ).map { row in
                (
                    try OutgoingMessage(id: row.integer("id"), kind: row.text("kind"), content: row.text("content"), leaf: row.integer("seq")),
                    try row.integer("attempts")
                )
            }
        }
        var taken = 0
        for (message, attempts) in due where try await deliver(message, attempts) { taken += 1 }
        return taken
    }

    private func deliver(_ message: OutgoingMessage, _ attempts: Int64) async throws -> Bool {
        do {
            guard let receiver = receivers[message.kind] else { throw Hopeless("nobody receives \(message.kind)") }
            try await receiver(message)
        } catch {
            let later = clock().adding(seconds: min(Int64(1) << min(attempts, 12), 3600))
            let fault = String(describing: error)
            try await database.write { transaction in
                _ = try transaction.execute(
                    """
                    UPDATE outgoing_messages SET attempts = attempts + 1, due_ms = \(later.milliseconds), fault = \(fault)
                    WHERE id = \(message.id)
                    """)
            }
            return false
        }
        let now = clock()
        try await database.write { transaction in
            _ = try transaction.execute("UPDATE outgoing_messages SET sent_ms = \(now.milliseconds), fault = NULL WHERE id = \(message.id)")
        }
        return true
    }
}
