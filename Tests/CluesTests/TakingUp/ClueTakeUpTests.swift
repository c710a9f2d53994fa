import Actions
import Basics
import Policies
import Storage
import Testing
import WorkOrders

@testable import Clues

@Suite struct ClueTakeUpTests {
    @Test func aRunOpensWhatIsNewOnce() async throws {
        try await ClueWorld.each { world in
            let run = world.outcome(1, [world.found("car", 1), world.found("house", 1), world.found("car", 4)])
            #expect(try await world.takeUp(run) == .init(opened: 3))
            let clues = try await world.clues()
            #expect(clues.allSatisfy { $0.state == .created && $0.due == ClueWorld.day("2026-11-24") && $0.openedRun == 1 })
            #expect(try await world.steps(clues[0].id).map(\.event) == ["open"])
            // The same outcome again, as a job that was killed begins again; and another run over the same data.
            #expect(try await world.takeUp(run) == .init())
            #expect(try await world.takeUp(world.outcome(2, run.clues)) == .init())
            #expect(try await world.clues() == clues, "nothing of any clue was written")
            let taken = try await world.desk.database.read { try $0.rows("SELECT run, opened FROM clue_takeups ORDER BY run") }
            #expect(try taken.map { try $0.integer("opened") } == [3, 0])
        }
    }

