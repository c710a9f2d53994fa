import Actions
import Basics
import Regions
import Storage
import Web

/// One account as its administrators see it.
struct AccountPage: PageModel {
    struct Token: Codable, Sendable {
        var id: Int64
        var account: Int64
        var name: String
        var datasets: String
        /// The same by what they are called.
        var datasetsText: String
        var made: String
        var until: String
        var isLive: Bool
    }

    static let template = "account"
    var version: Int64?
    var id: Int64
    var login: String
    var name: String
    var role: String
    var roleName: String
    var region: String
    /// 石桥县 大坪乡.
    var place: String?
    var department: String?
    /// What the department is called.
    var departmentName: String?
    var phone: String?
    var state: String
    var stateName: String
    var isActive: Bool
    var isProposed: Bool
    var isDisabled: Bool
    var isMachine: Bool
    var validFrom: String
    var validUntil: String?
    var passwordSet: String?
    var invitedUntil: String?
    var hasSecondFactor: Bool
    var sessions: Int64
    /// What was asked for it and not yet decided.
    var request: RequestLine?
    var tokens: [Token]
    /// What a token can be given for.
    var datasets: [Dataset]
    var isOwn: Bool
    var mayReset: Bool
    var mayDisable: Bool
    var mayGrant: Bool
    var mayIssueToken: Bool
    var mayReadLog: Bool
    var form: FormState

    static let specimen = AccountPage(
        version: 12, id: 7, login: "zhou.min", name: "周敏", role: "county-office", roleName: "县级部门", region: "990121", place: "石桥县", department: nil,
        departmentName: nil,
        phone: "138****2046", state: "active", stateName: "使用中", isActive: true, isProposed: false, isDisabled: false, isMachine: false,
        validFrom: "2026-11-22", validUntil: nil, passwordSet: "2026-11-22", invitedUntil: nil, hasSecondFactor: true, sessions: 1,
        request: .specimen,
        tokens: [
            .init(
                id: 1, account: 7, name: "结算平台", datasets: "medical/settlements", datasetsText: "医疗费用结算", made: "2026-11-22", until: "2027-11-22",
                isLive: true)
        ],
        datasets: [Dataset(value: "medical/settlements", title: "医疗费用结算", isChosen: false)],
        isOwn: false, mayReset: true, mayDisable: true, mayGrant: true, mayIssueToken: true, mayReadLog: true, form: FormState(for: PurposeForm.self))
}

extension AccountPage {
    struct Dataset: Codable, Sendable {
        var value: String
        var title: String
        var isChosen: Bool
    }
}

/// A form whose only field is the purpose, which belongs to the request.
struct PurposeForm: Codable, Sendable {}

struct RequestLine: Codable, Sendable {
    var id: Int64
    var version: Int64
    var account: Int64
    var login: String
    var name: String
    var isTransfer: Bool
    var roleName: String
    var formerRoleName: String
    var region: String
    var formerRegion: String
    var department: String?
    var askedBy: String
    var asked: String
    /// Over a province, or one of the three administrators.
    var isWide: Bool
    var mayDecide: Bool

    static let specimen = RequestLine(
        id: 3, version: 9, account: 7, login: "zhou.min", name: "周敏", isTransfer: false, roleName: "县级部门", formerRoleName: "县级部门", region: "990121",
        formerRegion: "990121", department: nil, askedBy: "李强", asked: "2026-11-22 08:15", isWide: true, mayDecide: true)

    init(
        id: Int64, version: Int64, account: Int64, login: String, name: String, isTransfer: Bool, roleName: String, formerRoleName: String,
        region: String,
        formerRegion: String, department: String?, askedBy: String, asked: String, isWide: Bool, mayDecide: Bool
    ) {
        (self.id, self.version, self.account, self.login, self.name) = (id, version, account, login, name)
        (self.isTransfer, self.roleName, self.formerRoleName, self.region) = (isTransfer, roleName, formerRoleName, region)
        (self.formerRegion, self.department, self.askedBy, self.asked) = (formerRegion, department, askedBy, asked)
        (self.isWide, self.mayDecide) = (isWide, mayDecide)
    }

