import Actions
import Basics
import Policies
import Register
import Storage
import Testing
import WorkOrders

@testable import Clues

/// Random deliveries, dispatches, verdicts, reviews, corrections, deadlines and days over the database: whatever comes, no clue is lost or doubled, none
/// jumps, no deadline moves silently, and figures are what the list counts.
@Suite struct RandomLivesTests {
    private static let rules = ["car", "house", "payroll"]

    @Test func whateverHappensTheBooksAgree() async throws {
        try await ClueWorld.each { world in
            var chance = SplitMix(seed: UInt64.random(in: 0...UInt64.max))
            let seed = chance.state
            var run: Int64 = 0
            var everFound: Set<Int64> = []
            for turn in 0..<60 {
                do { try await step(world, &chance, &run, &everFound) } catch is Refusal {
                    // A refused act leaves nothing behind; what follows checks that.
                }
                if turn % 6 == 5 { try await check(world, everFound, "seed \(seed), turn \(turn)") }
            }
        }
    }

    private func step(_ world: ClueWorld, _ chance: inout SplitMix, _ run: inout Int64, _ found: inout Set<Int64>) async throws {
        let clues = try await world.clues()
        func any(_ states: ClueState...) -> Int64? {
            clues.filter { states.contains($0.life.held ?? $0.state) }.map(\.id).randomElement(using: &chance)
        }
        let pick = Int.random(in: 0..<14, using: &chance)
        switch pick {
        case 0, 1:
            run += 1
            var delivered: [FoundInRegister] = []
            for rule in Self.rules {
                for household in Int64(1)...5 where Bool.random(using: &chance) {
                    delivered.append(world.found(rule, household, value: Int64.random(in: 1...2, using: &chance)))
                }
            }
            let skipped = Set(Self.rules.filter { _ in Int.random(in: 0..<6, using: &chance) == 0 })
            let outcome = world.outcome(run, delivered, skipped: skipped)
            found.formUnion(outcome.clues.map(\.identity))
            try await world.takeUp(outcome)
            if Bool.random(using: &chance) { try await world.takeUp(outcome) }
        case 2: try await world.dispatch(all: true, limit: Int.random(in: 1...10, using: &chance))
        case 3:
            let given = try await world.dispatch(Array(clues.shuffled(using: &chance).prefix(3).map(\.id)))
            if Bool.random(using: &chance) { try await world.perform(UndoDispatch(batch: given.batch, followers: world.followers)) }
        case 4, 5, 6:
            guard let id = any(.dispatched, .accepted, .verifying) else { return }
            _ = try await world.verdict(id, Verdict.allCases.randomElement(using: &chance) ?? .confirmed, as: ClueWorld.townshipOfficer())
        case 7, 8:
            guard let id = any(.notConfirmed, .cannotVerify, .rectified) else { return }
            try await world.perform(ReviewClue(clue: id, agree: Int.random(in: 0..<4, using: &chance) > 0, reason: "再看"))
        case 9:
            guard let id = any(.confirmed) else { return }
            try await world.perform(BeginRectifying(clue: id, asked: "更正"), as: ClueWorld.townshipOfficer())
        case 10:
            guard let clue = clues.first(where: { $0.state == .rectifying }), let household = clue.household else { return }
            try await world.perform(
                CorrectFact(
                    household: household, about: .household, field: "address", value: "\(Int.random(in: 1...10_000, using: &chance))号",
                    reason: "核查更正",
                    evidence: "线索"), as: ClueWorld.townshipOfficer())
            try await world.perform(FinishRectifying(clue: clue.id, done: "改好"), as: ClueWorld.townshipOfficer())
        case 11: try await world.perform(CloseClues(all: true, reason: "复核无误"))
        case 12:
            guard let order = clues.compactMap(\.order).randomElement(using: &chance) else { return }
            let due = WorkingDays.shipped.day(Int.random(in: 1...9, using: &chance), after: world.clock.now.chinaDate)
            if Bool.random(using: &chance) {
                try await world.perform(MoveDeadline(order: order, due: due, reason: "大雪", followers: world.followers))
            } else {
                try await world.perform(ReturnOrder(order: order, reason: "户不在", followers: world.followers))
            }
        default:
            world.clock.pass(days: Int64.random(in: 1...6, using: &chance))
            try await DeadlineWatch(desk: world.desk, followers: world.followers).look()
            try await ClueWatch(desk: world.desk).look()
        }
    }

