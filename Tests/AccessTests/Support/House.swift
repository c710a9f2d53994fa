import Actions
import Basics
import Foundation
import Regions
import Storage
import Synchronization
import TestSupport

@testable import Access

/// A platform small enough to test the door with: a clock that stands still, a few accounts, hashes that cost nothing.
final class House: Sendable {
    let desk: Desk
    let gate: Gate
    let doorkeeper: SessionDoorkeeper
    let settings: AccessSettings
    private let clock: HeldClock

    static let password = "屋后有三棵核桃树"

    init(database: Database, settings: AccessSettings, vault: Vault) {
        let clock = HeldClock()
        self.clock = clock
        self.settings = settings
        desk = Desk(database: database, vault: vault, clock: { clock.now })
        gate = Gate(desk: desk, settings: settings, hasher: PasswordHasher(threads: 1))
        doorkeeper = SessionDoorkeeper(database: database, settings: settings)
    }

    var now: Moment { clock.now }
    func pass(seconds: Int64) { clock.pass(seconds) }

    /// An account that is in use, with the password of all.
    @discardableResult
    func account(
        _ login: String, _ role: Role, _ region: RegionCode, department: String? = nil, phone: String? = nil
    ) async throws -> Account {
        let hash = try PasswordHash(of: Self.password, cost: settings.passwordCost)
        let id = try await desk.perform(
            MakeOne(login: login, role: role, region: region.number, department: department, phone: phone, hash: hash.text),
            as: .console(of: .province, may: [.accountCreate]), request: .init(id: "test")
        ).outcome
        guard let made = try await desk.database.read({ try Account.find(id, in: $0) }) else { throw Refusal.notFound }
        return made
    }

    func reload(_ account: Account) async throws -> Account {
        guard let found = try await desk.database.read({ try Account.find(account.id, in: $0) }) else { throw Refusal.notFound }
        return found
    }

    func open(_ login: String, _ password: String = House.password, from caller: Caller = .office) async throws -> String {
        guard case .open(let token) = try await gate.signIn(login: login, password: password, from: caller) else { throw Refusal.signedOut }
        return token
    }

    func visitor(_ token: String) async throws -> SessionDoorkeeper.Visitor? { try await doorkeeper.visitor(session: token, now: now) }

    /// Enrols a second factor; gives its seed and the recovery codes.
    func enrol(_ account: Account) async throws -> (seed: [UInt8], codes: [String]) {
        _ = try await desk.perform(BeginSecondFactor(account: account.id), as: account.actor, request: .init(id: "test"))
        let reading = desk
        let seed = try await desk.database.read { reader in
            try SecondFactor.seed(
                of: account.id, confirmed: false, in: Reading(reader: reader, vault: reading.vault, actor: account.actor, now: reading.now)) ?? []
        }
        let codes = SecondFactor.freshRecoveryCodes()
        let confirm = try ConfirmSecondFactor(account: account.id, code: code(seed), recovery: codes, vault: desk.vault)
        _ = try await desk.perform(confirm, as: account.actor, request: .init(id: "test"))
        pass(seconds: TimeCode.step)
        return (seed, codes)
    }

    func code(_ seed: [UInt8], ago: Int64 = 0) throws -> String {
        try TimeCode(seed: seed).code(atStep: TimeCode.step(atSeconds: now.milliseconds / 1000) - ago)
    }

    func entries() async throws -> [String] {
        try await desk.database.read { try $0.rows("SELECT action FROM audit_leaves ORDER BY seq").map { try $0.text("action") } }
    }
}

/// Stands still until a test moves it.
final class HeldClock: Sendable {
    private let time = Mutex<Int64>(1_790_000_000_000)
    var now: Moment { Moment(milliseconds: time.withLock { $0 }) }
    func pass(_ seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
}

/// Puts an account there as it is needed, past the two administrators.
struct MakeOne: Action {
    static let name = "test.makeAccount"
    static let permission = Permission.accountCreate
    var login: String
    var role: Role
    var region: Int64
    var department: String?
    var phone: String?
    var hash: String

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Int64 {
        let draft = AccountDraft(
            login: login, name: "周敏", role: role, region: .sample(region), department: department, phone: phone)
        let id = try NewAccounts.insert(draft, kind: .person, state: .active, until: nil, in: writing)
        try StoredPassword.set(hash, of: id, in: writing)
        return id
    }
}

extension Caller {
    static let office = Caller(address: "192.0.2.17", agent: "Chromium on an office PC", request: "r1")
    static let elsewhere = Caller(address: "198.51.100.5", agent: "somebody else", request: "r2")
}

extension RegionCode {
    static let province = sample(990_000_000_000)
    static let city = sample(990_100_000_000)
    static let county = sample(990_121_000_000)
    static let township = sample(990_121_204_000)
    static let village = sample(990_121_204_207)
    static let otherCounty = sample(990_122_000_000)
    static let otherVillage = sample(990_122_101_201)

    /// A code written in a test, where a wrong one should stop the test and not hide.
    static func sample(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }
}

/// Runs a test with a house over an empty SQLite database and over an empty PostgreSQL database.
func eachHouse(_ settings: AccessSettings = .plain, _ body: @escaping @Sendable (House) async throws -> Void) async throws {
    var options = DatabaseOptions()
    options.connections = 3
    await Turns.shared.take()
    defer { Task { await Turns.shared.give() } }
    try await eachDatabase(options: options) { database in
        try await Migrator(Migration.actions + Migration.regions + Migration.access).migrate(database)
        let keys = try TemporaryFolder()
        try await body(House(database: database, settings: settings, vault: Vault(keys: KeyRing(folder: keys.path))))
    }
}

/// So many houses at once: a server of PostgreSQL's has a hundred connections for all tests together.
actor Turns {
    static let shared = Turns(4)
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ free: Int) { self.free = free }

    func take() async {
        if free > 0 { return free -= 1 }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

extension AccessSettings {
    /// Hashes that cost nothing, nobody forced to enrol.
    static var plain: AccessSettings {
        var settings = AccessSettings()
        settings.passwordCost = .init(memory: 64, passes: 1, lanes: 1)
        settings.secondFactor.roles = []
        settings.departments = ["transport", "civil-affairs"]
        settings.datasets = ["transport/vehicles", "transport/permits", "civil-affairs/deaths"]
        return settings
    }
}
