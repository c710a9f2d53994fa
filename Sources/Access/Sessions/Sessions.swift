import Actions
import Basics
import Storage

/// Sessions as other acts end them.
enum Sessions {
    /// Their numbers are told to their owner, who ends them by it; the token never is.
    private static let numbers = AuditedTable("sessions", columns: ["id"])

    static func newID(_ writing: Writing) throws -> Int64 { try writing.newID(for: numbers) }

    /// Ends all sessions of an account, but for one; how many there were is noted.
    static func end(of account: Int64, except kept: [UInt8]? = nil, in writing: Writing) throws {
        let ended: Int
        if let kept {
            ended = try writing.transaction.execute("DELETE FROM sessions WHERE account = \(account) AND digest <> \(kept)")
        } else {
            ended = try writing.transaction.execute("DELETE FROM sessions WHERE account = \(account)")
        }
        writing.note("sessions_ended", Int64(ended))
    }
}

/// Acts on one's own account, whatever the part of the region one is looking at.
enum OwnAccount {
    /// The account's place when it is the actor's own; nil for anybody else's.
    static func place(_ account: Int64, _ reading: Reading) throws -> RegionCode? {
        guard account == reading.actor.account else { return nil }
        return reading.scope.region
    }
}
