import Actions
import Basics
import Storage
import Web

/// The administration of accounts: the list, one account, what is proposed and decided about it.
struct AccountRoutes {
    let gate: Gate

    var routes: [Route] {
        [list, newPage, propose, page, disable, enable, endSessions, removeFactor, transferPage, transfer, secret, requests, decide, token, endToken]
    }

    private var list: Route {
        .list(
            "/accounts", AccountListPage.self, needs: .accountRead, summary: "route.accounts",
            inputs: [
                RouteInput("role", summary: "input.role"), RouteInput("state", summary: "input.state"), RouteInput("login", summary: "input.login"),
            ]
        ) { visit in
            try await visit.ask(
                AccountList(
                    role: visit.query("role").flatMap(Role.init), state: visit.query("state").flatMap(Account.State.init),
                    login: visit.query("login").map { NumberText.cleaned($0).lowercased() } ?? "", after: visit.after.flatMap { Int64($0) } ?? 0,
                    limit: visit.limit, language: visit.language, states: visit.accountStates))
        }
    }

    private var newPage: Route {
        .form("/accounts/new", NewAccountPage.self, needs: .accountCreate, summary: "route.accounts.new") { [gate] visit in
            try visit.requireStepUp()
            return NewAccountPage(visit, form: FormState(for: ProposeAccount.self), settings: gate.settings)
        }
    }

    private var propose: Route {
        .act(
            "/accounts", form: ProposeAccount.self, summary: "route.accounts.propose", needs: .accountCreate,
            make: { [gate] visit, action -> ProposeAccount in
                try visit.requireStepUp(back: "/accounts/new")
                _ = try action.check(within: try visit.actor.scope.region, departments: gate.settings.departments)
                return action
            },
            redo: { [gate] visit, form in NewAccountPage(visit, form: form, settings: gate.settings) },
            then: { done, _ in .seeOther("/accounts/\(done.outcome)").noting("account.proposed") })
    }

    private var page: Route {
        .page("/accounts/{account}", AccountPage.self, needs: .accountRead, summary: "route.accounts.one") { visit in
            try await facts(visit, FormState(for: PurposeForm.self))
        }
    }

    private func facts(_ visit: Visit, _ form: FormState) async throws -> AccountPage {
        var page = try await visit.ask(AccountFacts(id: visit.id("account"), language: visit.language, states: visit.accountStates, form: form))
        func title(_ folder: String) -> String { gate.settings.title(folder, visit.language) }
        page.departmentName = page.department.map(title)
        for index in page.tokens.indices {
            let datasets = page.tokens[index].datasets.split(separator: " ").map { title(String($0)) }
            page.tokens[index].datasetsText = datasets.joined(separator: visit.language == .zh ? "、" : ", ")
        }
        let own = gate.settings.datasets.filter { dataset in page.department.map { dataset.hasPrefix($0 + "/") } ?? false }
        page.datasets = own.sorted().map { dataset in
            AccountPage.Dataset(
                value: dataset, title: title(dataset), isChosen: form.fields["datasets"]?.values.contains(dataset) ?? false)
        }
        return page
    }

    /// A button with a purpose on the account's page.
    private func button<A: Action>(
        _ verb: String, summary: String, needs: Permission, note: String, _ make: @escaping @Sendable (Int64) -> A
    ) -> Route {
        .act(
            "/accounts/{account}/\(verb)", form: AccountForm.self, summary: summary, needs: needs,
            make: { visit, form in
                try visit.requireStepUp(back: "/accounts/\(form.account)")
                return make(form.account)
            },
            redo: { visit, form in try await facts(visit, form) },
            then: { _, visit in .seeOther("/accounts/\(try visit.id("account"))").noting(note) })
    }

    private var disable: Route {
        button("disable", summary: "route.accounts.disable", needs: .accountDisable, note: "account.disabled") { DisableAccount(account: $0) }
    }

    private var enable: Route {
        button("enable", summary: "route.accounts.enable", needs: .accountGrant, note: "account.enabled") { EnableAccount(account: $0) }
    }

    private var endSessions: Route {
        button("sessions/end", summary: "route.accounts.end", needs: .accountReset, note: "account.sessions-ended") { EndSessions(account: $0) }
    }

    private var removeFactor: Route {
        button("second-factor/remove", summary: "route.accounts.factor", needs: .accountGrant, note: "account.factor-removed") {
            RemoveSecondFactor(account: $0)
        }
    }

    private var transferPage: Route {
        .form("/accounts/{account}/transfer", TransferPage.self, needs: .accountGrant, summary: "route.accounts.transfer") { visit in
            try visit.requireStepUp()
            let account = try await visit.ask(AccountByID(id: visit.id("account")))
            let values = ["role": account.role.rawValue, "region": account.region.prefix, "department": account.department ?? ""]
            return try await transferForm(visit, FormState(for: TransferAccount.self, values: values, baseVersion: account.leaf))
        }
    }

