import Actions
import Basics
import Storage

/// Knows who comes, by asking the database at every request: one row by primary key. What an administrator changes or ends is therefore so from
/// the next request on, on every server, and there is no cache that could be late.
package struct SessionDoorkeeper: Sendable {
    private let database: Database
    private let settings: AccessSettings
    /// A session's last sign of life is written down no more often than this, in seconds.
    static let seenEvery: Int64 = 60

    package init(database: Database, settings: AccessSettings) {
        self.database = database
        self.settings = settings
    }

    /// Somebody with a session.
    package struct Visitor: Sendable {
        package let account: Account
        package let actor: Actor
        package let formSecret: String
        package let detour: Detour?
        package let steppedUpUntil: Moment?
        package let session: Int64
    }

    /// `isWatching`: a screen that shows itself asks, and nobody need sit before it. That keeps the session only of a leader, who reads figures and
    /// never a person; everybody else's ends by its silence, and every one by its age.
    package func visitor(session token: String, now: Moment, isWatching: Bool = false) async throws -> Visitor? {
        let digest = try SessionToken.digest(of: token)
        guard let state = try await database.read({ try SessionState.find(digest: digest, in: $0) }),
            state.stage == .open, state.isAlive(at: now, settings)
        else { return nil }
        if now >= state.seen.adding(seconds: Self.seenEvery), !isWatching || state.account.role == .leader {
            try await database.write { transaction in
                _ = try transaction.execute("UPDATE sessions SET seen_ms = \(now) WHERE digest = \(digest) AND seen_ms < \(now)")
            }
        }
        let detour = state.detour(at: now, settings)
        return Visitor(
            account: state.account, actor: detour == nil ? state.account.actor : state.account.detainedActor,
            formSecret: try SessionToken.formSecret(of: token), detour: detour,
            steppedUpUntil: state.steppedUp?.adding(seconds: settings.stepUp), session: state.id)
    }

    /// A department's machine with its token: an account of its own, never somebody's, and no more of it than the datasets the token names.
    package func visitor(bearer token: String, now: Moment) async throws -> Visitor? {
        let digest = try SessionToken.digest(of: token)
        let found = try await database.read { reader in
            try reader.row(
                """
                SELECT \(sql: Account.columns), t.datasets, t.id AS token FROM api_tokens t JOIN accounts a ON a.id = t.account
                WHERE t.digest = \(digest) AND t.ended_ms IS NULL AND t.until_ms > \(now)
                """
            ).map { (account: try Account($0), datasets: try $0.text("datasets"), token: try $0.integer("token")) }
        }
        guard let found, found.account.kind == .machine, found.account.isOpen(on: now.chinaDate) else { return nil }
        let account = found.account
        let actor = account.actor(for: Set(found.datasets.split(separator: " ").map(String.init)), token: found.token)
        return Visitor(account: account, actor: actor, formSecret: "", detour: nil, steppedUpUntil: nil, session: 0)
    }
}