    private func check(_ world: ClueWorld, _ found: Set<Int64>, _ comment: String) async throws {
        let clues = try await world.clues()
        #expect(Set(clues.map(\.identity)) == found && clues.count == found.count, "lost or doubled; \(comment)")
        for clue in clues {
            try await followSteps(of: clue, world, comment)
        }
        try await ordersAgree(clues, world, comment)
        try await figuresAgree(clues, world, comment)
    }

    /// Walks a clue's steps from its beginning: each must be one that the life allows, and together they must give its state and its deadline.
    private func followSteps(of clue: Clue, _ world: ClueWorld, _ comment: String) async throws {
        let steps = try await world.steps(clue.id)
        #expect(steps.first?.event == "open", "\(comment)")
        var life = ClueLife()
        var due = steps.first?.after
        for step in steps.dropFirst() {
            guard let event = ClueEvent(rawValue: step.event), let next = try? life.after(event) else {
                Issue.record("clue \(clue.id) jumped from \(life.state) by \(step.event); \(comment)")
                return
            }
            #expect(step.to == next.state.rawValue, "\(comment)")
            #expect(step.before == due, "the deadline of clue \(clue.id) moved before \(step.event); \(comment)")
            if event == .deadline { #expect(step.reason?.isEmpty == false, "\(comment)") }
            (life, due) = (next, step.after)
        }
        #expect(life == clue.life && due == clue.due?.description, "clue \(clue.id); \(comment)")
    }

    /// Every order's deadline is the last one its steps name, and what waits to be verified has an open visit.
    private func ordersAgree(_ clues: [Clue], _ world: ClueWorld, _ comment: String) async throws {
        let rows = try await world.desk.database.read { reader in
            try reader.rows(
                """
                SELECT o.id, o.due_on, o.closed_ms,
                    (SELECT s.to_value FROM work_order_steps s WHERE s.work_order = o.id AND s.step IN ('dispatched', 'moved') ORDER BY s.id DESC LIMIT 1) AS told
                FROM work_orders o
                """)
        }
        var open: Set<Int64> = []
        for row in rows {
            #expect(try row.text("due_on") == row.text("told"), "\(comment)")
            if try row.isNull("closed_ms") { open.insert(try row.integer("id")) }
        }
        for clue in clues where clue.waitsForVerdict {
            #expect(clue.order.map(open.contains) == true, "clue \(clue.id) waits and nobody has to go; \(comment)")
        }
    }

    private func figuresAgree(_ clues: [Clue], _ world: ClueWorld, _ comment: String) async throws {
        let progress = try await world.desk.ask(ClueProgress(), as: ClueWorld.office())
        #expect(progress.lines.reduce(0) { $0 + $1.all } == Int64(clues.count), "\(comment)")
        let today = world.clock.now.chinaDate
        let late = try await world.desk.ask(ListClues(filter: ClueFilter(isLate: true), limit: 200), as: ClueWorld.office())
        #expect(late.count == Int64(clues.count { $0.isLate(on: today) }) && late.lines.count == Int(late.count), "\(comment)")
        #expect(progress.lines.reduce(0) { $0 + $1.late } == late.count, "\(comment)")
        let precision = try await world.desk.ask(RulePrecision(), as: ClueWorld.office())
        let confirmed = try await world.desk.ask(ListClues(filter: ClueFilter(standing: .all, verdicts: [.confirmed])), as: ClueWorld.office())
        #expect(precision.total.confirmed == confirmed.count, "\(comment)")
    }
}

/// Random numbers that a seed repeats (the splitmix64 generator).
struct SplitMix: RandomNumberGenerator {
    private(set) var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
