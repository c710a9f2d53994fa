import Actions
import Basics
import Storage

/// Hands out a one-time secret: for a new account, or for a password that was forgotten. Nobody ever chooses another's password. What opened the
/// account before no longer does; a second factor stays, so that the administrator who hands out the secret cannot use it himself.
package struct IssueSecret: Action {
    package static let name = "account.issueSecret"
    package static let permission = Permission.accountReset
    package var account: Int64
    /// The keyed digest of the secret, which itself is shown once and kept nowhere.
    package var digest: [UInt8]
    package var days: Int64

    package init(account: Int64, secret: String, days: Int64, vault: Vault) throws {
        self.account = account
        self.days = days
        digest = try OneTimeSecret.digest(of: secret, account: account, vault)
    }

    package func place(in reading: Reading) throws -> RegionCode? { try Account.find(account, within: reading.scope, in: reading.reader)?.region }
    package func version(in reading: Reading) throws -> Int64? { try Account.find(account, in: reading.reader)?.leaf }

    package func perform(in writing: Writing) throws -> Bool {
        guard let found = try Account.find(account, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard found.id != writing.actor.account else { throw Refusal.conflict(DecideRequest.ownRequest) }
        guard found.state == .active, found.kind == .person else { throw Refusal.conflict(TransferAccount.notActive) }
        writing.subject = "account/\(account)"
        try OneTimeSecret.withdraw(from: account, in: writing)
        try writing.insert(
            into: .accountInvitations, id: account, ["digest": digest, "until_ms": writing.now.adding(seconds: max(1, min(days, 60)) * 86_400)])
        if try writing.transaction.row("SELECT id FROM account_passwords WHERE id = \(account)") != nil {
            try writing.remove(.accountPasswords, id: account)
        }
        try Sessions.end(of: account, in: writing)
        return true
    }
}

extension OneTimeSecret {
    /// A secret handed out before no longer opens anything.
    static func withdraw(from account: Int64, in writing: Writing) throws {
        if try writing.transaction.row("SELECT id FROM account_invitations WHERE id = \(account)") != nil {
            try writing.remove(.accountInvitations, id: account)
        }
    }
}
