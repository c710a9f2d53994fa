import Actions
import Basics
import Storage

/// Sets one's own password: the first one after a one-time secret, or a new one. All other sessions end.
struct ChangePassword: Action {
    static let name = "account.changePassword"
    static let permission = Permission.accountOwn
    var account: Int64
    var hash: String
    /// The session that goes on, and its new token's digest.
    var session: [UInt8]
    var next: [UInt8]

    func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        try StoredPassword.set(hash, of: account, in: writing)
        if try writing.transaction.row("SELECT id FROM account_invitations WHERE id = \(account)") != nil {
            try writing.remove(.accountInvitations, id: account)
        }
        try Sessions.end(of: account, except: session, in: writing)
        let kept = try writing.transaction.execute(
            "UPDATE sessions SET digest = \(next), by_invitation = \(false), stepped_up_ms = \(writing.now) WHERE digest = \(session) AND account = \(account)"
        )
        guard kept == 1 else { throw Refusal.signedOut }
        return true
    }
}

/// The same password under the cost of today.
struct StrengthenPassword: Action {
    static let name = "account.strengthenPassword"
    static let permission = Permission.accountOwn
    var account: Int64
    var hash: String

    func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        try writing.change(.accountPasswords, id: account, ["hash": hash])
        return true
    }
}

enum StoredPassword {
    static func set(_ hash: String, of account: Int64, in writing: Writing) throws {
        if try writing.transaction.row("SELECT id FROM account_passwords WHERE id = \(account)") == nil {
            try writing.insert(into: .accountPasswords, id: account, ["hash": hash, "set_ms": writing.now])
        } else {
            try writing.change(.accountPasswords, id: account, ["hash": hash, "set_ms": writing.now])
        }
    }
}
