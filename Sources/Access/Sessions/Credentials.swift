import Actions
import Basics
import Storage

/// What a login's owner could prove it with.
struct Credentials: Sendable {
    let account: Account
    let hash: PasswordHash?
    let invitation: (digest: [UInt8], until: Moment)?
    let hasSecondFactor: Bool

    static func find(login: String, in reader: Reader) throws -> Credentials? {
        try reader.row(
            """
            SELECT \(sql: Account.columns), p.hash, i.digest, i.until_ms, f.confirmed_ms
            FROM accounts a LEFT JOIN account_passwords p ON p.id = a.id LEFT JOIN account_invitations i ON i.id = a.id
                LEFT JOIN second_factors f ON f.id = a.id
            WHERE a.login = \(login)
            """
        ).map(Credentials.init)
    }

    private init(_ row: Row) throws {
        account = try Account(row)
        hash = try row.optionalText("hash").flatMap(PasswordHash.init)
        if let digest = try row.optionalBytes("digest") { invitation = (digest, try row.moment("until_ms")) } else { invitation = nil }
        hasSecondFactor = try !row.isNull("confirmed_ms")
    }

    /// Whether this is the one-time secret that was handed out, and still in time.
    func isInvitation(_ typed: String, _ vault: Vault, at now: Moment) throws -> Bool {
        let digest = try OneTimeSecret.digest(of: typed, account: account.id, vault)
        guard let invitation, now < invitation.until else { return false }
        return digest.equalsInConstantTime(invitation.digest)
    }
}

/// A secret that is handed out once on paper or by phone. It has 130 bits, so a keyed digest is enough for it: nobody can try them all, whereas
/// Argon2id over the 874,300 accounts of a province would take most of a day (`docs/decisions`).
package enum OneTimeSecret {
    static let bytes = 17

    /// `7KQ4-M2XP-…`: 28 characters of Crockford's alphabet.
    package static func fresh() -> String { Base32.grouped(.random(count: bytes)) }

    static func digest(of typed: String, account: Int64, _ vault: Vault) throws -> [UInt8] {
        try vault.blindIndex("\(account)\n\(Base32.readableForm(typed))", column: "account_invitations.digest")
    }
}
