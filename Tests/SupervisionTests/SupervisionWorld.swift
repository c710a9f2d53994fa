import Actions
import Basics
import Clues
import Imports
import Policies
import Regions
import Storage
import Synchronization
import TestSupport
import Web
import WorkOrders

@testable import Register
@testable import Supervision

/// A made-up county with registered households, clues that were found there, and the offices of three levels.
struct SupervisionWorld: Sendable {
    static let province: Int64 = 990_000_000_000
    static let county: Int64 = 990_121_000_000
    static let township: Int64 = 990_121_204_000
    static let village: Int64 = 990_121_204_207
    static let neighbourCounty: Int64 = 990_122_000_000
    static let neighbour: Int64 = 990_122_101_201
    static let places: [(Int64, String)] = [
        (province, "云岭省"), (990_100_000_000, "清江市"), (county, "石桥县"), (neighbourCounty, "白水县"), (township, "大坪乡"), (990_122_101_000, "双河镇"),
        (village, "柳树村"), (990_121_204_208, "岔口村"), (neighbour, "河口村"),
    ]

    let desk: Desk
    let clock: SupervisionClock
    /// `households.id` by number, 1 to 6: 1 to 4 in the village, 5 in the other one, 6 in the neighbour county.
    let households: [Int64: Int64]

    static func code(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }

    private static let office: Set<Permission> = [
        .clueRead, .clueFigures, .clueVerify, .clueDispatch, .clueReview, .clueDecide, .workOrderRead, .workOrderDo, .workOrderDispatch,
        .householdRead,
        .householdStatus, .householdChange, .measureRead, .measureAct, .supervisionRead, .urgingRead, .urgingSend, .urgingReply, .workbenchRead,
        .regionRead,
    ]

    /// Whose posts are where.
    static let accounts: [Int64: (role: String, region: Int64)] = [
        1: ("county-office", county), 2: ("city-office", 990_100_000_000), 5: ("county-office", neighbourCounty), 7: ("village-officer", village),
        9: ("township-officer", township), 11: ("leader", county), 20: ("department-officer", county),
    ]

    static func actor(_ account: Int64, may permissions: Set<Permission>? = nil, department: String? = nil, at place: Int64? = nil) -> Actor {
        let post = accounts[account] ?? ("county-office", county)
        return Actor(
            account: account, name: "账号\(account)", role: post.role, permissions: permissions ?? office,
            scope: Scope(region: code(place ?? post.region), department: department))
    }

    static let countyOffice = actor(1)
    static let cityOffice = actor(2)
    static let neighbourOffice = actor(5)
    static let townshipOfficer = actor(9)
    static let villageOfficer = actor(
        7, may: [.clueRead, .clueVerify, .workOrderRead, .workOrderDo, .householdRead, .urgingRead, .urgingReply, .workbenchRead])
    static let leader = actor(11, may: [.supervisionRead, .clueFigures, .workbenchRead])

    static let work = WorkOrdersParts(
        kinds: CluesFeature.orderKinds + SupervisionFeature.orderKinds,
        officers: { regions, _ in
            accounts.filter { regions.contains(code($0.value.region)) && $0.value.role.hasSuffix("officer") }.map {
                .init(account: $0.key, name: "账号\($0.key)", region: code($0.value.region))
            }
        }, names: { accounts, _ in Dictionary(uniqueKeysWithValues: accounts.map { ($0, "账号\($0)") }) })

    static let parts = SupervisionParts(
        work: work,
        posts: { wanted, _ in
            Dictionary(
                uniqueKeysWithValues: wanted.compactMap { account in
                    accounts[account].map { (account, .init(name: "账号\(account)", role: $0.role, region: code($0.region))) }
                })
        })

    static func each(_ body: @escaping @Sendable (SupervisionWorld) async throws -> Void) async throws {
        try await eachDatabase { database in
            try await Migrator(
                Migration.actions + Migration.regions + Migration.register + Migration.imports + Migration.workOrders + Migration.clues
                    + Migration.supervision
            ).migrate(database)
            let folder = try TemporaryFolder()
            let clock = SupervisionClock()
            let desk = Desk(database: database, vault: try Vault(keys: KeyRing(folder: folder.file("keys"))), clock: { clock.now })
            try await body(try await made(desk, clock))
        }
    }

    static func made(_ desk: Desk, _ clock: SupervisionClock) async throws -> SupervisionWorld {
        let top = Actor(
            account: 1, name: "省", role: "province-office", permissions: Set(Permission.register + [.regionRead, .regionChange]),
            scope: Scope(region: code(province)))
        let rows = places.map { ImportRegions.Row(code: $0.0, name: $0.1) }
        guard let since = CalendarDate(iso: "2013-01-01"), let day = CalendarDate(iso: "2026-10-31") else { preconditionFailure("no day") }
        _ = try await desk.perform(ImportRegions(rows: rows, validFrom: since), as: top, request: .init(id: "regions"))
        let homes: [Int64] = [village, village, village, village, 990_121_204_208, neighbour]
        let records = homes.enumerated().map { record(Int64($0.offset + 1), in: $0.element) }
        let done = try await desk.perform(
            ImportRegisterChunk(batch: "b", chunk: 0, digest: "d", day: day, households: records), as: top, request: .init(id: "chunk"))
        precondition(done.outcome.households == records.count, "rejected: \(done.outcome.rejected)")
        let found = try await desk.database.read { try $0.rows("SELECT id, number FROM households") }
        return SupervisionWorld(
            desk: desk, clock: clock,
            households: Dictionary(uniqueKeysWithValues: try found.map { (try $0.integer("number") - 9_900_000_000, try $0.integer("id")) }))
    }

