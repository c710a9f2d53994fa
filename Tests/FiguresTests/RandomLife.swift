import Actions
import Basics
import Clues
import Policies
import Regions
import Register
import Storage
import Synchronization
import TestSupport
import WorkOrders

/// A register whose households and people are made up by chance, and to whom things happen by chance through the acts of the rooms: what an act refuses
/// has not happened.
final class RandomLife: Sendable {
    let desk: Desk
    private let chance: Mutex<SeededChance>
    private let folder: TemporaryFolder
    private let run = Mutex<Int64>(0)

    /// Somebody of the province who may do everything; a second one reviews what the first has verified.
    let actor = RandomLife.somebody(7)
    private let reviewer = RandomLife.somebody(8)
    private static let villages: [Int64] = [990_121_204_207, 990_121_204_208, 990_122_101_201]
    private static let rules = ["car", "house", "payroll"]

    init(_ database: Database, seed: UInt64) async throws {
        try await Migrator(
            Migration.actions + Migration.regions + Migration.register + Migration.workOrders + Migration.policies + Migration.clues
        ).migrate(database)
        folder = try TemporaryFolder()
        desk = Desk(database: database, vault: try Vault(keys: KeyRing(folder: folder.file("keys"))), clock: { FiguresWorld.morning })
        chance = Mutex(SeededChance(state: seed))
        let rows = FiguresWorld.places.map { ImportRegions.Row(code: $0.0, name: $0.1) }
        try await perform(ImportRegions(rows: rows, validFrom: FiguresWorld.day("2013-01-01")))
        for chunk in 0..<3 {
            let households = (0..<14).map { household(9_900_000_001 + Int64(chunk * 14 + $0)) }
            try await perform(
                ImportRegisterChunk(
                    batch: "b", chunk: chunk, digest: "d\(chunk)", day: FiguresWorld.day("2026-10-31"), households: households))
        }
        try await takeUpARun()
    }

    private static func somebody(_ account: Int64) -> Actor {
        Actor(
            account: account, name: "周敏", role: "province-office",
            permissions: Set(
                Permission.register + [
                    .regionRead, .regionChange, .clueRead, .clueFigures, .clueVerify, .clueDispatch, .clueReview, .clueDecide, .workOrderRead,
                    .workOrderDo, .workOrderDispatch,
                ]), scope: Scope(region: FiguresWorld.code(990_000_000_000)))
    }

    @discardableResult
    private func perform<A: Action>(_ action: A, as somebody: Actor? = nil) async throws -> A.Outcome {
        try await desk.perform(action, as: somebody ?? actor, request: ActionRequest(id: "life")).outcome
    }

    private func one<T>(_ choices: [T]) -> T {
        let place = chance.withLock { Int.random(in: 0..<choices.count, using: &$0) }
        return choices[place]
    }

    func maybe(_ share: Double) -> Bool { chance.withLock { Double.random(in: 0..<1, using: &$0) < share } }

    func someRegion() -> RegionCode { FiguresWorld.code(one(FiguresWorld.places).0) }

    // Made up

    private func household(_ number: Int64) -> HouseholdRecord {
        var cells = ["village_code": String(one(Self.villages)), "status": one(["未脱贫", "脱贫享受政策", "返贫", "未建档"]), "address": "三组18号"]
        if cells["status"] != "未建档" {
            cells["entered_on"] = "2014-05-08"
            cells["main_cause"] = one(["因病", "因残", "因学", "缺技术", "缺劳力"])
            if cells["status"] == "脱贫享受政策" { cells["exited_on"] = "2018-12-20" }
        } else if maybe(0.5) {
            cells.merge(["monitored_category": "边缘易致贫户", "risks": one(["因病", "因灾"]), "identified_on": "2026-09-14"]) { $1 }
        }
        if maybe(0.6) { cells["wage_income"] = String(one([3_000, 9_000, 20_000, 60_000])) }
        var household = HouseholdRecord(number: number, line: number % 1000 + 2)
        for (column, text) in cells { _ = try? household.set(column, text) }
        household.members = (0..<one([1, 2, 3, 4])).map { member($0) }
        return household
    }

    private func member(_ place: Int) -> MemberRecord {
        let (relation, sex) = [("户主", "男"), ("配偶", "女"), ("之女", "女"), ("之母", "女")][place]
        let year = [one([1_945, 1_970, 1_990]), one([1_946, 1_972, 1_991]), one([2_010, 2_020]), 1_930][place]
        var member = MemberRecord(line: Int64(place + 2))
        let cells = [
            "name": "田" + one(["茂林", "小雨", "小川", "秀英"]), "relation": relation, "sex": sex,
            "birth_date": "\(year)-0\(one([1, 5, 9]))-1\(one([1, 4, 8]))",
            "ethnicity": one(["汉族", "苗族", "土家族"]), "health": one(["健康", "长期慢性病", "患有大病"]), "education": one(["文盲或半文盲", "小学", "初中"]),
        ]
        for (column, text) in cells { _ = try? member.set(column, text) }
        return member
    }

    // What happens

    /// One thing; false when it was refused.
    func happen() async throws -> Bool {
        do {
            if maybe(0.5) { try await somethingOfTheRegister() } else { try await somethingOfClues() }
            return true
        } catch is Refusal { return false }
    }

