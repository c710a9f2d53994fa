import Actions
import Basics
import Policies
import Regions
import Storage
import Synchronization
import TestSupport
import Web
import WorkOrders

@testable import Clues
@testable import Register

/// A made-up county with registered households, and clues that runs of a test's making find.
struct ClueWorld: Sendable {
    static let villages: [(Int64, String)] = [
        (990_000_000_000, "云岭省"), (990_100_000_000, "清江市"), (990_121_000_000, "石桥县"), (990_122_000_000, "白水县"),
        (990_121_204_000, "大坪乡"), (990_122_101_000, "双河镇"), (990_121_204_207, "柳树村"), (990_121_204_208, "岔口村"), (990_122_101_201, "河口村"),
    ]
    static let county: Int64 = 990_121_000_000
    static let township: Int64 = 990_121_204_000
    static let village: Int64 = 990_121_204_207
    static let otherVillage: Int64 = 990_121_204_208
    static let neighbour: Int64 = 990_122_101_201
    static let neighbourCounty: Int64 = 990_122_000_000

    let desk: Desk
    let clock: ClueClock
    let blobs: BlobStore
    /// Households by number, 1 to 6: 1 to 3 in the village, 4 and 5 in the other one, 6 in the neighbour county.
    let households: [Int64: Int64]

