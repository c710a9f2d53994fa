import Actions
import Basics
import Storage

/// Accounts of a demonstration, with a password that is made for this run and printed. Only the demo command calls it; a release has no account that
/// nobody asked for.
struct MakeDemoAccounts: Action {
    static let name = "account.makeDemo"
    static let permission = Permission.accountCreate

    struct Wanted: Codable, Sendable {
        var login: String
        var name: String
        var role: Role
        var region: Int64
        var department: String?
    }

    var region: Int64
    var wanted: [Wanted]
    var hash: String

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> [Int64] {
        try wanted.map { each in
            let fields = AccountFields(
                login: each.login, name: each.name, role: each.role.rawValue, region: String(each.region), department: each.department ?? "")
            switch AccountDraft.read(fields, within: writing.reading.scope.region, departments: nil) {
            case .failure(let mistakes): throw Refusal.invalid(mistakes.all.map(\.fieldProblem))
            case .success(let draft):
                let id = try NewAccounts.insert(draft, kind: .person, state: .active, until: nil, in: writing)
                try StoredPassword.set(hash, of: id, in: writing)
                return id
            }
        }
    }
}

/// One account per role and level for a demonstration.
package enum DemoAccounts {
    package struct Account: Sendable, Hashable {
        package let id: Int64
        package let login: String
        package let role: Role
        package let region: RegionCode
        package let department: String?
    }

    /// `path` are the regions of one village from the province down to it (fewer levels are served too); `departments` those that shall have an
    /// officer in the county.
    package static func make(
        path: [RegionCode], departments: [String], password: String, at desk: Desk, settings: AccessSettings, hasher: PasswordHasher
    ) async throws -> [Account] {
        guard let top = path.first else { return [] }
        let wanted = wanted(path, departments)
        let hash = try await hasher.hash(password, cost: settings.passwordCost)
        let action = MakeDemoAccounts(region: top.number, wanted: wanted, hash: hash.text)
        let done = try await desk.perform(action, as: .console(of: top, may: [.accountCreate]), request: .init(id: "demo"))
        return zip(wanted, done.outcome).compactMap { each, id in
            RegionCode(number: each.region).map { Account(id: id, login: each.login, role: each.role, region: $0, department: each.department) }
        }
    }

    /// A password for one run: five groups that can be read off a screen.
    package static func freshPassword() -> String { Base32.grouped(.random(count: 10)).lowercased() }

    /// Made-up people, so that a demonstration reads like an office.
    private static let names = [
        "周敏", "李强", "王芳", "张伟", "刘洋", "陈静", "杨帆", "赵磊", "黄丽", "吴刚", "徐慧", "孙鹏", "胡兰", "朱军", "高洁", "林涛", "何平", "郭红", "马超", "罗勇",
        "梁燕", "宋健", "郑华", "谢宁", "韩梅", "唐山", "冯雪", "于洋", "董萍", "萧然",
    ]

    private static func wanted(_ path: [RegionCode], _ departments: [String]) -> [MakeDemoAccounts.Wanted] {
        var wanted: [MakeDemoAccounts.Wanted] = []
        func name() -> String { names[wanted.count % names.count] }
        for region in path {
            for role in Role.allCases where role.levels.contains(region.level) && !role.hasDepartment {
                let suffix = role.levels.count == 1 ? "" : "-\(region.level.name)"
                wanted.append(.init(login: role.rawValue + suffix, name: name(), role: role, region: region.number))
            }
            guard region.level == .county else { continue }
            for department in departments {
                wanted.append(
                    .init(
                        login: "dept-\(department)", name: name(), role: .departmentOfficer, region: region.number,
                        department: department))
            }
        }
        return wanted
    }
}
