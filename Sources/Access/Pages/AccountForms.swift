import Actions
import Basics
import Web

/// Proposing one account.
struct NewAccountPage: PageModel {
    static let template = "new-account"
    var form: FormState
    var departments: [String]

    static let specimen = NewAccountPage(form: FormState(for: ProposeAccount.self), departments: ["transport"])

    init(form: FormState, departments: [String]) {
        self.form = form
        self.departments = departments
    }

    init(_ visit: Visit, form: FormState, settings: AccessSettings) {
        var form = form
        form.choose("role", from: RoleOptions.all(visit.language))
        form.choose("department", from: settings.departmentOptions(visit.language))
        self.init(form: form, departments: settings.departments.sorted())
    }
}

extension AccessSettings {
    /// What a department or a dataset is called; its folder name where nobody told.
    func title(_ folder: String, _ language: Language) -> String { titles[folder].map(language.text) ?? folder }

    /// The departments to choose from.
    func departmentOptions(_ language: Language) -> [FormOption] {
        departments.sorted().map { FormOption($0, title($0, language)) }
    }
}

/// Giving an account another post.
struct TransferPage: PageModel {
    static let template = "transfer-account"
    var id: Int64
    var login: String
    var name: String
    var roleName: String
    var region: String
    var form: FormState

    static let specimen = TransferPage(
        id: 7, login: "zhou.min", name: "周敏", roleName: "县级部门", region: "990121", form: FormState(for: TransferAccount.self))
}

/// A secret or token that is shown this once.
struct OneTimePage: PageModel {
    static let template = "one-time"
    var account: Int64
    var login: String
    var name: String
    /// Nil when the form was sent twice: what was handed out the first time is gone.
    var secret: String?
    var isToken: Bool
    var days: Int64

    static let specimen = OneTimePage(account: 7, login: "zhou.min", name: "周敏", secret: "7KQ4-M2XP-9T3C-V8BN", isToken: false, days: 14)
}

/// What waits to be decided.
struct RequestListPage: ListModel {
    static let template = "account-requests"
    var lines: [RequestLine]
    var next: String?
    var countText: String

    static let specimen = RequestListPage(lines: [.specimen], next: nil, countText: "1")
}

struct OpenRequests: Query {
    static let permission = Permission.accountRead
    var after: Int64
    var limit: Int
    let language: Language

    func answer(in reading: Reading) throws -> RequestListPage {
        let found = try AccountRequests.list(after: after, limit: limit + 1, in: reading)
        let lines = found.prefix(limit).map { RequestLine($0, reading.actor, language) }
        return RequestListPage(
            lines: lines, next: found.count > limit ? lines.last.map { String($0.id) } : nil,
            countText: Figures.count(try AccountRequests.open(in: reading)))
    }
}
