import Actions
import Basics
import Storage

/// Closes an account at once. The row stays, for the log names it.
package struct DisableAccount: Action {
    package static let name = "account.disable"
    package static let permission = Permission.accountDisable
    package static let needsPurpose = true
    package var account: Int64

    package init(account: Int64) { self.account = account }

    package func place(in reading: Reading) throws -> RegionCode? { try Account.find(account, within: reading.scope, in: reading.reader)?.region }
    package func version(in reading: Reading) throws -> Int64? { try Account.find(account, in: reading.reader)?.leaf }

    package func perform(in writing: Writing) throws -> Bool {
        guard let found = try Account.find(account, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard found.id != writing.actor.account else { throw Refusal.conflict(DecideRequest.ownRequest) }
        guard found.state == .active || found.state == .proposed else { throw Refusal.conflict(TransferAccount.notActive) }
        writing.subject = "account/\(account)"
        try writing.change(.accounts, id: account, ["state": Account.State.disabled.rawValue])
        try Sessions.end(of: account, in: writing)
        try Tokens.end(of: account, in: writing)
        try OneTimeSecret.withdraw(from: account, in: writing)
        for row in try writing.transaction.rows("SELECT id FROM account_requests WHERE account = \(account) AND decision = 'open'") {
            try writing.change(.accountRequests, id: row.integer("id"), ["decision": "withdrawn"])
        }
        return true
    }
}

/// Opens an account again that was closed; its password is gone, a new one-time secret must be handed out.
package struct EnableAccount: Action {
    package static let name = "account.enable"
    package static let permission = Permission.accountGrant
    package static let needsPurpose = true
    package var account: Int64

    package init(account: Int64) { self.account = account }

    package func place(in reading: Reading) throws -> RegionCode? { try Account.find(account, within: reading.scope, in: reading.reader)?.region }
    package func version(in reading: Reading) throws -> Int64? { try Account.find(account, in: reading.reader)?.leaf }

    package func perform(in writing: Writing) throws -> Bool {
        guard let found = try Account.find(account, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard found.id != writing.actor.account else { throw Refusal.conflict(DecideRequest.ownRequest) }
        guard found.state == .disabled else { throw Refusal.conflict(TransferAccount.notActive) }
        writing.subject = "account/\(account)"
        try writing.change(.accounts, id: account, ["state": Account.State.active.rawValue])
        if try writing.transaction.row("SELECT id FROM account_passwords WHERE id = \(account)") != nil {
            try writing.remove(.accountPasswords, id: account)
        }
        return true
    }
}

/// Ends whatever sessions an account has, on all devices.
package struct EndSessions: Action {
    package static let name = "account.endSessions"
    package static let permission = Permission.accountReset
    package var account: Int64

    package init(account: Int64) { self.account = account }

    package func place(in reading: Reading) throws -> RegionCode? { try Account.find(account, within: reading.scope, in: reading.reader)?.region }

    package func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        try Sessions.end(of: account, in: writing)
        return true
    }
}
