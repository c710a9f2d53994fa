import Actions
import Basics
import Storage

/// Somebody came in: by password alone, by a one-time secret, or by a password that the second factor has yet to follow.
struct OpenSession: Action {
    static let name = "session.open"
    static let permission = Permission.accountOwn
    var digest: [UInt8]
    /// The session the browser brought along; it ends.
    var previous: [UInt8]?
    var account: Int64
    var stage: String
    var byInvitation: Bool
    var until: Moment
    var address: String
    var agent: String

    func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    func perform(in writing: Writing) throws -> Int64 {
        writing.subject = "account/\(account)"
        writing.note("factor", byInvitation ? "one-time-secret" : "password")
        writing.note("stage", stage)
        let transaction = writing.transaction
        try transaction.execute("DELETE FROM sessions WHERE account = \(account) AND until_ms < \(writing.now)")
        if let previous { try transaction.execute("DELETE FROM sessions WHERE digest = \(previous)") }
        let id = try Sessions.newID(writing)
        let steppedUp: Moment? = stage == "open" && !byInvitation ? writing.now : nil
        try transaction.execute(
            """
            INSERT INTO sessions (digest, id, account, stage, by_invitation, opened_ms, seen_ms, until_ms, stepped_up_ms, address, agent)
            VALUES (\(digest), \(id), \(account), \(stage), \(byInvitation), \(writing.now), \(writing.now), \(until),
                    \(steppedUp.value), \(String(address.prefix(64))), \(String(agent.prefix(200))))
            """)
        return id
    }
}

/// The second factor followed the password.
struct ConfirmSession: Action {
    static let name = "session.confirm"
    static let permission = Permission.accountOwn
    var digest: [UInt8]
    var next: [UInt8]
    var account: Int64
    var code: String
    var until: Moment

    func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        try SecondFactor.accept(code, account: account, in: writing)
        let changed = try writing.transaction.execute(
            """
            UPDATE sessions SET digest = \(next), stage = 'open', until_ms = \(until), seen_ms = \(writing.now), stepped_up_ms = \(writing.now)
            WHERE digest = \(digest) AND account = \(account) AND stage = 'password'
            """)
        guard changed == 1 else { throw Refusal.signedOut }
        return true
    }
}

/// Showed once more who one is. The session goes on under a new token.
struct StepUp: Action {
    static let name = "session.stepUp"
    static let permission = Permission.accountOwn
    var digest: [UInt8]
    var next: [UInt8]
    var account: Int64
    /// Nil when the password was shown instead, which was looked at before.
    var code: String?

    func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        if let code { try SecondFactor.accept(code, account: account, in: writing) } else { writing.note("factor", "password") }
        let changed = try writing.transaction.execute(
            """
            UPDATE sessions SET digest = \(next), seen_ms = \(writing.now), stepped_up_ms = \(writing.now)
            WHERE digest = \(digest) AND account = \(account) AND stage = 'open'
            """)
        guard changed == 1 else { throw Refusal.signedOut }
        return true
    }
}

/// Ends one of one's own sessions: this one, or one on another device.
struct EndSession: Action {
    static let name = "session.end"
    static let permission = Permission.accountOwn
    var session: Int64
    var account: Int64

    func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        let ended = try writing.transaction.execute("DELETE FROM sessions WHERE id = \(session) AND account = \(account)")
        guard ended == 1 else { throw Refusal.notFound }
        return true
    }
}
