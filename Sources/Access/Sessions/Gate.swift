import Actions
import Basics
import Storage

/// The way in: password or one-time secret, then the second factor; showing once more who one is; out again.
package struct Gate: Sendable {
    package let desk: Desk
    package let settings: AccessSettings
    package let hasher: PasswordHasher
    private let throttle: SignInThrottle
    private let decoy: PasswordHash

    package init(desk: Desk, settings: AccessSettings, hasher: PasswordHasher = PasswordHasher()) {
        self.desk = desk
        self.settings = settings
        self.hasher = hasher
        throttle = SignInThrottle(database: desk.database, vault: desk.vault)
        decoy = .decoy(cost: settings.passwordCost)
    }

    /// What a right password leads to. The token goes into the cookie.
    package enum Step: Sendable {
        case open(token: String)
        /// The second factor must follow, with this token.
        case secondFactor(token: String)
    }

    /// One answer for whatever was wrong: nobody learns whether a login exists, is disabled or has another password.
    package static let refused = Problem(
        "sign-in-refused", what: .init(zh: "没有登录", en: "not signed in"),
        why: .init(zh: "登录名或密码不对,或者账号不能用", en: "the login or the password is wrong, or the account cannot be used"),
        remedy: .init(zh: "请再试,或找系统管理员", en: "try again, or ask your system administrator"))

    /// Looks at a login and its password, or the one-time secret that was handed out for it. A new session begins either way it is right; an old
    /// one that the browser brings along is ended, so that nobody can plant one.
    package func signIn(login: String, password: String, previous: String? = nil, from caller: Caller) async throws -> Step {
        let login = String(NumberText.cleaned(login).lowercased().prefix(64))
        let now = desk.now
        try await throttle.charge(login: login, caller, now: now)
        let found = try await desk.database.read { try Credentials.find(login: login, in: $0) }
        let isPassword = try await matches(password, found?.hash)
        let isInvitation = try found?.isInvitation(password, desk.vault, at: now) ?? false
        guard let found, isPassword || isInvitation, found.account.isOpen(on: now.chinaDate), found.account.kind == .person else {
            try await recordFailure(of: OpenSession.name, found?.account, caller)
            throw Refusal.invalid("password", Self.refused)
        }
        try await throttle.refund(login: login, caller, now: now)
        if isPassword { try await strengthen(found, password, caller) }
        let token = SessionToken()
        // A one-time secret stands for the password only: whoever has the paper still lacks the phone.
        let needsFactor = found.hasSecondFactor
        let action = OpenSession(
            digest: try token.digest, previous: try previous.map(SessionToken.digest), account: found.account.id,
            stage: needsFactor ? "password" : "open", byInvitation: isInvitation && !isPassword,
            until: now.adding(seconds: needsFactor ? settings.patience : settings.longest), address: caller.address, agent: caller.agent)
        _ = try await desk.perform(action, as: found.account.actor, request: .init(id: caller.request))
        return needsFactor ? .secondFactor(token: token.text) : .open(token: token.text)
    }

    /// The second factor after the password: a code of the authenticator app, or a recovery code. The session gets a new token.
    package func confirm(token: String, code: String, from caller: Caller) async throws -> String {
        let session = try await alive(token, .password)
        return try await charged(session.account, caller, action: ConfirmSession.name) {
            let next = SessionToken()
            let action = ConfirmSession(
                digest: try SessionToken.digest(of: token), next: try next.digest, account: session.account.id, code: code,
                until: desk.now.adding(seconds: settings.longest))
            _ = try await desk.perform(action, as: session.account.actor, request: .init(id: caller.request))
            return next.text
        }
    }

    /// Shows once more who one is, before something grave: by the second factor where there is one, by the password otherwise.
    package func stepUp(token: String, proof: String, from caller: Caller) async throws -> String {
        let session = try await alive(token, .open)
        return try await charged(session.account, caller, action: StepUp.name) {
            if !session.hasSecondFactor {
                let found = try await desk.database.read { try Credentials.find(login: session.account.login, in: $0) }
                guard try await matches(proof, found?.hash) else { throw Refusal.invalid("proof", SecondFactor.wrong) }
            }
            let next = SessionToken()
            let action = StepUp(
                digest: try SessionToken.digest(of: token), next: try next.digest, account: session.account.id,
                code: session.hasSecondFactor ? proof : nil)
            _ = try await desk.perform(action, as: session.account.actor, request: .init(id: caller.request))
            return next.text
        }
    }

    /// Asks for the present password, under the throttle.
    func requirePassword(_ password: String, of account: Account, from caller: Caller) async throws {
        try await charged(account, caller, action: ChangePassword.name) {
            let found = try await desk.database.read { try Credentials.find(login: account.login, in: $0) }
            guard try await matches(password, found?.hash) else { throw Refusal.invalid("present", Self.refused) }
        }
    }

    /// Ends the session behind a token; nothing happens when there is none.
    package func signOut(token: String, request: String) async throws {
        let digest = try SessionToken.digest(of: token)
        guard let session = try await desk.database.read({ try SessionState.find(digest: digest, in: $0) }) else { return }
        _ = try await desk.perform(
            EndSession(session: session.id, account: session.account.id), as: session.account.detainedActor, request: .init(id: request))
    }

    /// The session behind a token if it is at this stage and alive.
    private func alive(_ token: String, _ stage: SessionState.Stage) async throws -> SessionState {
        let digest = try SessionToken.digest(of: token)
        let found = try await desk.database.read { try SessionState.find(digest: digest, in: $0) }
        guard let found, found.stage == stage, found.isAlive(at: desk.now, settings) else { throw Refusal.signedOut }
        return found
    }

    /// Tries a secret under the throttle; a wrong one is logged.
    private func charged<Result: Sendable>(
        _ account: Account, _ caller: Caller, action: String, _ body: () async throws -> Result
    ) async throws -> Result {
        try await throttle.charge(login: "\(account.login)\nsecond", caller, now: desk.now)
        do {
            let result = try await body()
            try await throttle.refund(login: "\(account.login)\nsecond", caller, now: desk.now)
            return result
        } catch let refusal as Refusal {
            if case .invalid = refusal { try await recordFailure(of: action, account, caller) }
            throw refusal
        }
    }

    /// Takes the same time whether there is a hash or not.
    private func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
        do {
            let matches = try await hasher.matches(String(password.prefix(1024)), hash ?? decoy)
            return matches && hash != nil
        } catch is PasswordHasher.Busy {
            throw Refusal.tooOften(seconds: 2)
        }
    }

    private func recordFailure(of action: String, _ account: Account?, _ caller: Caller) async throws {
        try await desk.recordDenial(
            of: action, .conflict(Self.refused), actor: account?.actor ?? .nobody(), request: .init(id: caller.request))
    }

    /// Hashes again what was hashed at another cost, now that the password is at hand.
    private func strengthen(_ found: Credentials, _ password: String, _ caller: Caller) async throws {
        guard let hash = found.hash, hash.cost != settings.passwordCost else { return }
        let stronger = try await hasher.hash(password, cost: settings.passwordCost)
        _ = try await desk.perform(
            StrengthenPassword(account: found.account.id, hash: stronger.text), as: found.account.actor, request: .init(id: caller.request))
    }
}
