import Actions
import Basics
import Policies
import Storage
import Testing
import WorkOrders

@testable import Clues

/// What is kept in memory says what the database says: of every list, at every place, after whatever happened.
@Suite struct LedgerTests {
    private static let rules = ["car", "house", "payroll"]

    @Test func theListsOfTheLedgerAreTheListsOfTheDatabase() async throws {
        try await ClueWorld.each { world in
            var chance = SplitMix(seed: UInt64.random(in: 0...UInt64.max))
            let seed = chance.state
            for run in Int64(1)...12 {
                try? await Self.happen(world, run, &chance)
                try await Self.agree(world, &chance, "seed \(seed), run \(run)")
            }
        }
    }

    @Test func whatAnActWouldHaveDoneIsNotKept() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, (1...5).map { world.found("car", $0) }))
            let office = ClueWorld.office()
            #expect(try await world.desk.ask(ListClues(filter: ClueFilter()), as: office).count == 5)
            // The act sees its own work, and is then refused: nobody else ever sees it.
            await #expect(throws: Refusal.self) { try await world.desk.perform(ClosedAndUndone(), as: office, request: .init(id: "undone")) }
            #expect(try await world.desk.ask(ListClues(filter: ClueFilter()), as: office).count == 5)
            try await world.dispatch(all: true)
            #expect(try await world.desk.ask(ListClues(filter: ClueFilter(standing: .state(.dispatched))), as: office).count == 5)
        }
    }

    @Test func namesThatNobodyHasGiveNothing() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            for filter in [ClueFilter(rule: "none"), ClueFilter(outcome: "none"), ClueFilter(standing: .all, explanation: "none")] {
                let answer = try await world.desk.ask(ListClues(filter: filter), as: ClueWorld.office())
                #expect(answer.count == 0 && answer.lines.isEmpty && answer.next == nil)
            }
        }
    }

    /// Some runs, dispatches, verdicts, and days that pass.
    private static func happen(_ world: ClueWorld, _ run: Int64, _ chance: inout SplitMix) async throws {
        var found: [FoundInRegister] = []
        for rule in rules {
            for household in Int64(1)...5 where Bool.random(using: &chance) { found.append(world.found(rule, household)) }
        }
        try await world.takeUp(world.outcome(run, found))
        let clues = try await world.clues()
        try await world.dispatch(Array(clues.shuffled(using: &chance).prefix(6).map(\.id)))
        for clue in try await world.clues() where clue.state == .dispatched && Bool.random(using: &chance) {
            _ = try await world.verdict(clue.id, Verdict.allCases.randomElement(using: &chance) ?? .confirmed, as: ClueWorld.townshipOfficer())
        }
        world.clock.pass(days: Int64.random(in: 0...4, using: &chance))
    }

    private static func agree(_ world: ClueWorld, _ chance: inout SplitMix, _ comment: String) async throws {
        for _ in 0..<25 {
            let filter = ClueFilter(
                standing: [.open, .all, .state(ClueState.allCases.randomElement(using: &chance) ?? .created)].randomElement(using: &chance) ?? .all,
                rule: Int.random(in: 0..<3, using: &chance) == 0 ? rules.randomElement(using: &chance) : nil,
                outcome: Int.random(in: 0..<5, using: &chance) == 0 ? "veto" : nil, isLate: Int.random(in: 0..<4, using: &chance) == 0,
                verdicts: Verdict.allCases.filter { _ in Int.random(in: 0..<5, using: &chance) == 0 },
                explanation: Int.random(in: 0..<6, using: &chance) == 0 ? "lent_name" : nil)
            let region = ClueWorld.villages.randomElement(using: &chance)?.0 ?? ClueWorld.county
            let reader = ClueWorld.office(region)
            let (ids, limit) = (try await world.desk.ask(OfDatabase(filter: filter), as: reader), Int.random(in: 1...4, using: &chance))
            var (listed, after): ([Int64], ListClues.Place?) = ([], nil)
            repeat {
                let page = try await world.desk.ask(ListClues(filter: filter, after: after, limit: limit), as: reader)
                #expect(page.count == Int64(ids.count), "\(filter) in \(region); \(comment)")
                listed += page.lines.map(\.clue.id)
                after = page.next
            } while after != nil && listed.count <= ids.count
            #expect(listed == ids, "\(filter) in \(region); \(comment)")
        }
    }
}

/// The numbers of a list by the conditions that figures are counted by.
private struct OfDatabase: Query {
    static let permission = Permission.clueRead
    let filter: ClueFilter

    func answer(in reading: Reading) throws -> [Int64] {
        let rule = try filter.rule.flatMap { try reading.row("SELECT id FROM clue_rules WHERE rule = \($0)")?.integer("id") }
        return try reading.rows(
            "SELECT c.id FROM clues c WHERE \(sql: filter.conditions(in: reading.scope, today: reading.today, ruleNumber: rule)) ORDER BY c.region, c.id"
        ).map { try $0.integer("id") }
    }
}

/// Closes a clue, looks at the list from within, and gives up.
private struct ClosedAndUndone: Action {
    static let name = "test.undone"
    static let permission = Permission.clueDecide
    func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    func perform(in writing: Writing) throws -> Int64 {
        let first = try ClueBook(writing).clues(try ListClues(filter: ClueFilter()).answer(in: writing.reading).lines.map(\.clue.id))[0]
        try ClueBook(writing).step(first, .lapse, reason: "试")
        #expect(try ListClues(filter: ClueFilter()).answer(in: writing.reading).count == 4)
        throw Refusal.conflict(ClueProblems.jump)
    }
}
