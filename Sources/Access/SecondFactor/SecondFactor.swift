import Actions
import Basics
import Storage

/// The second factor of an account: a seed shared with the phone's authenticator app, and ten recovery codes on paper.
package enum SecondFactor {
    /// 160 bits, as RFC 4226 wants.
    static let seedBytes = 20
    static let recoveryCodes = 10

    static let wrong = Problem(
        "second-factor-wrong", what: .init(zh: "没有通过", en: "not accepted"),
        why: .init(zh: "验证码不对、已经用过,或者过了时间", en: "the code is wrong, was used before, or is out of time"),
        remedy: .init(zh: "请等下一个验证码,或用一个恢复码", en: "wait for the next code, or use a recovery code"))

    static func seal(_ seed: [UInt8], account: Int64, _ vault: Vault) throws -> [UInt8] {
        try vault.seal(PlainBase64.encode(seed), table: "second_factors", column: "seed", row: account)
    }

    static func seed(of account: Int64, confirmed: Bool, in reading: Reading) throws -> [UInt8]? {
        guard let row = try reading.row("SELECT seed, confirmed_ms FROM second_factors WHERE id = \(account)"),
            try row.isNull("confirmed_ms") != confirmed
        else { return nil }
        return PlainBase64.decode(try reading.vault.open(row.bytes("seed"), table: "second_factors", column: "seed", row: account))
    }

    /// Accepts a code once, or throws; what it was is noted in the audit entry. Runs in the transaction of the act it is for, so that of two
    /// requests with one code only one gets through.
    static func accept(_ code: String, account: Int64, in writing: Writing) throws {
        guard let seed = try seed(of: account, confirmed: true, in: writing.reading) else { throw Refusal.invalid("code", wrong) }
        if try acceptTimeCode(code, seed: seed, account: account, in: writing) {
            writing.note("factor", "time-code")
        } else if try acceptRecoveryCode(code, account: account, in: writing) {
            writing.note("factor", "recovery-code")
        } else {
            throw Refusal.invalid("code", wrong)
        }
    }

    static func acceptTimeCode(_ code: String, seed: [UInt8], account: Int64, in writing: Writing) throws -> Bool {
        let seconds = writing.now.milliseconds / 1000
        guard let step = try TimeCode(seed: seed).step(of: code, atSeconds: seconds) else { return false }
        try writing.transaction.execute("DELETE FROM spent_codes WHERE account = \(account) AND step < \(TimeCode.step(atSeconds: seconds) - 2)")
        let first = try writing.transaction.execute(
            "INSERT INTO spent_codes (account, step) VALUES (\(account), \(step)) ON CONFLICT (account, step) DO NOTHING")
        return first == 1
    }

    private static func acceptRecoveryCode(_ code: String, account: Int64, in writing: Writing) throws -> Bool {
        let digest = try recoveryDigest(of: code, account: account, writing.vault)
        let row = try writing.transaction.row(
            """
            SELECT id FROM recovery_codes WHERE digest = \(digest) AND account = \(account) AND used_ms IS NULL \(sql: writing.transaction.dialect.forUpdate)
            """)
        guard let row else { return false }
        try writing.change(.recoveryCodes, id: row.integer("id"), ["used_ms": writing.now])
        return true
    }

    static func recoveryDigest(of code: String, account: Int64, _ vault: Vault) throws -> [UInt8] {
        try vault.blindIndex("\(account)\n\(Base32.readableForm(code))", column: "recovery_codes.digest")
    }

    /// Removes the seed and the codes; a lost phone is answered so.
    static func remove(of account: Int64, in writing: Writing) throws {
        for row in try writing.transaction.rows("SELECT id FROM recovery_codes WHERE account = \(account) ORDER BY id") {
            try writing.remove(.recoveryCodes, id: row.integer("id"))
        }
        if try writing.transaction.row("SELECT id FROM second_factors WHERE id = \(account)") != nil {
            try writing.remove(.secondFactors, id: account)
        }
    }
}
