import Actions
import Basics
import Storage

/// The first three administrators of a new platform, each with a one-time secret that ends after a day. Refused as soon as anybody has chosen a
/// password: from then on accounts come from administrators.
struct FoundAccounts: Action {
    static let name = "account.found"
    static let permission = Permission.accountCreate
    var region: Int64
    /// By role: the keyed digest of its secret needs the account's number, so the secrets come along.
    var secrets: [String: String]

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Int {
        guard let place = RegionCode(number: region) else { throw Refusal.notFound }
        guard try writing.transaction.row("SELECT id FROM account_passwords LIMIT 1") == nil else { throw Refusal.conflict(Self.founded) }
        for role in Bootstrap.roles {
            guard let secret = secrets[role.rawValue] else { throw Refusal.notFound }
            let account = try existing(role, writing) ?? create(role, place, writing)
            try OneTimeSecret.withdraw(from: account, in: writing)
            let digest = try OneTimeSecret.digest(of: secret, account: account, writing.vault)
            try writing.insert(
                into: .accountInvitations, id: account, ["digest": digest, "until_ms": writing.now.adding(seconds: Bootstrap.hours * 3600)])
        }
        return Bootstrap.roles.count
    }

    private func existing(_ role: Role, _ writing: Writing) throws -> Int64? {
        try writing.transaction.row("SELECT id FROM accounts WHERE login = \(role.rawValue)")?.integer("id")
    }

    private func create(_ role: Role, _ place: RegionCode, _ writing: Writing) throws -> Int64 {
        let draft = AccountDraft(login: role.rawValue, name: role.name.zh, role: role, region: place, department: nil, phone: nil)
        return try NewAccounts.insert(draft, kind: .person, state: .active, until: nil, in: writing)
    }

    private static let founded = Problem(
        "already-founded", what: .init(zh: "没有办理", en: "nothing was done"), why: .init(zh: "平台已有账号在使用", en: "the platform has accounts in use"),
        remedy: .init(zh: "请由管理员开通账号", en: "let an administrator create accounts"))
}

/// `youshu accounts bootstrap`: begins a platform that has no accounts.
package enum Bootstrap {
    static let roles: [Role] = [.systemAdmin, .securityAdmin, .auditAdmin]
    /// How long the secrets can be used.
    package static let hours: Int64 = 24

    /// A login and the secret that opens it once.
    package struct Opening: Sendable, Hashable {
        package let role: Role
        package let login: String
        package let secret: String
    }

    /// Makes the three administrators of a region, usually the province. May be repeated, with new secrets, until one of them has come in.
    package static func begin(in region: RegionCode, at desk: Desk) async throws -> [Opening] {
        let openings = roles.map { Opening(role: $0, login: $0.rawValue, secret: OneTimeSecret.fresh()) }
        let action = FoundAccounts(
            region: region.number, secrets: Dictionary(uniqueKeysWithValues: openings.map { ($0.role.rawValue, $0.secret) }))
        _ = try await desk.perform(action, as: .console(of: region, may: [.accountCreate]), request: .init(id: "bootstrap"))
        return openings
    }
}

extension Actor {
    /// Whoever works at the machine itself, with the command line.
    package static func console(of region: RegionCode, may permissions: Set<Permission>) -> Actor {
        Actor(account: 0, name: "console", role: "console", permissions: permissions, scope: Scope(region: region))
    }
}