    init(_ request: AccountRequest, _ actor: Actor, _ language: Language) {
        self.init(
            id: request.id, version: request.leaf, account: request.account.id, login: request.account.login, name: request.account.name,
            isTransfer: request.kind == .transfer, roleName: language.text(of: request.role.name),
            formerRoleName: language.text(of: request.account.role.name), region: request.region.prefix, formerRegion: request.account.region.prefix,
            department: request.department, askedBy: request.askedByName, asked: request.asked.chinaText,
            isWide: request.role.isWide(at: request.region.level),
            mayDecide: actor.may(.accountGrant) && request.askedBy != actor.account && request.account.id != actor.account)
    }
}

struct AccountFacts: Query {
    static let permission = Permission.accountRead
    let id: Int64
    let language: Language
    let states: [Account.State: String]
    var form = FormState(for: PurposeForm.self)

    func answer(in reading: Reading) throws -> AccountPage {
        guard let account = try Account.find(id, within: reading.scope, in: reading.reader) else { throw Refusal.notFound }
        let actor = reading.actor
        let more = try reading.row(
            """
            SELECT a.phone, p.set_ms, f.confirmed_ms, i.until_ms FROM accounts a LEFT JOIN account_passwords p ON p.id = a.id
                LEFT JOIN second_factors f ON f.id = a.id LEFT JOIN account_invitations i ON i.id = a.id WHERE a.id = \(id)
            """)
        let phone = try more?.optionalBytes("phone").map { try reading.vault.open($0, table: "accounts", column: "phone", row: id) }
        let request = try reading.row(
            "SELECT \(sql: AccountRequest.columns) FROM \(sql: AccountRequest.tables) WHERE q.account = \(id) AND q.decision = 'open'")
        let sessions = try reading.count("SELECT COUNT(*) FROM sessions WHERE account = \(id) AND stage = 'open' AND until_ms > \(reading.now)")
        var form = form
        form.baseVersion = account.leaf
        return AccountPage(
            version: account.leaf, id: id, login: account.login, name: account.name, role: account.role.rawValue,
            roleName: language.text(of: account.role.name), region: account.region.prefix,
            place: try RegionNames.places(of: [account.region], in: reading)[account.region], department: account.department,
            departmentName: account.department,
            phone: phone.map { Masking.phone($0) }, state: account.state.rawValue, stateName: states[account.state] ?? account.state.rawValue,
            isActive: account.state == .active, isProposed: account.state == .proposed, isDisabled: account.state == .disabled,
            isMachine: account.kind == .machine, validFrom: account.validFrom.description, validUntil: account.validUntil?.description,
            passwordSet: try more?.optionalMoment("set_ms")?.chinaDate.description,
            invitedUntil: try more?.optionalMoment("until_ms").flatMap { $0 > reading.now ? $0.chinaText : nil },
            hasSecondFactor: try more.map { try !$0.isNull("confirmed_ms") } ?? false, sessions: sessions,
            request: try request.map { RequestLine(try AccountRequest($0), actor, language) }, tokens: try tokens(reading),
            datasets: [], isOwn: id == actor.account,
            mayReset: actor.may(.accountReset), mayDisable: actor.may(.accountDisable), mayGrant: actor.may(.accountGrant),
            mayIssueToken: actor.may(.tokenIssue), mayReadLog: actor.may(.auditRead), form: form)
    }

    private func tokens(_ reading: Reading) throws -> [AccountPage.Token] {
        try reading.rows("SELECT id, name, datasets, made_ms, until_ms, ended_ms FROM api_tokens WHERE account = \(id) ORDER BY id DESC LIMIT 50").map
        { row in
            let until = try row.moment("until_ms")
            return .init(
                id: try row.integer("id"), account: id, name: try row.text("name"), datasets: try row.text("datasets"),
                datasetsText: try row.text("datasets"),
                made: try row.moment("made_ms").chinaDate.description, until: until.chinaDate.description,
                isLive: try row.isNull("ended_ms") && until > reading.now)
        }
    }
}
