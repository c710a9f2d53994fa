import Actions
import Storage

/// Knows who comes. Implemented by Access over its sessions and tokens; the web room never sees how.
package protocol Doorkeeper: Sendable {
    /// The account behind a session cookie; nil when there is none or it has ended.
    func signedIn(session token: String, now: Moment) async throws -> SignedIn?
    /// The same for a stream that runs: nobody need sit before a screen that shows itself, so being asked is no sign of life unless the doorkeeper
    /// says so.
    func stillSignedIn(session token: String, now: Moment) async throws -> SignedIn?
    /// The account behind `Authorization: Bearer`, for machines.
    func signedIn(bearer token: String, now: Moment) async throws -> SignedIn?
}

/// Somebody who has signed in.
package struct SignedIn: Sendable {
    package let actor: Actor
    /// The session's own secret, which every form carries.
    package let csrf: String
    /// Chosen by the account; nil leaves it to the browser.
    package var language: Language?
    /// Where the account must go before anything else: to change a first password, to enrol a second factor. Everything else leads there.
    package var detour: String?
    /// Until when the account counts as having just shown who it is.
    package var steppedUpUntil: Moment?
    /// Wider rows, chosen by the account.
    package var isRoomy: Bool

    package init(
        actor: Actor, csrf: String, language: Language? = nil, detour: String? = nil, steppedUpUntil: Moment? = nil, isRoomy: Bool = false
    ) {
        self.actor = actor
        self.csrf = csrf
        self.language = language
        self.detour = detour
        self.steppedUpUntil = steppedUpUntil
        self.isRoomy = isRoomy
    }
}
