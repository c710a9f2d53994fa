import Actions
import Storage
import Web

extension SessionDoorkeeper: Doorkeeper {
    package func signedIn(session token: String, now: Moment) async throws -> SignedIn? {
        try await visitor(session: token, now: now).map(SignedIn.init)
    }

    package func stillSignedIn(session token: String, now: Moment) async throws -> SignedIn? {
        try await visitor(session: token, now: now, isWatching: true).map(SignedIn.init)
    }

    package func signedIn(bearer token: String, now: Moment) async throws -> SignedIn? {
        try await visitor(bearer: token, now: now).map(SignedIn.init)
    }
}

extension SignedIn {
    fileprivate init(_ visitor: SessionDoorkeeper.Visitor) {
        self.init(
            actor: visitor.actor, csrf: visitor.formSecret, language: visitor.account.language.flatMap(Language.init),
            detour: visitor.detour?.rawValue,
            steppedUpUntil: visitor.steppedUpUntil)
    }
}
