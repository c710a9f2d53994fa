import Actions
import Basics
import Regions
import Storage

/// A cadre changes post: another role, region or department. What he saw before he sees no more from the next request on.
package struct TransferAccount: Action {
    package static let name = "account.transfer"
    package static let permission = Permission.accountGrant
    package var account: Int64
    package var role: String
    package var region: String
    package var department: String?

    package init(account: Int64, role: Role, region: RegionCode, department: String? = nil) {
        self.account = account
        self.role = role.rawValue
        self.region = region.digits
        self.department = department
    }

    package enum Outcome: String, Codable, Sendable, CaseIterable { case moved, asked }

    package func place(in reading: Reading) throws -> RegionCode? { try Account.find(account, within: reading.scope, in: reading.reader)?.region }
    package func version(in reading: Reading) throws -> Int64? { try Account.find(account, in: reading.reader)?.leaf }

    package func perform(in writing: Writing) throws -> Outcome {
        guard let found = try Account.find(account, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard found.id != writing.actor.account else { throw Refusal.conflict(DecideRequest.ownRequest) }
        let (role, region, department) = try target(writing.reading.scope.region)
        if try !RegionNames.unknown(among: [region], on: writing.today, in: writing.reading).isEmpty {
            throw Refusal.invalid([FieldMistake("region", .noSuchRegion).fieldProblem])
        }
        writing.subject = "account/\(account)"
        writing.note("role", role.rawValue)
        guard found.state == .active else { throw Refusal.conflict(Self.notActive) }
        guard role.isWide(at: region.level) else {
            try Transfer.move(found, to: role, region, department, in: writing)
            return .moved
        }
        if try writing.transaction.row("SELECT id FROM account_requests WHERE account = \(account) AND decision = 'open'") != nil {
            throw Refusal.conflict(Self.asked)
        }
        try writing.insert(
            into: .accountRequests,
            [
                "account": account, "kind": "transfer", "role": role.rawValue, "region": region, "department": department,
                "asked_by": writing.actor.account, "asked_ms": writing.now, "decision": "open",
            ])
        return .asked
    }

    private func target(_ within: RegionCode) throws -> (Role, RegionCode, String?) {
        let fields = AccountFields(login: "unchanged", name: "-", role: role, region: region, department: department ?? "")
        switch AccountDraft.read(fields, within: within, departments: nil) {
        case .success(let draft): return (draft.role, draft.region, draft.department)
        case .failure(let mistakes): throw Refusal.invalid(mistakes.all.map(\.fieldProblem))
        }
    }

    static let notActive = Problem(
        "account-not-active", what: .init(zh: "没有办理", en: "nothing was done"), why: .init(zh: "账号不在使用中", en: "the account is not in use"),
        remedy: .init(zh: "请先看账号的状态", en: "look at the state of the account first"))
    private static let asked = Problem(
        "request-open", what: .init(zh: "没有办理", en: "nothing was done"), why: .init(zh: "这个账号还有一份申请没有办", en: "a request for this account is open"),
        remedy: .init(zh: "先办那一份", en: "have that one decided first"))
}

enum Transfer {
    /// The account's new post; its sessions end. A token of a machine ends too, since it was given for the old post.
    static func move(_ account: Account, to role: Role, _ region: RegionCode, _ department: String?, in writing: Writing) throws {
        guard account.kind == .person || role == .departmentOfficer else {
            throw Refusal.invalid([FieldMistake("role", .unknownRole).fieldProblem])
        }
        let index = try writing.transaction.row("SELECT phone_index FROM accounts WHERE id = \(account.id)")?.optionalBytes("phone_index")
        try SealedPhone.refuseOtherAdministrator(role, index, except: account.id, in: writing.reading)
        try writing.change(.accounts, id: account.id, ["role": role.rawValue, "region": region, "department": department])
        try Sessions.end(of: account.id, in: writing)
        try Tokens.end(of: account.id, in: writing)
    }
}
