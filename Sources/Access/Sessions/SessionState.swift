import Actions
import Basics
import Storage

/// A session as the database has it, with its account as of now: what decides a request.
struct SessionState: Sendable {
    enum Stage: String, Sendable { case password, open }

    let id: Int64
    let stage: Stage
    let byInvitation: Bool
    let opened: Moment
    let seen: Moment
    let until: Moment
    let steppedUp: Moment?
    let account: Account
    /// When the password was set; nil while there is none of one's own.
    let passwordSet: Moment?
    let hasSecondFactor: Bool

    /// One row by primary keys: cheap enough to ask for every request, so that nothing has to be remembered, and forgotten in time.
    static func find(digest: [UInt8], in reader: Reader) throws -> SessionState? {
        try reader.row(
            """
            SELECT \(sql: Account.columns), s.id AS session, s.stage, s.by_invitation, s.opened_ms, s.seen_ms, s.until_ms, s.stepped_up_ms,
                p.set_ms, f.confirmed_ms
            FROM sessions s JOIN accounts a ON a.id = s.account
                LEFT JOIN account_passwords p ON p.id = a.id LEFT JOIN second_factors f ON f.id = a.id
            WHERE s.digest = \(digest)
            """
        ).map(SessionState.init)
    }

    private init(_ row: Row) throws {
        id = try row.integer("session")
        stage = try row.one("stage")
        byInvitation = try row.bool("by_invitation")
        opened = try row.moment("opened_ms")
        seen = try row.moment("seen_ms")
        until = try row.moment("until_ms")
        steppedUp = try row.optionalMoment("stepped_up_ms")
        account = try Account(row)
        passwordSet = try row.optionalMoment("set_ms")
        hasSecondFactor = try !row.isNull("confirmed_ms")
    }

    /// Whether it still serves: neither too old, nor silent for too long, nor its account ended.
    func isAlive(at now: Moment, _ settings: AccessSettings) -> Bool {
        let silence = stage == .open ? settings.idle : settings.patience
        return now < until && now < seen.adding(seconds: silence) && account.isOpen(on: now.chinaDate) && account.kind == .person
    }

    /// What the account must do before anything else.
    func detour(at now: Moment, _ settings: AccessSettings) -> Detour? {
        guard let passwordSet, !byInvitation else { return .password }
        let age = Int((now.milliseconds - passwordSet.milliseconds) / 86_400_000)
        if settings.passwords.isDue(setDaysAgo: age) { return .password }
        return settings.secondFactor.demands(account.role) && !hasSecondFactor ? .secondFactor : nil
    }
}

/// Where somebody is led who must first do something about the account.
package enum Detour: String, Sendable {
    case password = "/account/password"
    case secondFactor = "/account/second-factor"
}
