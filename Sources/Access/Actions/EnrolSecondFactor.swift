import Actions
import Basics
import Storage

/// Begins the enrolment of a second factor: a seed, which counts only when a code made from it has come back.
package struct BeginSecondFactor: Action {
    package static let name = "secondFactor.begin"
    package static let permission = Permission.accountOwn
    package var account: Int64

    package init(account: Int64) { self.account = account }

    package func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    package func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        let found = try writing.transaction.row("SELECT confirmed_ms FROM second_factors WHERE id = \(account)")
        if let found {
            // A confirmed factor is replaced only after it was taken away by one who may.
            guard try found.isNull("confirmed_ms") else { throw Refusal.conflict(SecondFactor.enrolled) }
            try writing.remove(.secondFactors, id: account)
        }
        let sealed = try SecondFactor.seal(.random(count: SecondFactor.seedBytes), account: account, writing.vault)
        try writing.insert(into: .secondFactors, id: account, ["seed": sealed, "made_ms": writing.now])
        return true
    }
}

/// The first code from the app came back: from now on it is asked for. Recovery codes are made, to be shown once.
package struct ConfirmSecondFactor: Action {
    package static let name = "secondFactor.confirm"
    package static let permission = Permission.accountOwn
    package var account: Int64
    package var code: String
    /// Keyed digests of the recovery codes.
    package var recovery: [[UInt8]]

    package init(account: Int64, code: String, recovery: [String], vault: Vault) throws {
        self.account = account
        self.code = code
        self.recovery = try recovery.map { try SecondFactor.recoveryDigest(of: $0, account: account, vault) }
    }

    package func place(in reading: Reading) throws -> RegionCode? { try OwnAccount.place(account, reading) }

    package func perform(in writing: Writing) throws -> Bool {
        writing.subject = "account/\(account)"
        guard let seed = try SecondFactor.seed(of: account, confirmed: false, in: writing.reading),
            try SecondFactor.acceptTimeCode(code, seed: seed, account: account, in: writing)
        else { throw Refusal.invalid("code", SecondFactor.wrong) }
        try writing.change(.secondFactors, id: account, ["confirmed_ms": writing.now])
        for digest in recovery { try writing.insert(into: .recoveryCodes, ["account": account, "digest": digest]) }
        return true
    }
}

/// A phone was lost: the security administrator takes the second factor away; at the next sign-in a new one is enrolled. Kept apart from handing
/// out secrets, so that no single administrator can come in as somebody else.
package struct RemoveSecondFactor: Action {
    package static let name = "secondFactor.remove"
    package static let permission = Permission.accountGrant
    package static let needsPurpose = true
    package var account: Int64

    package init(account: Int64) { self.account = account }

    package func place(in reading: Reading) throws -> RegionCode? { try Account.find(account, within: reading.scope, in: reading.reader)?.region }

    package func perform(in writing: Writing) throws -> Bool {
        guard account != writing.actor.account else { throw Refusal.conflict(DecideRequest.ownRequest) }
        writing.subject = "account/\(account)"
        try SecondFactor.remove(of: account, in: writing)
        try Sessions.end(of: account, in: writing)
        return true
    }
}

extension SecondFactor {
    static let enrolled = Problem(
        "second-factor-enrolled", what: .init(zh: "没有办理", en: "nothing was done"),
        why: .init(zh: "已经有一个动态口令", en: "there is a second factor already"),
        remedy: .init(zh: "手机丢了,请安全管理员取消后重新登记", en: "if the phone is lost, have the security administrator take it away first"))

    /// Ten codes of 80 bits to be shown once.
    package static func freshRecoveryCodes() -> [String] { (0..<recoveryCodes).map { _ in Base32.grouped(.random(count: 10)) } }
}
