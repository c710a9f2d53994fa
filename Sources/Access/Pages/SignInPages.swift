import Actions
import Web

/// The way in: login and password, or the one-time secret in the password's place.
struct SignInPage: PageModel {
    static let template = "sign-in"
    var form: FormState

    static let specimen = SignInPage(form: FormState(for: SignInForm.self))
}

struct SignInForm: Codable, Sendable {
    var login: String
    var password: String
    /// What was asked for before signing in.
    var back: String?
}

/// The second step: the code of the authenticator app. The token of the begun session stands in the form and not yet in a cookie.
struct SecondStepPage: PageModel {
    static let template = "second-step"
    var form: FormState

    static let specimen = SecondStepPage(form: FormState(for: SecondStepForm.self))
}

struct SecondStepForm: Codable, Sendable {
    var pending: String
    var code: String
    var back: String?
}

struct SignInRoutes {
    let gate: Gate

    var routes: [Route] { [page, submit, secondStep, signOut] }

    private var page: Route {
        .form(
            "/sign-in", SignInPage.self, open: .everyone, summary: "route.sign-in", inputs: [RouteInput("back", summary: "input.back")]
        ) { visit in SignInPage(form: FormState(for: SignInForm.self, values: ["back": LocalPath.safe(visit.query("back"))])) }
    }

    private var submit: Route {
        .submit(
            "/sign-in", SignInForm.self, open: .everyone, summary: "route.sign-in.submit", json: false, pace: .guarded,
            redo: { _, state in SignInPage(form: state) }
        ) { [gate] visit, form in
            let step = try await gate.signIn(login: form.login, password: form.password, previous: visit.sessionToken, from: visit.caller)
            switch step {
            case .open(let token): return Self.opened(token, gate, form.back)
            case .secondFactor(let token):
                let values = ["pending": token, "back": LocalPath.safe(form.back)]
                return .page(SecondStepPage(form: FormState(for: SecondStepForm.self, values: values)))
            }
        }
    }

    private var secondStep: Route {
        .submit(
            "/sign-in/second-factor", SecondStepForm.self, open: .everyone, summary: "route.sign-in.second", json: false, pace: .guarded,
            redo: { _, state in SecondStepPage(form: state) }
        ) { [gate] visit, form in
            Self.opened(try await gate.confirm(token: form.pending, code: form.code, from: visit.caller), gate, form.back)
        }
    }

    private var signOut: Route {
        .submit("/sign-out", Nothing.self, open: .signedIn, summary: "route.sign-out", json: false, redo: { _, _ in SignInPage.specimen }) {
            [gate] visit, _ in
            if let token = visit.sessionToken { try await gate.signOut(token: token, request: visit.id) }
            return .seeOther("/sign-in").endingSession()
        }
    }

    private static func opened(_ token: String, _ gate: Gate, _ back: String?) -> Answer {
        .seeOther(LocalPath.safe(back)).beginningSession(token, seconds: Int(gate.settings.longest))
    }
}

/// A form that is only a button.
struct Nothing: Codable, Sendable {}
