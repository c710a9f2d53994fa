import Actions
import Basics
import Regions
import Storage
import Web

/// The accounts of one's region, by number; narrowed by role, state and the beginning of the login.
struct AccountListPage: ListModel {
    struct Line: Codable, Sendable {
        var id: Int64
        var login: String
        var name: String
        var role: String
        var roleName: String
        var region: String
        var place: String
        var department: String?
        var state: String
        var stateName: String
        var isActive: Bool
        var isProposed: Bool
        var isMachine: Bool
        var hasPassword: Bool
        var hasSecondFactor: Bool
    }

    static let template = "accounts"
    var lines: [Line]
    var next: String?
    /// How many accounts in use lie in the scope, and how many wait.
    var activeText: String
    var proposed: Int64
    var mayPropose: Bool
    var mayGrant: Bool
    var roles: [FormOption]
    var states: [FormOption]
    var login: String

    static let specimen = AccountListPage(
        lines: [
            .init(
                id: 7, login: "zhou.min", name: "周敏", role: "county-office", roleName: "县级部门", region: "990121000000", place: "石桥县", department: nil,
                state: "active", stateName: "使用中", isActive: true, isProposed: false, isMachine: false, hasPassword: true, hasSecondFactor: true)
        ], next: "7", activeText: "1", proposed: 1, mayPropose: true, mayGrant: true, roles: [FormOption("leader", "领导")],
        states: [FormOption("active", "使用中")], login: "")
}

struct AccountList: Query {
    static let permission = Permission.accountRead
    var role: Role?
    var state: Account.State?
    /// The beginning of a login.
    var login: String
    var after: Int64
    var limit: Int
    let language: Language
    let states: [Account.State: String]

    func answer(in reading: Reading) throws -> AccountListPage {
        var conditions: [SQL] = ["\(within: reading.scope, "a.region")", "a.id > \(after)"]
        if let role { conditions.append("a.role = \(role.rawValue)") }
        if let state { conditions.append("a.state = \(state.rawValue)") }
        if !login.isEmpty { conditions.append(.beginning(login, "a.login")) }
        let rows = try reading.rows(
            """
            SELECT \(sql: Account.columns), p.set_ms, f.confirmed_ms
            FROM accounts a LEFT JOIN account_passwords p ON p.id = a.id LEFT JOIN second_factors f ON f.id = a.id
            WHERE \(sql: .all(conditions)) ORDER BY a.id LIMIT \(limit + 1)
            """)
        let places = try RegionNames.places(of: rows.map { try $0.region("region") }, in: reading)
        let lines = try rows.prefix(limit).map { try line($0, places) }
        let active = try reading.count("SELECT COUNT(*) FROM accounts a WHERE \(within: reading.scope, "a.region") AND a.state = 'active'")
        return AccountListPage(
            lines: lines, next: rows.count > limit ? lines.last.map { String($0.id) } : nil, activeText: Figures.count(active),
            proposed: try AccountRequests.open(in: reading), mayPropose: reading.actor.may(.accountCreate),
            mayGrant: reading.actor.may(.accountGrant),
            roles: RoleOptions.all(language, chosen: role), states: stateOptions, login: login)
    }

    private var stateOptions: [FormOption] {
        Account.State.allCases.map { each in
            var option = FormOption(each.rawValue, states[each] ?? each.rawValue)
            option.isChosen = each == state
            return option
        }
    }

    private func line(_ row: Row, _ places: [RegionCode: String]) throws -> AccountListPage.Line {
        let account = try Account(row)
        return .init(
            id: account.id, login: account.login, name: account.name, role: account.role.rawValue, roleName: language.text(of: account.role.name),
            region: account.region.digits, place: places[account.region] ?? account.region.prefix, department: account.department,
            state: account.state.rawValue,
            stateName: states[account.state] ?? account.state.rawValue, isActive: account.state == .active, isProposed: account.state == .proposed,
            isMachine: account.kind == .machine, hasPassword: try !row.isNull("set_ms"), hasSecondFactor: try !row.isNull("confirmed_ms"))
    }
}

enum RoleOptions {
    static func all(_ language: Language, chosen: Role? = nil) -> [FormOption] {
        Role.allCases.map { role in
            var option = FormOption(role.rawValue, language.text(of: role.name))
            option.isChosen = role == chosen
            return option
        }
    }
}

extension Visit {
    /// The words for the states of accounts, in the reader's language.
    var accountStates: [Account.State: String] {
        Dictionary(uniqueKeysWithValues: Account.State.allCases.map { ($0, text("account.state.\($0.rawValue)")) })
    }
}
