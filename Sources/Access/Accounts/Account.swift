import Actions
import Basics
import Storage

/// Somebody, or a department's machine, who may come in: one login, one role, one region, for a span of days.
package struct Account: Sendable, Hashable {
    package enum Kind: String, Sendable, Codable { case person, machine }
    /// `proposed` waits for the security administrator; `disabled` and `refused` are ends that keep the row.
    package enum State: String, Sendable, Codable, CaseIterable { case proposed, active, disabled, refused }

    package let id: Int64
    package let login: String
    package let name: String
    package let role: Role
    package let region: RegionCode
    /// The department's folder name in `DataSources/`; only a department officer has one.
    package let department: String?
    package let kind: Kind
    package let state: State
    package let validFrom: CalendarDate
    package let validUntil: CalendarDate?
    /// `zh` or `en`; nil leaves it to the browser.
    package let language: String?
    /// The audit entry that last wrote the row: its version.
    package let leaf: Int64

    /// Its columns, behind `a`.
    static let columns: SQL =
        "a.id, a.login, a.name, a.role, a.region, a.department, a.kind, a.state, a.valid_from, a.valid_until, a.language, a.audit_leaf"

    init(_ row: Row) throws {
        id = try row.integer("id")
        login = try row.text("login")
        name = try row.text("name")
        role = try row.one("role")
        region = try row.region("region")
        department = try row.optionalText("department")
        kind = try row.one("kind")
        state = try row.one("state")
        validFrom = try row.date("valid_from")
        validUntil = try row.optionalDate("valid_until")
        language = try row.optionalText("language")
        leaf = try row.integer("audit_leaf")
    }

    /// Whether it may come in on a day.
    package func isOpen(on day: CalendarDate) -> Bool {
        state == .active && validFrom <= day && (validUntil.map { day <= $0 } ?? true)
    }

    package var scope: Scope { Scope(region: region, department: department) }

    /// Who acts when this account acts.
    package var actor: Actor {
        Actor(account: id, name: name, role: role.rawValue, permissions: RoleTable.permissions(of: role), scope: scope)
    }

    /// The same where it comes with a token for some datasets only.
    func actor(for datasets: Set<String>, token: Int64) -> Actor {
        Actor(
            account: id, name: name, role: role.rawValue, permissions: RoleTable.permissions(of: role),
            scope: Scope(region: region, department: department, datasets: datasets), token: token)
    }

    /// The same account while it must first choose a password or enrol a factor: it may do nothing else.
    package var detainedActor: Actor {
        Actor(account: id, name: name, role: role.rawValue, permissions: [.accountOwn], scope: scope)
    }

    package static func find(_ id: Int64, in reader: Reader) throws -> Account? {
        try reader.row("SELECT \(sql: columns) FROM accounts a WHERE a.id = \(id)").map(Account.init)
    }

    /// The names of accounts, for pages that tell who did something: colleagues may be outside the reader's region, so this is not of the scope.
    package static func names(of accounts: Set<Int64>, in reader: Reader) throws -> [Int64: String] {
        guard !accounts.isEmpty else { return [:] }
        let rows = try reader.rows("SELECT a.id, a.name FROM accounts a WHERE a.id IN \(list: accounts.sorted())")
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.integer("id"), try $0.text("name")) })
    }

    /// Names, roles and regions of accounts, for pages that tell who did something; not of the scope either.
    package static func posts(of accounts: Set<Int64>, in reader: Reader) throws -> [Int64: (name: String, role: String, region: RegionCode)] {
        guard !accounts.isEmpty else { return [:] }
        let rows = try reader.rows("SELECT a.id, a.name, a.role, a.region FROM accounts a WHERE a.id IN \(list: accounts.sorted())")
        return Dictionary(
            uniqueKeysWithValues: try rows.map { (try $0.integer("id"), (try $0.text("name"), try $0.text("role"), try $0.region("region"))) })
    }

    /// The account if it lies within the scope; one outside it is as if it were not there.
    static func find(_ id: Int64, within scope: Scope, in reader: Reader) throws -> Account? {
        try reader.row("SELECT \(sql: columns) FROM accounts a WHERE a.id = \(id) AND \(within: scope, "a.region")").map(Account.init)
    }
}

extension Actor {
    /// Whoever has not said yet who he is. `10` begins no province's code: nothing lies in this scope.
    package static func nobody(may permissions: Set<Permission> = []) -> Actor {
        Actor(account: 0, name: "", role: "nobody", permissions: permissions, scope: Scope(region: .nowhere))
    }
}

extension RegionCode {
    /// A code that belongs to no region, for acts of nobody.
    static let nowhere: RegionCode = {
        guard let code = RegionCode(number: 100_000_000_000) else { preconditionFailure("a code of 12 digits was refused") }
        return code
    }()
}