    private var transfer: Route {
        .act(
            "/accounts/{account}/transfer", form: TransferAccount.self, summary: "route.accounts.transfer.submit", needs: .accountGrant,
            make: { visit, action -> TransferAccount in
                try visit.requireStepUp(back: "/accounts/\(action.account)/transfer")
                return action
            },
            redo: { visit, form in try await transferForm(visit, form) },
            then: { done, visit in
                .seeOther("/accounts/\(try visit.id("account"))").noting(done.outcome == .moved ? "account.moved" : "account.asked")
            })
    }

    private func transferForm(_ visit: Visit, _ form: FormState) async throws -> TransferPage {
        let account = try await visit.ask(AccountByID(id: visit.id("account")))
        var form = form
        form.choose("role", from: RoleOptions.all(visit.language))
        form.choose("department", from: gate.settings.departmentOptions(visit.language))
        return TransferPage(
            id: account.id, login: account.login, name: account.name, roleName: visit.language.text(of: account.role.name),
            region: account.region.prefix,
            form: form)
    }

    /// Shows the secret in the answer itself; nothing keeps it.
    private var secret: Route {
        .submit(
            "/accounts/{account}/secret", AccountForm.self, needs: .accountReset, summary: "route.accounts.secret", json: false,
            redo: { visit, form in try await facts(visit, form) }
        ) { [gate] visit, form in
            try visit.requireStepUp(back: "/accounts/\(form.account)")
            let account = try await visit.ask(AccountByID(id: form.account))
            let secret = OneTimeSecret.fresh()
            let days = gate.settings.invitationDays
            let done = try await visit.perform(try IssueSecret(account: account.id, secret: secret, days: days, vault: gate.desk.vault))
            return .page(
                OneTimePage(
                    account: account.id, login: account.login, name: account.name, secret: done.repeated ? nil : secret, isToken: false, days: days))
        }
    }

    private var requests: Route {
        .list("/accounts/requests", RequestListPage.self, needs: .accountRead, summary: "route.accounts.requests") { visit in
            try await visit.ask(OpenRequests(after: visit.after.flatMap { Int64($0) } ?? 0, limit: visit.limit, language: visit.language))
        }
    }

    private var decide: Route {
        .act(
            "/accounts/requests/{request}", form: DecideRequest.self, summary: "route.accounts.decide", needs: .accountGrant,
            make: { visit, action -> DecideRequest in
                try visit.requireStepUp(back: "/accounts/requests")
                return action
            },
            redo: { visit, _ in try await visit.ask(OpenRequests(after: 0, limit: 50, language: visit.language)) },
            then: { _, _ in .seeOther("/accounts/requests").noting("account.decided") })
    }

    private var token: Route {
        .submit(
            "/accounts/{account}/tokens", TokenForm.self, needs: .tokenIssue, summary: "route.accounts.token", json: false,
            redo: { visit, form in try await facts(visit, form) }
        ) { [gate] visit, form in
            try visit.requireStepUp(back: "/accounts/\(form.account)")
            let account = try await visit.ask(AccountByID(id: form.account))
            let token = SessionToken()
            let action = try IssueToken(
                account: account.id, title: form.title, datasets: form.datasets, of: gate.settings.datasets, days: form.days, token: token)
            let done = try await visit.perform(action)
            return .page(
                OneTimePage(
                    account: account.id, login: account.login, name: account.name, secret: done.repeated ? nil : token.text, isToken: true,
                    days: form.days))
        }
    }

    private var endToken: Route {
        .act(
            "/accounts/{account}/tokens/{token}/end", form: EndTokenForm.self, summary: "route.accounts.token.end", needs: .tokenIssue,
            make: { _, form in EndToken(token: form.token) }, redo: { visit, form in try await facts(visit, form) },
            then: { _, visit in .seeOther("/accounts/\(try visit.id("account"))").noting("account.token-ended") })
    }
}

struct AccountForm: Codable, Sendable { var account: Int64 }

struct TokenForm: Codable, Sendable {
    var account: Int64
    var title: String
    var datasets: [String]
    var days: Int64
}

struct EndTokenForm: Codable, Sendable {
    var account: Int64
    var token: Int64
}

/// One account of the scope.
struct AccountByID: Query {
    static let permission = Permission.accountRead
    let id: Int64

    func answer(in reading: Reading) throws -> Account {
        guard let account = try Account.find(id, within: reading.scope, in: reading.reader) else { throw Refusal.notFound }
        return account
    }
}
