import Actions
import Basics
import Comparison
import Datasets
import Foundation
import Imports
import PolicyLanguage
import Register
import Storage
import Testing

@testable import Policies

/// Asked again of what changes have touched, the rules say what a run over everything says.
@Suite struct AskingAgainTests {
    /// What is known between runs: as the rooms above keep it.
    private struct Book {
        var clues: [Int64: FoundInRegister]
        /// Rules by which something was asked; of the others the book may be behind.
        var waiting: Set<String> = []

        init(_ outcome: RunOutcome) { clues = Dictionary(outcome.clues.map { ($0.identity, $0) }) { first, _ in first } }

        mutating func take(_ outcome: RunOutcome) {
            waiting.formUnion(outcome.rules.filter { $0.skipped?.hasPrefix("waits") == true }.map(\.id))
            guard case .touched(let households, let identities) = outcome.extent else { return }
            let answered = Set(outcome.rules.filter(\.refutes).map(\.id))
            let found = Set(outcome.clues.map(\.identity))
            clues = clues.filter { identity, clue in
                guard answered.contains(clue.rule), !found.contains(identity), !outcome.undecided.contains(identity) else { return true }
                return !(clue.household.map(households.contains) == true || identities.contains(identity))
            }
            for clue in outcome.clues { clues[clue.identity] = clue }
        }
    }

    @Test func changesAndDeliveriesAreAskedAgainAsARunWouldSay() async throws {
        try await ProvinceDesk.each(people: 600) { desk in
            let comparison = desk.comparison()
            let region = desk.actor.scope.region.number
            var book = Book(try await comparison.run(scope: region, asOf: desk.asOf))
            var random = SplitMix(state: 20_261_123)
            let rows = OwnedRows(desk.parts)
            let changes = try await RandomChanges(desk: desk)
            var asked: Set<String> = []
            for step in 0..<7 {
                let (done, told) = try await changes.next(step, &random)
                guard let done else { continue }
                let outcomes = try await comparison.askAgain(done, asOf: desk.asOf, rows: rows)
                for outcome in outcomes {
                    book.take(outcome)
                    asked.formUnion(outcome.rules.filter { $0.skipped == nil }.map(\.id))
                }
                let run = try await comparison.run(scope: region, asOf: desk.asOf)
                let skipped = Set(run.rules.filter { $0.skipped != nil }.map(\.id)).union(book.waiting)
                let known = Set(book.clues.values.filter { !skipped.contains($0.rule) })
                let said = Set(run.clues.filter { !skipped.contains($0.rule) })
                #expect(
                    known == said,
                    "step \(step) (\(told)): only known \(known.subtracting(said)), only in the run \(said.subtracting(known))")
                book = Book(run)
            }
            #expect(asked.count > 100)
            for rule in ["one-account-many-households", "project-under-two-documents", "loan-user-not-registered", "duplicate-id-in-household"] {
                #expect(asked.contains(rule), "\(rule) was never asked again")
            }
        }
    }
}

/// Changes of a made-up province by chance: people corrected, small deliveries taken into use, some of them instead of others.
private struct RandomChanges {
    let desk: ProvinceDesk
    /// ID numbers and names of the register's file.
    private let people: [(id: String, name: String)]
    private let county: RegionCode
    private let villages: [RegionCode]