    @Test func whatIsNoLongerTrueIsClosedWithTheRunAsItsReason() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 2)]))
            try await world.dispatch(all: true)
            #expect(try await world.takeUp(world.outcome(2, [world.found("car", 1)])) == .init(lapsed: 1))
            let gone = try #require(try await world.clue("house", 2))
            #expect(gone.state == .closed && gone.lapsedRun == 2 && gone.due == nil)
            #expect(try await world.steps(gone.id).last?.reason == SteppedBy.text("run", 2))
            // Its visit had nothing else to do.
            let order = try await world.desk.database.read { try WorkOrder.find(gone.order ?? -1, in: $0) }
            #expect(order?.state == .done)
            #expect(try await world.clue("car", 1)?.state == .dispatched)
        }
    }

    @Test func whatComesBackIsOpenedAgainWithAReason() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            try await world.takeUp(world.outcome(2, []))
            #expect(try await world.takeUp(world.outcome(3, [world.found("car", 1)])) == .init(reopened: 1))
            let clues = try await world.clues()
            #expect(clues.count == 1 && clues[0].state == .created && clues[0].times == 2 && clues[0].lapsedRun == nil)
            #expect(try await world.steps(clues[0].id).map(\.event) == ["open", "lapse", "reopen"])
            #expect(try await world.steps(clues[0].id).last?.reason == SteppedBy.text("found-again", 3))
        }
    }

    @Test func aSkippedRuleNeitherConfirmsNorRefutes() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 1)]))
            #expect(try await world.takeUp(world.outcome(2, [world.found("car", 1)], skipped: ["house"])) == .init())
            // Nor does one that could decide about nobody, or one that is no longer in force.
            var undecided = world.outcome(3, [world.found("car", 1)])
            undecided.rules[1].undecided = undecided.rules[1].subjects
            #expect(try await world.takeUp(undecided) == .init())
            #expect(try await world.takeUp(world.outcome(4, [world.found("car", 1)], rules: ["car"])) == .init())
            #expect(try await world.clue("house", 1)?.state == .created)
        }
    }

    /// Undecided is an answer of its own: it is no proof that the clue is no longer true.
    @Test func whomARuleCouldNotDecideAboutKeepsTheClue() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("car", 2)]))
            var run = world.outcome(2, [])
            run.rules[0].undecided = 1
            run.undecided = [world.found("car", 1).identity]
            #expect(try await world.takeUp(run) == .init(lapsed: 1))
            #expect(try await world.clue("car", 1)?.state == .created)
            #expect(try await world.clue("car", 2)?.state == .closed)
            // The next run can tell.
            #expect(try await world.takeUp(world.outcome(3, [])) == .init(lapsed: 1))
        }
    }

    @Test func aRunOverOnePlaceTouchesNoOther() async throws {
        try await ClueWorld.each { world in
            let province = ClueWorld.office(990_000_000_000)
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("car", 6)], region: 990_000_000_000), as: province)
            #expect(try await world.takeUp(world.outcome(2, [], region: ClueWorld.county), as: province) == .init(lapsed: 1))
            #expect(try await world.clue("car", 6)?.state == .created)
            // What lies outside the place is not taken up even when an outcome holds it, and nobody runs over another's county.
            #expect(try await world.takeUp(world.outcome(3, [world.found("house", 6)]), as: ClueWorld.office()) == .init())
            await #expect(throws: Refusal.notFound) {
                try await world.takeUp(world.outcome(4, [], region: ClueWorld.neighbourCounty), as: ClueWorld.office())
            }
        }
    }

    @Test func anExplainedClueStaysClosedWhileTheDataSayTheSame() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            let id = try await world.number("car", 1)
            try await world.dispatch(all: true)
            _ = try await world.verdict(id, .notConfirmed)
            try await world.perform(ReviewClue(clue: id, agree: true), as: ClueWorld.townshipOfficer())
            try await world.perform(CloseClues(clues: [id], reason: "复核无误"))
            #expect(try await world.takeUp(world.outcome(2, [world.found("car", 1)])) == .init())
            #expect(try await world.clue("car", 1)?.state == .closed)
            // Another car is another question.
            #expect(try await world.takeUp(world.outcome(3, [world.found("car", 1, value: 2)])) == .init(reopened: 1))
            let again = try #require(try await world.clue("car", 1))
            #expect(again.state == .created && again.verdict == nil && again.evidence == [2])
        }
    }

    @Test func otherFiguresAreWrittenAndMoveNothing() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            try await world.dispatch(all: true)
            let before = try #require(try await world.clue("car", 1))
            #expect(try await world.takeUp(world.outcome(2, [world.found("car", 1, value: 3)])) == .init(changed: 1))
            let after = try #require(try await world.clue("car", 1))
            #expect(after.evidence == [3] && after.state == before.state && after.due == before.due && after.seenRun == 2)
        }
    }

    @Test func aFindingDoesNotEndWithTheData() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            let id = try await world.number("car", 1)
            try await world.dispatch(all: true)
            _ = try await world.verdict(id, .confirmed)
            #expect(try await world.takeUp(world.outcome(2, [])) == .init())
            #expect(try await world.clue("car", 1)?.state == .confirmed)
            #expect(try await world.clue("car", 1)?.lapsedRun == 2)
        }
    }

    @Test func aFewHouseholdsAreLookedAtAgain() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("car", 2), world.found("house", 1)]))
            let extent = RunOutcome.Extent.touched(households: [world.households[1] ?? -1], identities: [])
            let taken = try await world.takeUp(world.outcome(0, [world.found("car", 1), world.found("payroll", 1)], extent: extent))
            #expect(taken == .init(opened: 1, lapsed: 1))
            #expect(try await world.clue("house", 1)?.state == .closed)
            #expect(try await world.clue("car", 2)?.state == .created)
            #expect(try await world.clue("payroll", 1)?.state == .created)
        }
    }

    @Test func aClueFoundTwiceInOneRunIsOneClue() async throws {
        try await ClueWorld.each { world in
            let taken = try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("car", 1)]))
            #expect(taken == .init(opened: 1))
        }
    }

    @Test func whoARowIsCalledByIsKeptMasked() {
        let found = FoundInRegister(
            identity: 5, rule: "r", pack: "p", packVersion: 1, subject: .row, household: nil, person: nil, region: 0, evidence: [],
            key: ["990121197304060019", "田茂林", "青松合作社"], personalKeys: [true, true, false])
        let kept = FoundClue(found, nowhere: ClueWorld.code(ClueWorld.county))
        #expect(kept.region == ClueWorld.county)
        #expect(kept.key == "990121********0019·田＊＊·青松合作社")
    }

    @Test func manyChunksAreTakenUpWhole() async throws {
        try await ClueWorld.each { world in
            let many = (0..<2_103).map { world.found("car", 1 + Int64($0 % 5), identity: 10_000 + Int64($0)) }
            let taken = try await world.takeUp(world.outcome(1, many))
            #expect(taken.opened == 2_103)
            #expect(try await world.takeUp(world.outcome(2, Array(many.dropLast(150)))).lapsed == 150)
            #expect(try await world.takeUp(world.outcome(2, Array(many.dropLast(150)))) == .init())
        }
    }
}