    private static func record(_ number: Int64, in village: Int64) -> HouseholdRecord {
        var member = MemberRecord(line: 1)
        let digits = UInt64(990_121) * 100_000_000_000 + UInt64(19_730_406) * 1000 + UInt64(number * 2 + 1)
        let check = IdentityKey.check(ofDigits: digits)
        let names = Array("茂林河山水云").map(String.init)
        let cells = [
            "name": "田" + names[Int(number - 1)], "relation": "户主", "sex": "男", "birth_date": "1973-04-06",
            "id_number": "\(digits)" + (check == 10 ? "X" : "\(check)"), "ethnicity": "汉族",
        ]
        for (column, text) in cells { _ = try? member.set(column, text) }
        var household = HouseholdRecord(number: 9_900_000_000 + number, line: number)
        let facts = [
            "village_code": String(village), "status": "脱贫享受政策", "attribute": "一般脱贫户", "main_cause": "因病", "entered_on": "2014-05-08",
            "exited_on": "2018-12-20", "address": "三组\(number)号",
        ]
        for (column, text) in facts { _ = try? household.set(column, text) }
        household.members = [member]
        return household
    }

    func found(_ rule: String, _ household: Int64, in region: Int64? = nil, value: Int64 = 1) -> FoundInRegister {
        let home = household <= 4 ? Self.village : household == 5 ? 990_121_204_208 : Self.neighbour
        return FoundInRegister(
            identity: Int64(rule.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) % 1_000_003 }) * 1000 + household, rule: rule, pack: "hebei/entry-bars-2018",
            packVersion: 1, subject: .household, household: households[household], person: nil, region: region ?? home,
            evidence: [EvidenceItem(name: "cars", title: ["zh": "车辆数", "en": "Cars"], kind: .number, value: value)], sources: ["vehicles"])
    }

    /// A run over the province takes up what it found; of two rules, so that what is missing is gone.
    func takeUp(_ run: Int64, _ clues: [FoundInRegister]) async throws {
        let rules = ["car", "house"].map { rule in
            RuleOutcome(
                id: rule, pack: "hebei/entry-bars-2018", packVersion: 1, title: ["zh": "规则\(rule)", "en": "Rule \(rule)"], skipped: nil, subjects: 6,
                undecided: 0, clues: clues.count { $0.rule == rule }, outcome: "veto", severity: 3, falsePositives: ["lent_name"])
        }
        let province = Actor(
            account: 1, name: "省", role: "province-office", permissions: [.clueDecide, .clueRead], scope: Scope(region: Self.code(Self.province)))
        _ = try await ClueTakeUp(
            outcome: RunOutcome(run: run, asOf: clock.now.chinaDate, extent: .region(Self.province), rules: rules, clues: clues), desk: desk,
            actor: province, request: ActionRequest(id: "run-\(run)")
        ).run()
    }

    @discardableResult
    func perform<A: Action>(_ action: A, as actor: Actor = countyOffice, base: Int64? = nil) async throws -> A.Outcome {
        try await desk.perform(action, as: actor, request: ActionRequest(id: "test", baseVersion: base)).outcome
    }

    func ask<Q: Query>(_ query: Q, as actor: Actor = countyOffice) async throws -> Q.Answer { try await desk.ask(query, as: actor) }

    func clues() async throws -> [Clue] {
        try await ask(ListClues(filter: ClueFilter(standing: .all), limit: 200), as: Self.cityOffice).lines.map(\.clue)
    }

    /// The number of a clue by rule and household.
    func clue(_ rule: String, _ household: Int64) async throws -> Int64 {
        let identity = found(rule, household).identity
        return try await clues().first { $0.identity == identity }?.id ?? -1
    }

    /// A clue of a household of the village that was found to be so.
    func confirmed(_ household: Int64 = 1, rule: String = "car") async throws -> Int64 {
        if try await clues().isEmpty { try await takeUp(1, (1...6).map { found("car", $0) }) }
        let clue = try await clue(rule, household)
        try await perform(DispatchClues(clues: [clue], officers: Self.work.officers))
        try await verdict(clue, .confirmed)
        return clue
    }

    func verdict(_ clue: Int64, _ verdict: Verdict, as actor: Actor = villageOfficer) async throws {
        try await perform(
            GiveVerdict(
                clue: clue, verdict: verdict, explanation: verdict == .notConfirmed ? "lent_name" : nil, said: "入户看过，问了邻居", signature: "陈大勇",
                certificate: verdict == .notConfirmed ? "车管证明 12 号" : nil, followers: OrderFollowers(CluesFeature.orderKinds)), as: actor)
    }

    func measure(_ id: Int64) async throws -> Measure? { try await desk.database.read { try Measure.find(id, in: $0) } }
    func urging(_ id: Int64) async throws -> Urging? { try await desk.database.read { try Urging.find(id, in: $0) } }

    /// The sums of a measure's entries.
    func sums(_ measure: Int64) async throws -> (due: Int64, paid: Int64) {
        let row = try await desk.database.read {
            try $0.row("SELECT SUM(e.due_change) AS due, SUM(e.paid_change) AS paid FROM measure_entries e WHERE e.measure = \(measure)")
        }
        return (try row?.integer("due") ?? -1, try row?.integer("paid") ?? -1)
    }
}

/// A clock that stands until a test moves it. It begins on Monday 2026-11-23, nine in the morning in China.
final class SupervisionClock: Sendable {
    private let held = Mutex<Int64>(1_795_395_600_000)
    var now: Moment { Moment(milliseconds: held.withLock { $0 }) }
    func pass(days: Int64 = 0, seconds: Int64 = 0) { held.withLock { $0 += days * 86_400_000 + seconds * 1000 } }
}