    init(desk: ProvinceDesk) async throws {
        self.desk = desk
        let folder = "\(desk.files)/register"
        let file = try FileManager.default.contentsOfDirectory(atPath: folder).first { $0.hasPrefix("persons") } ?? ""
        let lines = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8).split(whereSeparator: \.isNewline).dropFirst()
        people = lines.map { $0.split(separator: ",", omittingEmptySubsequences: false) }.map { (String($0[2]), String($0[3])) }
        villages = try await desk.desk.database.read {
            try $0.rows("SELECT DISTINCT v.region FROM household_versions v ORDER BY v.region").map { try $0.region("region") }
        }
        guard let county = villages.first?.ancestor(at: .county) else { throw Refusal.notFound }
        self.county = county
    }

    /// What was done, in words too, for a failure's message.
    func next(_ step: Int, _ random: inout SplitMix) async throws -> (changes: Changes?, told: String) {
        switch step % 6 {
        case 0: try await correct(&random)
        case 2: try await deliver("projects", header: "项目编号,项目名称,村代码,年度,资金文号,批复总投资", &random) { project(&$0) }
        case 3: try await deliver("micro_loans", header: "身份证号,姓名,贷款金额,贷款期限,是否财政贴息", &random) { loan(&$0) }
        case 4: try await deliver("vehicles", header: "身份证号,姓名,车辆类型,购车价格,初次登记日期,状态", &random) { vehicle(&$0) }
        default: try await deliver("subsidies", header: "身份证号,姓名,补贴名称,发放金额,发放日期,卡号,发放村代码", &random) { payment(&$0) }
        }
    }

    /// Somebody's sex, which several rules look at.
    private func correct(_ random: inout SplitMix) async throws -> (changes: Changes?, told: String) {
        let people = try await desk.desk.database.read {
            try $0.rows("SELECT m.person, m.household, m.sex FROM members m WHERE m.valid_until IS NULL AND m.known_until_ms IS NULL ORDER BY m.id")
        }
        let row = people[random.below(people.count)]
        let (person, household) = (try row.integer("person"), try row.integer("household"))
        let before = desk.desk.now.milliseconds - 1
        try await desk.perform(
            CorrectFact(
                household: household, about: .member, person: person, field: "sex", value: try row.optionalText("sex") == "male" ? "female" : "male",
                reason: "录入错误", evidence: "身份证"))
        return (Changes(households: [household], before: Moment(milliseconds: before)), "person \(person) of \(household)")
    }

    /// A county's file stands instead of the province's there, the next one instead of it.
    private func deliver(
        _ source: String, header: String, _ random: inout SplitMix, _ line: (inout SplitMix) -> String
    ) async throws -> (changes: Changes?, told: String) {
        let lines = (0..<(5 + random.below(60))).map { _ in line(&random) }
        let delivery = try await desk.deliver(source, ([header] + lines).joined(separator: "\n") + "\n", region: county)
        return (delivery.map { Changes(deliveries: [$0]) }, "\(source): \(lines.count) rows, delivery \(delivery ?? 0)")
    }

    /// Of the register, or now and then a stranger.
    private func somebody(_ random: inout SplitMix) -> (id: String, name: String) {
        random.below(6) == 0 ? ("990199197003030015", "生客") : people[random.below(people.count)]
    }

    private func payment(_ random: inout SplitMix) -> String {
        let who = somebody(&random)
        let village = villages[random.below(villages.count)].digits
        return "\(who.id),\(who.name),低保金,\(100 + random.below(900)),2025-06-1\(random.below(9)),62179900000000000\(10 + random.below(8)),\(village)"
    }

    private func project(_ random: inout SplitMix) -> String {
        let village = villages[random.below(min(2, villages.count))].digits
        return
            "XM\(random.below(40)),通组路\(random.below(2)),\(village),202\(3 + random.below(2)),财农〔2024〕\(random.below(3))号,\(1000 + random.below(9000))"
    }

    private func loan(_ random: inout SplitMix) -> String {
        let who = somebody(&random)
        return "\(who.id),\(who.name),\(10_000 + random.below(60_000)),\([12, 36, 48][random.below(3)]),\(random.below(2) == 0 ? "是" : "否")"
    }

    private func vehicle(_ random: inout SplitMix) -> String {
        let who = somebody(&random)
        return "\(who.id),\(who.name),\(["小型轿车", "拖拉机"][random.below(2)]),\(5_000 + random.below(90_000)),2024-03-28,正常"
    }
}

/// The same numbers every time.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
