import Actions
import Basics
import Regions
import Storage
import Web

/// One's own account: what it may see, where it is signed in, what protects it.
struct OwnAccountPage: PageModel {
    struct Session: Codable, Sendable {
        var id: Int64
        var isThis: Bool
        var opened: String
        var seen: String
        var address: String
        var agent: String
    }

    static let template = "own-account"
    var login: String
    var name: String
    var role: String
    var region: String
    var place: String?
    var department: String?
    var validUntil: String?
    var hasSecondFactor: Bool
    var recoveryCodesLeft: Int64
    var passwordSet: String?
    var languages: [FormOption]
    var sessions: [Session]
    var client: String

    static let specimen = OwnAccountPage(
        login: "zhou.min", name: "周敏", role: "县级部门", region: "990121", place: "石桥县", department: nil, validUntil: nil, hasSecondFactor: true,
        recoveryCodesLeft: 10,
        passwordSet: "2026-11-01", languages: [FormOption("zh", "中文"), FormOption("en", "English")],
        sessions: [.init(id: 1, isThis: true, opened: "2026-11-22 08:15", seen: "2026-11-22 08:20", address: "192.0.2.*", agent: "Chrome")],
        client: "00000000-0000-4000-8000-000000000000")
}

/// Everything the page needs, of the actor's own account and nobody else's.
struct OwnAccountQuery: Query {
    static let permission = Permission.accountOwn
    let token: String?
    let language: Language

    func answer(in reading: Reading) throws -> OwnAccountPage {
        guard let account = try Account.find(reading.actor.account, in: reading.reader) else { throw Refusal.notFound }
        let this = try token.map(SessionToken.digest)
        let sessions = try reading.rows(
            """
            SELECT id, digest, opened_ms, seen_ms, address, agent FROM sessions
            WHERE account = \(account.id) AND stage = 'open' AND until_ms > \(reading.now) ORDER BY seen_ms DESC, id LIMIT 50
            """
        ).map { row in
            OwnAccountPage.Session(
                id: try row.integer("id"), isThis: try row.bytes("digest") == this, opened: try row.moment("opened_ms").chinaText,
                seen: try row.moment("seen_ms").chinaText, address: Self.masked(try row.text("address")), agent: BrowserName.of(try row.text("agent"))
            )
        }
        let set = try reading.row("SELECT set_ms FROM account_passwords WHERE id = \(account.id)")?.moment("set_ms")
        let confirmed = try reading.row("SELECT confirmed_ms FROM second_factors WHERE id = \(account.id)")?.optionalMoment("confirmed_ms")
        let codes = try reading.count("SELECT COUNT(*) FROM recovery_codes WHERE account = \(account.id) AND used_ms IS NULL")
        var languages = [FormOption("zh", "中文"), FormOption("en", "English")]
        for index in languages.indices { languages[index].isChosen = languages[index].value == language.rawValue }
        return OwnAccountPage(
            login: account.login, name: account.name, role: language.text(of: account.role.name), region: account.region.prefix,
            place: try RegionNames.places(of: [account.region], in: reading)[account.region], department: account.department,
            validUntil: account.validUntil?.description, hasSecondFactor: confirmed != nil, recoveryCodesLeft: codes,
            passwordSet: set?.chinaDate.description, languages: languages, sessions: sessions, client: RandomText.uuid())
    }

    /// Enough to know one's office again.
    private static func masked(_ address: String) -> String {
        guard let end = address.lastIndex(where: { $0 == "." || $0 == ":" }) else { return address }
        return address[...end] + "*"
    }
}

/// What a browser calls itself, in a word.
enum BrowserName {
    static func of(_ agent: String) -> String {
        for (mark, name) in [
            ("MicroMessenger", "WeChat"), ("Edg/", "Edge"), ("QQBrowser", "QQ"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ]
        where agent.contains(mark) {
            let system = ["Android", "iPhone", "Windows", "Mac OS X", "Linux"].first { agent.contains($0) }
            return system.map { "\(name), \($0)" } ?? name
        }
        return agent.isEmpty ? "-" : String(agent.prefix(40))
    }
}

struct OwnAccountRoutes {
    let gate: Gate

    var routes: [Route] {
        [page, end, language] + PasswordRoutes(gate: gate).routes + SecondFactorRoutes(gate: gate).routes + [confirmPage, confirm]
    }

    private var page: Route {
        .page("/account", OwnAccountPage.self, needs: .accountOwn, summary: "route.account") { visit in
            try await visit.ask(OwnAccountQuery(token: visit.sessionToken, language: visit.language))
        }
    }

    private var end: Route {
        .act(
            "/account/sessions/{session}/end", form: SessionForm.self, summary: "route.account.end", needs: .accountOwn,
            make: { visit, form in EndSession(session: form.session, account: try visit.account) },
            redo: { visit, _ in try await visit.ask(OwnAccountQuery(token: visit.sessionToken, language: visit.language)) },
            then: { _, _ in .seeOther("/account").noting("access.session-ended") })
    }

    private var language: Route {
        .act(
            "/account/language", form: LanguageForm.self, summary: "route.account.language", needs: .accountOwn,
            make: { visit, form in ChooseLanguage(account: try visit.account, language: form.language) },
            redo: { visit, _ in try await visit.ask(OwnAccountQuery(token: visit.sessionToken, language: visit.language)) },
            then: { _, _ in .seeOther("/account") })
    }

    private var confirmPage: Route {
        .form("/account/confirm", ConfirmPage.self, needs: .accountOwn, summary: "route.account.confirm", inputs: [.back]) { visit in
            try await confirmForm(visit, FormState(for: ConfirmForm.self, values: ["back": LocalPath.safe(visit.query("back"))]))
        }
    }

    private var confirm: Route {
        .submit(
            "/account/confirm", ConfirmForm.self, needs: .accountOwn, summary: "route.account.confirm.submit", json: false, pace: .guarded,
            redo: { visit, state in try await confirmForm(visit, state) }
        ) { [gate] visit, form in
            let token = try await gate.stepUp(token: visit.token, proof: form.proof, from: visit.caller)
            return .seeOther(LocalPath.safe(form.back)).beginningSession(token, seconds: Int(gate.settings.longest))
        }
    }

    private func confirmForm(_ visit: Visit, _ state: FormState) async throws -> ConfirmPage {
        let own = try await visit.ask(OwnAccountQuery(token: nil, language: visit.language))
        return ConfirmPage(form: state, byCode: own.hasSecondFactor)
    }
}

struct SessionForm: Codable, Sendable { var session: Int64 }
struct LanguageForm: Codable, Sendable { var language: String }

/// Showing once more who one is, before something grave.
struct ConfirmPage: PageModel {
    static let template = "confirm"
    var form: FormState
    /// By the second factor; otherwise by the password.
    var byCode: Bool

    static let specimen = ConfirmPage(form: FormState(for: ConfirmForm.self), byCode: true)
}

struct ConfirmForm: Codable, Sendable {
    var proof: String
    var back: String
}

extension RouteInput {
    static let back = RouteInput("back", summary: "input.back")
}
