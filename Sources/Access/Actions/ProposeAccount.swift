import Actions
import Basics
import Regions
import Storage

/// The system administrator writes down who shall have an account. It opens only when the security administrator has granted it.
package struct ProposeAccount: Action {
    package static let name = "account.propose"
    package static let permission = Permission.accountCreate
    package var login: String
    package var name: String
    package var role: String
    /// 2 to 12 digits.
    package var region: String
    package var department: String?
    package var phone: String?
    package var validUntil: String?
    /// `person`, or `machine` for a department's own program.
    package var kind: String?

    package init(_ fields: AccountFields, validUntil: String? = nil, kind: Account.Kind = .person) {
        login = fields.login
        name = fields.name
        role = fields.role
        region = fields.region
        department = fields.department
        phone = fields.phone
        self.validUntil = validUntil
        self.kind = kind.rawValue
    }

    private var fields: AccountFields {
        AccountFields(login: login, name: name, role: role, region: region, department: department ?? "", phone: phone ?? "")
    }

    /// What is wrong with it as far as can be told without the database, departments included.
    package func check(within region: RegionCode, departments: Set<String>?) throws -> AccountDraft {
        switch AccountDraft.read(fields, within: region, departments: departments) {
        case .success(let draft): return draft
        case .failure(let mistakes): throw Refusal.invalid(mistakes.all.map(\.fieldProblem))
        }
    }

    package func place(in reading: Reading) throws -> RegionCode? {
        let wanted = try? RegionCode(region)
        return wanted.flatMap { reading.scope.contains($0) ? $0 : nil } ?? reading.scope.region
    }

    package func perform(in writing: Writing) throws -> Int64 {
        let draft = try check(within: writing.reading.scope.region, departments: nil)
        let until = try span(writing.today)
        guard let kind = Account.Kind(rawValue: kind ?? "person"), kind == .person || draft.role == .departmentOfficer else {
            throw Refusal.invalid("kind", FieldMistake("kind", .unknownRole).problem)
        }
        let id = try NewAccounts.insert(draft, kind: kind, state: .proposed, until: until, in: writing)
        writing.subject = "account/\(id)"
        writing.note("role", draft.role.rawValue)
        try writing.insert(
            into: .accountRequests,
            [
                "account": id, "kind": "create", "role": draft.role.rawValue, "region": draft.region, "department": draft.department,
                "asked_by": writing.actor.account, "asked_ms": writing.now, "decision": "open",
            ])
        return id
    }

    private func span(_ today: CalendarDate) throws -> CalendarDate? {
        guard let text = validUntil?.trimmed, !text.isEmpty else { return nil }
        guard let day = CalendarDate(iso: text), day >= today else {
            throw Refusal.invalid("validUntil", FieldMistake("validUntil", .badSpan).problem)
        }
        return day
    }
}

/// New rows of the list of accounts.
enum NewAccounts {
    static func insert(_ draft: AccountDraft, kind: Account.Kind, state: Account.State, until: CalendarDate?, in writing: Writing) throws -> Int64 {
        if try writing.transaction.row("SELECT id FROM accounts WHERE login = \(draft.login)") != nil {
            throw Refusal.invalid([FieldMistake("login", .loginTaken).fieldProblem])
        }
        if try !RegionNames.unknown(among: [draft.region], on: writing.today, in: writing.reading).isEmpty {
            throw Refusal.invalid([FieldMistake("region", .noSuchRegion).fieldProblem])
        }
        let id = try writing.newID(for: .accounts)
        let phone = try SealedPhone(draft.phone, account: id, writing.vault)
        try SealedPhone.refuseOtherAdministrator(draft.role, phone.index, except: id, in: writing.reading)
        return try writing.insert(
            into: .accounts, id: id,
            [
                "login": draft.login, "name": draft.name, "role": draft.role.rawValue, "region": draft.region, "department": draft.department,
                "kind": kind.rawValue, "phone": phone.sealed, "phone_index": phone.index, "state": state.rawValue, "valid_from": writing.today,
                "valid_until": until, "made_ms": writing.now,
            ])
    }
}

/// A phone as the database holds it: sealed, with a keyed index by which the same number is found.
struct SealedPhone {
    let sealed: [UInt8]?
    let index: [UInt8]?

    init(_ phone: String?, account: Int64, _ vault: Vault) throws {
        sealed = try phone.map { try vault.seal($0, table: "accounts", column: "phone", row: account) }
        index = try phone.map { try vault.blindIndex($0, column: "accounts.phone") }
    }

    /// 三员分立: the person behind a phone who is one of the three administrators is none of the other two under another login.
    static func refuseOtherAdministrator(_ role: Role, _ index: [UInt8]?, except account: Int64, in reading: Reading) throws {
        guard role.isAdministrator, let index else { return }
        let others = try reading.count(
            """
            SELECT COUNT(*) FROM accounts a WHERE a.phone_index = \(index) AND a.id <> \(account) AND a.role <> \(role.rawValue)
                AND a.role IN ('system-admin', 'security-admin', 'audit-admin') AND a.state IN ('proposed', 'active')
            """)
        if others > 0 { throw Refusal.invalid([FieldMistake("phone", .otherAdministrator).fieldProblem]) }
    }
}
