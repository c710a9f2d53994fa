import Actions
import Basics
import Regions
import Storage
import Synchronization
import TestSupport
import Web

@testable import WorkOrders

/// A desk with the room's tables and a county's regions, people to give work to, and a clock that a test holds.
struct WorkWorld: Sendable {
    static let county: Int64 = 990_121_000_000
    static let township: Int64 = 990_121_204_000
    static let village: Int64 = 990_121_204_207
    static let otherVillage: Int64 = 990_121_204_208
    static let neighbour: Int64 = 990_122_101_201

    let desk: Desk
    let clock: HeldClock
    /// What followers were told.
    let told: Told

    static func code(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }

    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(iso: text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    static func actor(
        _ region: Int64 = county, account: Int64 = 1, may: Set<Permission> = [.workOrderRead, .workOrderDo, .workOrderDispatch],
        department: String? = nil
    ) -> Actor {
        Actor(account: account, name: "周敏", role: "county-office", permissions: may, scope: Scope(region: code(region), department: department))
    }

    static func officer(_ region: Int64 = village, account: Int64 = 7) -> Actor {
        actor(region, account: account, may: [.workOrderRead, .workOrderDo])
    }

    var parts: WorkOrdersParts {
        let told = told
        return WorkOrdersParts(
            kinds: [
                OrderKind(
                    "visit", text: "work.kind",
                    describe: { orders, _, _ in
                        Dictionary(uniqueKeysWithValues: orders.map { ($0.id, .init(title: "户 \($0.subjectNumber ?? 0)", link: "/x/\($0.id)")) })
                    }, follow: { step, order, reason, _ in told.add("\(step.rawValue) \(order.subject) \(reason ?? "-")") })
            ],
            officers: { regions, _ in
                [
                    .init(account: 7, name: "陈大勇", region: Self.code(Self.village)),
                    .init(account: 8, name: "李小川", region: Self.code(Self.otherVillage)),
                    .init(account: 9, name: "石磊", region: Self.code(Self.township)),
                ].filter { regions.contains($0.region) }
            }, names: { accounts, _ in Dictionary(uniqueKeysWithValues: accounts.map { ($0, "账号\($0)") }) })
    }

    static func each(_ body: @escaping @Sendable (WorkWorld) async throws -> Void) async throws {
        try await eachDatabase { database in
            try await Migrator(Migration.actions + Migration.regions + Migration.workOrders).migrate(database)
            let keys = try TemporaryFolder()
            let clock = HeldClock()
            let desk = Desk(database: database, vault: try Vault(keys: KeyRing(folder: keys.file("keys"))), clock: { clock.now })
            try await body(WorkWorld(desk: desk, clock: clock, told: Told()))
        }
    }

    @discardableResult
    func perform<A: Action>(_ action: A, as actor: Actor = actor()) async throws -> A.Outcome {
        try await desk.perform(action, as: actor, request: ActionRequest(id: "test")).outcome
    }

    /// Gives out visits to households by number.
    @discardableResult
    func give(_ households: [Int64], in region: Int64 = village, to holder: Int64? = nil, days: Int = 7, as actor: Actor = actor()) async throws
        -> GiveOut.Outcome
    {
        try await perform(GiveOut(households: households, region: region, holder: holder, days: days), as: actor)
    }

    func order(_ id: Int64) async throws -> WorkOrder? { try await desk.database.read { try WorkOrder.find(id, in: $0) } }

    func steps(_ id: Int64) async throws -> [(step: String, from: String?, to: String?, reason: String?)] {
        try await desk.database.read { reader in
            try reader.rows("SELECT step, from_value, to_value, reason FROM work_order_steps WHERE work_order = \(id) ORDER BY id").map {
                (try $0.text("step"), try $0.optionalText("from_value"), try $0.optionalText("to_value"), try $0.optionalText("reason"))
            }
        }
    }
}

/// What a room above would do: gives out visits in an action of its own.
struct GiveOut: Action {
    static let name = "test.giveOut"
    static let permission = Permission.workOrderDispatch
    var households: [Int64]
    var region: Int64
    var holder: Int64?
    var days: Int

    struct Outcome: Codable, Sendable { var batch: Int64; var ids: [Int64] }

    func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    func perform(in writing: Writing) throws -> Outcome {
        let due = WorkingDays.shipped.day(days, after: writing.today)
        let orders = households.map {
            NewOrder(kind: "visit", subject: "household/\($0)", region: WorkWorld.code(region), holder: holder, due: due)
        }
        let (batch, ids) = try OrderBook(writing).dispatch(orders, kind: "visit")
        return Outcome(batch: batch, ids: ids)
    }
}

/// A clock that stands until a test moves it. It begins on Monday 2026-11-23, nine in the morning in China.
final class HeldClock: Sendable {
    private let held = Mutex<Int64>(1_795_395_600_000)
    var now: Moment { Moment(milliseconds: held.withLock { $0 }) }
    func pass(days: Int64 = 0, seconds: Int64 = 0) { held.withLock { $0 += days * 86_400_000 + seconds * 1000 } }
}

final class Told: Sendable {
    private let lines = Mutex<[String]>([])
    func add(_ line: String) { lines.withLock { $0.append(line) } }
    var all: [String] { lines.withLock { $0 } }
}
