import Foundation
import Storage

/// What a client got for a write it named with an id of its own. Sent again, the write has no second effect.
enum Receipt {
    /// A keyed digest of what was asked, by which a reused id with another content is told. Keyed, because a plain one of a form with an ID
    /// number could be guessed.
    static func content(of action: some Action, _ vault: Vault) throws -> [UInt8] {
        let text = String(decoding: try JSON.sorted.encode(action), as: UTF8.self)
        return try vault.blindIndex(text, column: "action_receipts.content")
    }

    static func isKept(_ client: String, in reader: Reader) throws -> Bool {
        try reader.row("SELECT seq FROM action_receipts WHERE client = \(client)") != nil
    }

    static func find<Outcome: Codable>(
        _ request: ActionRequest, _ action: String, _ content: [UInt8], actor: Actor, in transaction: Transaction
    ) throws -> Done<Outcome>? {
        guard let client = request.client else { return nil }
        try transaction.lock("receipts")
        let sql: SQL = "SELECT account, action, content, outcome, seq FROM action_receipts WHERE client = \(client)"
        guard let row = try transaction.row(sql) else { return nil }
        guard try row.integer("account") == actor.account, try row.text("action") == action, try row.bytes("content") == content else {
            throw Refusal.reused
        }
        let outcome = try JSON.decoder.decode(Outcome.self, from: Data(row.bytes("outcome")))
        return Done(outcome: outcome, leaf: try row.integer("seq"), repeated: true)
    }

    static func keep<Outcome: Codable>(
        _ done: Done<Outcome>, _ request: ActionRequest, _ action: String, _ content: [UInt8], actor: Actor, now: Moment, in transaction: Transaction
    ) throws {
        guard let client = request.client else { return }
        let outcome = [UInt8](try JSON.sorted.encode(done.outcome))
        try transaction.execute(
            """
            INSERT INTO action_receipts (client, account, action, content, outcome, seq, time_ms)
            VALUES (\(client), \(actor.account), \(action), \(content), \(outcome), \(done.leaf), \(now.milliseconds))
            """)
    }
}

/// How values of ours stand in text columns: sorted keys, so that equal values have equal bytes.
enum JSON {
    static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    static var decoder: JSONDecoder { JSONDecoder() }
}
