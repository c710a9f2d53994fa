import Actions
import Basics
import Storage

/// The security administrator decides what another administrator asked: a new account, or a role over a province or over the platform.
package struct DecideRequest: Action {
    package static let name = "account.decide"
    package static let permission = Permission.accountGrant
    package var request: Int64
    package var approve: Bool

    package init(request: Int64, approve: Bool) {
        self.request = request
        self.approve = approve
    }

    package func place(in reading: Reading) throws -> RegionCode? {
        guard let asked = try AccountRequest.find(request, in: reading.reader), reading.scope.contains(asked.account.region) else { return nil }
        // What is asked for must lie in the scope of whoever grants it, too.
        return asked.region
    }

    package func version(in reading: Reading) throws -> Int64? { try AccountRequest.find(request, in: reading.reader)?.leaf }

    package func perform(in writing: Writing) throws -> Int64 {
        guard let asked = try AccountRequest.find(request, in: writing.transaction.reader) else { throw Refusal.notFound }
        guard asked.isOpen else { throw Refusal.conflict(Self.decided) }
        guard asked.askedBy != writing.actor.account, asked.account.id != writing.actor.account else { throw Refusal.conflict(Self.ownRequest) }
        let account = asked.account
        writing.subject = "account/\(account.id)"
        writing.note("request", asked.id)
        writing.note("role", asked.role.rawValue)
        writing.note("decision", approve ? "approved" : "refused")
        try writing.change(
            .accountRequests, id: asked.id,
            ["decision": approve ? "approved" : "refused", "decided_by": writing.actor.account, "decided_ms": writing.now])
        switch (asked.kind, approve) {
        case (.create, _): try writing.change(.accounts, id: account.id, ["state": (approve ? Account.State.active : .refused).rawValue])
        case (.transfer, true): try Transfer.move(account, to: asked.role, asked.region, asked.department, in: writing)
        case (.transfer, false): break
        }
        return account.id
    }

    private static let decided = Problem(
        "request-decided", what: .init(zh: "没有办理", en: "nothing was done"), why: .init(zh: "这份申请已经办过", en: "the request has been decided"),
        remedy: .init(zh: "请刷新页面", en: "load the page again"))
    static let ownRequest = Problem(
        "request-own", what: .init(zh: "没有办理", en: "nothing was done"),
        why: .init(zh: "自己提出的、给自己的,由另一个人审批", en: "what you asked for, or what is for you, somebody else decides"),
        remedy: .init(zh: "请另一位安全管理员办理", en: "let another security administrator decide"))
}

/// What one administrator asked another to decide.
package struct AccountRequest: Sendable {
    package enum Kind: String, Sendable { case create, transfer }

    package let id: Int64
    package let kind: Kind
    package let account: Account
    package let role: Role
    package let region: RegionCode
    package let department: String?
    package let askedBy: Int64
    package let askedByName: String
    package let asked: Moment
    package let isOpen: Bool
    package let leaf: Int64

    static let columns: SQL = """
        \(sql: Account.columns), q.id AS request, q.kind AS request_kind, q.role AS new_role, q.region AS new_region,
        q.department AS new_department, q.asked_by, q.asked_ms, q.decision, q.audit_leaf AS request_leaf, b.name AS asked_by_name
        """
    static let tables: SQL = "account_requests q JOIN accounts a ON a.id = q.account JOIN accounts b ON b.id = q.asked_by"

    static func find(_ id: Int64, in reader: Reader) throws -> AccountRequest? {
        try reader.row("SELECT \(sql: columns) FROM \(sql: tables) WHERE q.id = \(id)").map(AccountRequest.init)
    }

    init(_ row: Row) throws {
        id = try row.integer("request")
        kind = try row.one("request_kind")
        account = try Account(row)
        role = try row.one("new_role")
        region = try row.region("new_region")
        department = try row.optionalText("new_department")
        askedBy = try row.integer("asked_by")
        askedByName = try row.text("asked_by_name")
        asked = try row.moment("asked_ms")
        isOpen = try row.text("decision") == "open"
        leaf = try row.integer("request_leaf")
    }
}