    static func code(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }

    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(iso: text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    private static let everything: Set<Permission> = [
        .clueRead, .clueFigures, .clueVerify, .clueDispatch, .clueReview, .clueDecide, .workOrderRead, .workOrderDo, .workOrderDispatch,
        .householdRead,
    ]

    static func office(_ region: Int64 = county, account: Int64 = 1) -> Actor {
        Actor(
            account: account, name: "周敏", role: "county-office",
            permissions: everything.union([.householdCorrect, .householdChange, .workbenchRead]),
            scope: Scope(region: code(region)))
    }

    static func officer(_ region: Int64 = village, account: Int64 = 7) -> Actor {
        Actor(
            account: account, name: "陈大勇", role: "village-officer",
            permissions: [.clueRead, .clueVerify, .workOrderRead, .workOrderDo, .householdRead, .workbenchRead], scope: Scope(region: code(region)))
    }

    static func townshipOfficer(account: Int64 = 9) -> Actor {
        Actor(
            account: account, name: "石磊", role: "township-officer",
            permissions: everything.subtracting([.clueDecide]).union([.householdCorrect, .workbenchRead]), scope: Scope(region: code(township)))
    }

    static func department(_ name: String = "public-security") -> Actor {
        Actor(
            account: 20, name: "车管", role: "department-officer", permissions: [.workOrderRead, .workOrderDo, .workbenchRead],
            scope: Scope(region: code(county), department: name))
    }

    static let sources = [
        "vehicles": ClueSource(
            name: "vehicles", folder: "public-security/vehicles", department: "public-security", titleZh: "机动车登记", titleEn: "Vehicles",
            publisherZh: "公安局", publisherEn: "Public security")
    ]

    static let work = WorkOrdersParts(
        kinds: ClueWork.kinds,
        officers: { regions, _ in
            [
                .init(account: 7, name: "陈大勇", region: code(village)), .init(account: 8, name: "李小川", region: code(otherVillage)),
                .init(account: 9, name: "石磊", region: code(township)),
            ].filter { regions.contains($0.region) }
        }, names: { accounts, _ in Dictionary(uniqueKeysWithValues: accounts.map { ($0, "账号\($0)") }) })

    var parts: CluesParts { CluesParts(blobs: blobs, sources: Self.sources, work: Self.work) }
    var followers: OrderFollowers { OrderFollowers(ClueWork.kinds) }

    static func each(_ body: @escaping @Sendable (ClueWorld) async throws -> Void) async throws {
        try await eachDatabase { database in
            try await Migrator(Migration.actions + Migration.regions + Migration.register + Migration.workOrders + Migration.clues).migrate(database)
            let folder = try TemporaryFolder()
            let clock = ClueClock()
            let vault = try Vault(keys: KeyRing(folder: folder.file("keys")))
            let desk = Desk(database: database, vault: vault, clock: { clock.now })
            let blobs = try BlobStore(folder: folder.file("blobs"), vault: vault)
            try await body(try await made(desk, clock, blobs))
        }
    }

    static func made(_ desk: Desk, _ clock: ClueClock, _ blobs: BlobStore) async throws -> ClueWorld {
        let province = Actor(
            account: 1, name: "省", role: "province-office", permissions: Set(Permission.register + [.regionRead, .regionChange]),
            scope: Scope(region: code(990_000_000_000)))
        let rows = villages.map { ImportRegions.Row(code: $0.0, name: $0.1) }
        _ = try await desk.perform(ImportRegions(rows: rows, validFrom: day("2013-01-01")), as: province, request: .init(id: "regions"))
        let places: [Int64] = [village, village, village, otherVillage, otherVillage, neighbour]
        let records = places.enumerated().map { record(Int64($0.offset + 1), in: $0.element) }
        let chunk = ImportRegisterChunk(batch: "b", chunk: 0, digest: "d", day: day("2026-10-31"), households: records)
        let done = try await desk.perform(chunk, as: province, request: .init(id: "chunk"))
        precondition(done.outcome.households == records.count, "rejected: \(done.outcome.rejected)")
        let found = try await desk.database.read { try $0.rows("SELECT id, number FROM households") }
        let households = Dictionary(uniqueKeysWithValues: try found.map { (try $0.integer("number") - 9_900_000_000, try $0.integer("id")) })
        return ClueWorld(desk: desk, clock: clock, blobs: blobs, households: households)
    }

    private static func record(_ number: Int64, in village: Int64) -> HouseholdRecord {
        var member = MemberRecord(line: 1)
        let digits = UInt64(990_121) * 100_000_000_000 + UInt64(19_730_406) * 1000 + UInt64(number * 2 + 1)
        let check = IdentityKey.check(ofDigits: digits)
        let cells = [
            "name": "田\("茂林河山水云"[String.Index(utf16Offset: Int(number - 1), in: "茂林河山水云")])", "relation": "户主", "sex": "男",
            "birth_date": "1973-04-06",
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

    /// A clue that a run of the test finds: of a rule, about a household by its number.
    func found(_ rule: String, _ household: Int64, value: Int64 = 1, identity: Int64? = nil) -> FoundInRegister {
        let region = household <= 3 ? Self.village : household <= 5 ? Self.otherVillage : Self.neighbour
        return FoundInRegister(
            identity: identity ?? Int64(rule.utf8.reduce(7) { ($0 &* 31 &+ Int($1)) % 1_000_003 }) * 1000 + household, rule: rule,
            pack: "hebei/entry-bars-2018",
            packVersion: 1, subject: .household, household: households[household], person: nil, region: region,
            evidence: [EvidenceItem(name: "cars", title: ["zh": "车辆数", "en": "Cars"], kind: .number, value: value)], sources: ["vehicles"])
    }

    func outcome(
        _ run: Int64, _ clues: [FoundInRegister], rules: [String] = ["car", "house", "payroll"], skipped: Set<String> = [],
        region: Int64 = county, extent: RunOutcome.Extent? = nil
    ) -> RunOutcome {
        RunOutcome(
            run: run, asOf: clock.now.chinaDate, extent: extent ?? .region(region),
            rules: rules.map { rule in
                RuleOutcome(
                    id: rule, pack: "hebei/entry-bars-2018", packVersion: 1, title: ["zh": "规则\(rule)", "en": "Rule \(rule)"],
                    skipped: skipped.contains(rule) ? "no data" : nil, subjects: 6, undecided: 0, clues: clues.count { $0.rule == rule },
                    outcome: "veto", severity: 3, falsePositives: ["lent_name"])
            }, clues: clues.filter { !skipped.contains($0.rule) })
    }

    @discardableResult
    func takeUp(_ outcome: RunOutcome, as actor: Actor = office()) async throws -> ClueTakeUp.Taken {
        try await ClueTakeUp(outcome: outcome, desk: desk, actor: actor, request: ActionRequest(id: "run-\(outcome.run)")).run()
    }

    @discardableResult
    func perform<A: Action>(_ action: A, as actor: Actor = office()) async throws -> A.Outcome {
        try await desk.perform(action, as: actor, request: ActionRequest(id: "test")).outcome
    }

    @discardableResult
    func dispatch(_ clues: [Int64] = [], all: Bool = false, limit: Int? = nil) async throws -> DispatchClues.Outcome {
        try await perform(DispatchClues(clues: clues, all: all, limit: limit, officers: Self.work.officers))
    }

    func verdict(
        _ clue: Int64, _ verdict: Verdict, explanation: String? = nil, certificate: String? = nil, as actor: Actor = officer()
    ) async throws -> ClueState {
        try await perform(
            GiveVerdict(
                clue: clue, verdict: verdict, explanation: explanation ?? (verdict == .notConfirmed ? "lent_name" : nil), said: "入户看过，问了邻居",
                signature: "陈大勇", certificate: certificate ?? (verdict == .notConfirmed ? "车管证明 12 号" : nil), followers: followers), as: actor)
    }

    func clues() async throws -> [Clue] {
        try await desk.database.read { try $0.rows("SELECT \(sql: Clue.columns) FROM clues c ORDER BY c.id").map(Clue.init) }
    }

    func clue(_ rule: String, _ household: Int64) async throws -> Clue? {
        let identity = found(rule, household).identity
        return try await clues().first { $0.identity == identity }
    }

    func number(_ rule: String, _ household: Int64) async throws -> Int64 { try await clue(rule, household)?.id ?? -1 }

    struct Step: Hashable { var event: String; var to: String; var reason: String?; var before: String?; var after: String? }

    func steps(_ clue: Int64) async throws -> [Step] {
        try await desk.database.read { reader in
            try reader.rows("SELECT event, to_state, reason, due_before, due_after FROM clue_steps WHERE clue = \(clue) ORDER BY id").map {
                Step(
                    event: try $0.text("event"), to: try $0.text("to_state"), reason: try $0.optionalText("reason"),
                    before: try $0.optionalText("due_before"), after: try $0.optionalText("due_after"))
            }
        }
    }
}

/// A clock that stands until a test moves it. It begins on Monday 2026-11-23, nine in the morning in China.
final class ClueClock: Sendable {
    private let held = Mutex<Int64>(1_795_395_600_000)
    var now: Moment { Moment(milliseconds: held.withLock { $0 }) }
    func pass(days: Int64 = 0, seconds: Int64 = 0) { held.withLock { $0 += days * 86_400_000 + seconds * 1000 } }
}
