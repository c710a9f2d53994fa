import Actions
import Basics
import Imports
import PolicyLanguage
import Register
import Storage
import Synchronization
import Testing

@testable import Policies

/// What a run found is kept true when a household changes.
@Suite struct ReevaluationTests {
    private final class Heard: Sendable {
        let outcomes = Mutex<[RunOutcome]>([])
        var takers: [TakeUp] { [{ outcome, _ in self.outcomes.withLock { $0.append(outcome) } }] }
        var last: RunOutcome? { outcomes.withLock { $0.last } }
    }

    @Test func aCorrectedPersonIsAskedAgainWithoutARun() async throws {
        try await ProvinceDesk.each(people: 500, withDeliveries: false) { desk in
            let heard = Heard()
            let parts = PoliciesParts(
                schemas: ProvinceDesk.schemas, blobs: desk.parts.blobs, packsFolder: "\(ProvinceDesk.root)/PolicyPacks", threads: 2)
            let watch = ChangeWatch(desk: desk.desk)
            try await desk.perform(InstallPacks(packs: try PackTexts.shipped(in: parts.packsFolder).filter { $0.id == "national/data-quality" }))
            try await desk.perform(StartRun(asOf: desk.asOf))
            try await desk.work(parts, takers: heard.takers)
            let before = try await watch.beginning()
            let run = try #require(heard.last)
            let clue = try #require(run.clues.first { $0.rule == "sex-differs-from-id" })
            let (household, person) = (try #require(clue.household), try #require(clue.person))
            // Nothing has changed since the run: nothing is asked.
            #expect(try await watch.look(after: before) == before)

            let sex = try await desk.desk.database.read {
                try $0.row("SELECT sex FROM members WHERE person = \(person) AND valid_until IS NULL AND known_until_ms IS NULL")?.text("sex")
            }
            try await desk.perform(
                CorrectFact(
                    household: household, about: .member, person: person, field: "sex", value: sex == "male" ? "female" : "male", reason: "录入错误",
                    evidence: "身份证"))
            #expect(try await watch.look(after: before).change > before.change)
            // Looked at twice it is asked once.
            _ = try await watch.look(after: before)
            try await desk.work(parts, takers: heard.takers)
            let again = heard.outcomes.withLock { Array($0.dropFirst()) }
            #expect(again.allSatisfy { $0.run == 0 && $0.extent.households.contains(household) })
            #expect(!again.contains { $0.clues.contains { $0.identity == clue.identity } })
            #expect(again.filter { $0.rules.contains { $0.id == clue.rule && $0.skipped == nil } }.count == 1)
        }
    }
}

extension RunOutcome.Extent {
    /// Households all of whose clues were asked again.
    var households: Set<Int64> { if case .touched(let households, _) = self { households } else { [] } }
}