    private func somethingOfTheRegister() async throws {
        let number = 9_900_000_001 + Int64(one(Array(0..<42)))
        let household = try await desk.database.read { try $0.count("SELECT h.id FROM households h WHERE h.number = \(number)") }
        let (day, reason) = (FiguresWorld.day("2026-11-\(one(["10", "15", "20"]))"), "评议通过")
        switch one(Array(0..<7)) {
        case 0: try await perform(ChangeStatus(household: household, to: one(["exited", "returned", "poor"]), on: day, reason: reason))
        case 1:
            try await perform(
                MonitorHousehold(
                    household: household, kind: one(["unstable", "marginal", "sudden"]), risks: [one(["illness", "disaster", "disability"])], on: day,
                    reason: reason))
        case 2: try await perform(RemoveRisk(household: household, way: one(["help", "natural"]), on: day, reason: reason))
        case 3: try await perform(MoveHousehold(household: household, to: one(Self.villages), on: day, reason: reason))
        case 4:
            try await perform(
                RecordBirth(household: household, on: day, name: "田小满", sex: one(["male", "female"]), relation: "grandchild", reason: "出生医学证明"))
        case 5:
            let people = try await desk.database.read { reader in
                try reader.rows(
                    "SELECT m.person FROM members m WHERE m.household = \(household) AND m.valid_until IS NULL AND m.known_until_ms IS NULL"
                ).map { try $0.integer("person") }
            }
            guard people.count > 1, let last = people.last else { throw Refusal.notFound }
            try await perform(RecordDeath(household: household, person: last, on: day, reason: "死亡证明"))
        default:
            try await perform(
                CorrectFact(
                    household: household, about: .household, field: "main_cause", value: one(["illness", "disability", "no-labour"]), reason: "录入错误",
                    evidence: "申请书"))
        }
    }

    private func somethingOfClues() async throws {
        let states = one(["created", "dispatched", "dispatched", "notConfirmed", "cannotVerify", "confirmed", "reviewed"])
        let clues = try await desk.database.read { reader in
            try reader.rows("SELECT c.id FROM clues c WHERE c.state = \(states) ORDER BY c.id").map { try $0.integer("id") }
        }
        guard !clues.isEmpty else { throw Refusal.notFound }
        switch states {
        case "created": try await perform(DispatchClues(clues: Array(clues.prefix(one([1, 4, 30])))))
        case "dispatched":
            let verdict = one([Verdict.confirmed, .notConfirmed, .cannotVerify])
            let isFalse = verdict == .notConfirmed
            try await perform(
                GiveVerdict(
                    clue: one(clues), verdict: verdict, explanation: isFalse ? one(["lent_name", "dormant_licence"]) : nil, said: "入户看过，问了邻居",
                    signature: "陈大勇", certificate: isFalse ? "证明 12 号" : nil, followers: OrderFollowers(CluesFeature.orderKinds)))
        case "reviewed": try await perform(CloseClues(clues: [one(clues)], reason: "复核无误"))
        default: try await perform(ReviewClue(clue: one(clues), agree: maybe(0.6), reason: "再看一次"), as: reviewer)
        }
    }

    /// A run of the comparison finds some clues, where their households are by now; what it found before and does not find again ends.
    func takeUpARun() async throws {
        let households = try await desk.database.read { reader in
            try reader.rows(
                "SELECT v.household, v.region FROM household_versions v WHERE v.valid_until IS NULL AND v.known_until_ms IS NULL ORDER BY v.household"
            ).map { (try $0.integer("household"), try $0.integer("region")) }
        }
        var clues: [FoundInRegister] = []
        for (place, rule) in Self.rules.enumerated() {
            for (household, region) in households where maybe(0.5) {
                clues.append(
                    FoundInRegister(
                        identity: Int64(place + 1) * 1_000_000 + household, rule: rule, pack: "hebei/entry-bars-2018", packVersion: 1,
                        subject: .household,
                        household: household, person: nil, region: region,
                        evidence: [EvidenceItem(name: "cars", title: ["zh": "数", "en": "Number"], kind: .number, value: Int64(one([1, 2])))],
                        sources: ["vehicles"]))
            }
        }
        let number = run.withLock { run in
            run += 1
            return run
        }
        let rules = Self.rules.enumerated().map { place, rule in
            RuleOutcome(
                id: rule, pack: "hebei/entry-bars-2018", packVersion: 1, title: ["zh": rule, "en": rule], skipped: nil, subjects: households.count,
                undecided: 0, clues: clues.count { $0.rule == rule }, outcome: ["veto", "warning", "strict_review"][place], severity: 3)
        }
        let outcome = RunOutcome(run: number, asOf: desk.now.chinaDate, extent: .region(990_000_000_000), rules: rules, clues: clues)
        _ = try await ClueTakeUp(outcome: outcome, desk: desk, actor: actor, request: ActionRequest(id: "run-\(number)")).run()
    }
}

/// Chance that a number begins, so that what went wrong can happen again (SplitMix64).
struct SeededChance: RandomNumberGenerator, Sendable {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
