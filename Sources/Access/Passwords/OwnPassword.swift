import Actions
import Basics
import Storage

/// How somebody sets a password of one's own: the present one is asked for (unless a one-time secret led here), the new one is held against the
/// rules, hashed on its threads, and kept.
package struct OwnPassword: Sendable {
    let gate: Gate

    package init(gate: Gate) { self.gate = gate }

    package func change(present: String?, to password: String, again: String, token: String, from caller: Caller) async throws -> String {
        let digest = try SessionToken.digest(of: token)
        let desk = gate.desk
        guard let session = try await desk.database.read({ try SessionState.find(digest: digest, in: $0) }), session.stage == .open,
            session.isAlive(at: desk.now, gate.settings)
        else { throw Refusal.signedOut }
        let account = session.account
        if !session.byInvitation { try await gate.requirePassword(present ?? "", of: account, from: caller) }
        if let problem = gate.settings.passwords.problem(with: password, context: [account.login, account.name]) {
            throw Refusal.invalid("password", problem)
        }
        guard password == again else { throw Refusal.invalid("again", Self.differs) }
        if !session.byInvitation, present == password { throw Refusal.invalid("password", Self.same) }
        let hash = try await gate.hasher.hash(password, cost: gate.settings.passwordCost)
        let next = SessionToken()
        let action = ChangePassword(account: account.id, hash: hash.text, session: digest, next: try next.digest)
        _ = try await desk.perform(action, as: account.detainedActor, request: .init(id: caller.request))
        return next.text
    }

    private static let differs = Problem(
        "password-differs", what: .init(zh: "两次输入不一样", en: "the two entries differ"),
        why: .init(zh: "再输一遍是为了防止打错", en: "the second entry guards against a slip"),
        remedy: .init(zh: "请重新输入", en: "type both again"))
    private static let same = Problem(
        "password-same", what: .init(zh: "密码没有变", en: "the password is unchanged"),
        why: .init(zh: "新密码与现在的相同", en: "the new one is the present one"),
        remedy: .init(zh: "请另选一个", en: "choose another"))
}
