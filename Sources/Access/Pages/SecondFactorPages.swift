import Actions
import Storage
import Web

/// Enrolling the second factor: the seed as a QR code and as text, and the first code to prove that the app has it.
struct SecondFactorPage: PageModel {
    static let template = "second-factor"
    var form: FormState
    /// A confirmed one exists; it is replaced only after an administrator took it away.
    var isEnrolled: Bool
    /// A seed waits for its first code.
    var hasBegun: Bool
    /// In groups of four, to be typed when the camera does not work.
    var seed: String
    var address: String
    var side: Int
    var path: String

    static let specimen = SecondFactorPage(
        form: FormState(for: EnrolForm.self), isEnrolled: false, hasBegun: true, seed: "GEZD GNBV GY3T QOJQ",
        address: "otpauth://totp/A:b?secret=GEZDGNBV",
        side: 41, path: "M4 4h7v1h-7z")
}

/// The recovery codes, shown this once.
struct RecoveryCodesPage: PageModel {
    static let template = "recovery-codes"
    var codes: [String]

    static let specimen = RecoveryCodesPage(codes: ["7KQ4-M2XP-9T3C-V8BN"])
}

struct EnrolForm: Codable, Sendable { var code: String }

struct SecondFactorRoutes {
    let gate: Gate

    var routes: [Route] { [page, begin, confirm] }

    private var page: Route {
        .form("/account/second-factor", SecondFactorPage.self, needs: .accountOwn, summary: "route.account.second") { visit in
            try await form(visit, FormState(for: EnrolForm.self))
        }
    }

    private var begin: Route {
        .act(
            "/account/second-factor/begin", form: Nothing.self, summary: "route.account.second.begin", needs: .accountOwn, pace: .guarded,
            make: { visit, _ in
                if visit.signedIn?.detour == nil { try visit.requireStepUp(back: "/account/second-factor") }
                return BeginSecondFactor(account: try visit.account)
            },
            redo: { visit, state in try await form(visit, state) }, then: { _, _ in .seeOther("/account/second-factor") })
    }

    /// Shows the recovery codes in the answer to the form itself: no later page can.
    private var confirm: Route {
        .submit(
            "/account/second-factor", EnrolForm.self, needs: .accountOwn, summary: "route.account.second.confirm", json: false, pace: .guarded,
            redo: { visit, state in try await form(visit, state) }
        ) { [gate] visit, form in
            let codes = SecondFactor.freshRecoveryCodes()
            let action = try ConfirmSecondFactor(account: visit.account, code: form.code, recovery: codes, vault: gate.desk.vault)
            _ = try await visit.perform(action)
            return .page(RecoveryCodesPage(codes: codes))
        }
    }

    private func form(_ visit: Visit, _ state: FormState) async throws -> SecondFactorPage {
        let found = try await visit.ask(BegunSecondFactor())
        guard let seed = found.seed else {
            return SecondFactorPage(form: state, isEnrolled: found.isEnrolled, hasBegun: false, seed: "", address: "", side: 0, path: "")
        }
        let address = TimeCode.address(seed: seed, issuer: gate.settings.issuer, login: found.login)
        let code = try QRCode(address)
        return SecondFactorPage(
            form: state, isEnrolled: false, hasBegun: true, seed: Self.groups(Base32.encode(seed)), address: address, side: code.side, path: code.path
        )
    }

    private static func groups(_ text: String) -> String {
        text.enumerated().reduce(into: "") { $0 += ($1.offset > 0 && $1.offset.isMultiple(of: 4) ? " " : "") + String($1.element) }
    }
}

/// The seed that waits for its first code; one that was confirmed is never shown again.
struct BegunSecondFactor: Query {
    static let permission = Permission.accountOwn

    struct Answer: Sendable {
        var login: String
        var isEnrolled: Bool
        var seed: [UInt8]?
    }

    func answer(in reading: Reading) throws -> Answer {
        let account = reading.actor.account
        guard let found = try Account.find(account, in: reading.reader) else { throw Refusal.notFound }
        let row = try reading.row("SELECT confirmed_ms FROM second_factors WHERE id = \(account)")
        return Answer(
            login: found.login, isEnrolled: try row.map { try !$0.isNull("confirmed_ms") } ?? false,
            seed: try SecondFactor.seed(of: account, confirmed: false, in: reading))
    }
}
