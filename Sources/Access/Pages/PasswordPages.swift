import Actions
import Storage
import Web

/// Choosing a password of one's own.
struct PasswordPage: PageModel {
    static let template = "password"
    var form: FormState
    /// After a one-time secret there is no present password to ask for.
    var isFirst: Bool
    var shortest: Int

    static let specimen = PasswordPage(form: FormState(for: PasswordForm.self), isFirst: true, shortest: 8)
}

struct PasswordForm: Codable, Sendable {
    var present: String?
    var password: String
    var again: String
}

struct PasswordRoutes {
    let gate: Gate

    var routes: [Route] { [page, submit] }

    private var page: Route {
        .form("/account/password", PasswordPage.self, needs: .accountOwn, summary: "route.account.password") { visit in
            try await form(visit, FormState(for: PasswordForm.self))
        }
    }

    private var submit: Route {
        .submit(
            "/account/password", PasswordForm.self, needs: .accountOwn, summary: "route.account.password.submit", json: false, pace: .guarded,
            redo: { visit, state in try await form(visit, state) }
        ) { [gate] visit, form in
            let token = try await OwnPassword(gate: gate).change(
                present: form.present, to: form.password, again: form.again, token: visit.token, from: visit.caller)
            return .seeOther("/").beginningSession(token, seconds: Int(gate.settings.longest)).noting("access.password-set")
        }
    }

    private func form(_ visit: Visit, _ state: FormState) async throws -> PasswordPage {
        let digest = try SessionToken.digest(of: visit.token)
        let session = try await visit.desk.database.read { try SessionState.find(digest: digest, in: $0) }
        return PasswordPage(form: state, isFirst: session?.byInvitation ?? false, shortest: gate.settings.passwords.shortest)
    }
}
