import Actions
import Basics
import Storage
import Testing
import WorkOrders

@testable import Clues

@Suite struct DispatchTests {
    @Test func theChosenAreGivenOutAndUndone() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 1), world.found("car", 2)]))
            let clues = try await world.clues().map(\.id)
            let given = try await world.dispatch(Array(clues.prefix(2)) + [999_999])
            #expect(given.clues == 2)
            await #expect(throws: Refusal.invalid("clues", ClueProblems.nothingChosen)) { try await world.dispatch(Array(clues.prefix(2))) }
            await #expect(throws: Refusal.invalid("limit", ClueProblems.limitWrong)) { try await world.dispatch(clues, limit: 61) }
            let undone = try await world.perform(UndoDispatch(batch: given.batch, followers: world.followers))
            #expect(undone.withdrawn == given.visits && undone.kept == 0)
            #expect(try await world.clues().allSatisfy { $0.state == .created && $0.order == nil })
            #expect(try await world.dispatch(all: true).clues == 3)
        }
    }

    @Test func theRuleOfThePlaceIsKept() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 1), world.found("car", 4)]))
            let given = try await world.perform(
                DispatchClues(all: true, rule: "car", officers: ClueWorld.work.officers), as: ClueWorld.townshipOfficer())
            #expect(given.clues == 2)
            #expect(try await world.clue("house", 1)?.state == .created)
            // Another county's office reaches nothing of it.
            await #expect(throws: Refusal.invalid("clues", ClueProblems.nothingChosen)) {
                try await world.perform(DispatchClues(clues: try await world.clues().map(\.id)), as: ClueWorld.office(ClueWorld.neighbourCounty))
            }
        }
    }

    @Test func somebodyWhoDoesNotWorkThereGetsNothing() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            await #expect(throws: Refusal.invalid("holder", OrderProblems.notAnOfficer)) {
                try await world.perform(DispatchClues(all: true, holder: 8, officers: ClueWorld.work.officers))
            }
            try await world.perform(DispatchClues(all: true, holder: 9, officers: ClueWorld.work.officers))
            let clue = try #require(try await world.clue("car", 1))
            #expect(try await world.desk.database.read { try WorkOrder.find(clue.order ?? -1, in: $0) }?.holder == 9)
        }
    }

    @Test func aDeadlineOfTheVisitIsTheDeadlineOfItsCluesAndSaysWhy() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 1)]))
            try await world.dispatch(all: true)
            let clue = try #require(try await world.clue("car", 1))
            try await world.perform(
                MoveDeadline(order: clue.order ?? -1, due: ClueWorld.day("2026-12-10"), reason: "大雪封山", followers: world.followers))
            for moved in try await world.clues() {
                #expect(moved.due == ClueWorld.day("2026-12-10"))
                let last = try #require(try await world.steps(moved.id).last)
                #expect(last.event == "deadline" && last.reason == "大雪封山" && last.before == "2026-12-02")
            }
        }
    }

    @Test func overdueVisitsRaiseTheirCluesAndTheVerdictStillCounts() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            try await world.dispatch(all: true)
            world.clock.pass(days: 10)
            try await DeadlineWatch(desk: world.desk, followers: world.followers).look()
            let raised = try #require(try await world.clue("car", 1))
            #expect(raised.state == .escalated && raised.life.held == .dispatched && raised.due == ClueWorld.day("2026-12-02"))
            #expect(try await world.verdict(raised.id, .confirmed) == .confirmed)
            #expect(try await world.steps(raised.id).map(\.event) == ["open", "dispatch", "escalate", "resume", "accept", "begin", "confirm"])
        }
    }

    @Test func whatIsSentBackIsGivenOutAnew() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            try await world.dispatch(all: true)
            let clue = try #require(try await world.clue("car", 1))
            try await world.perform(ReturnOrder(order: clue.order ?? -1, reason: "户已搬走", followers: world.followers), as: ClueWorld.officer())
            let back = try #require(try await world.clue("car", 1))
            #expect(back.state == .returned)
            #expect(try await world.steps(back.id).last?.reason == "户已搬走")
            #expect(try await world.dispatch(all: true).visits == 1)
        }
    }

    @Test func twoThousandAreGivenOutInOneAction() async throws {
        try await ClueWorld.each { world in
            let many = (0..<2_100).map { world.found("car", 1 + Int64($0 % 5), identity: 10_000 + Int64($0)) }
            try await world.takeUp(world.outcome(1, many))
            let given = try await world.dispatch(all: true)
            #expect(given.clues == 2_000 && given.visits == 5)
            #expect(try await world.clues().count { $0.state == .created } == 100)
            #expect(try await world.perform(UndoDispatch(batch: given.batch, followers: world.followers)).withdrawn == 5)
            #expect(try await world.clues().allSatisfy { $0.state == .created })
        }
    }

    @Test func whatWaitsTooLongForAReviewIsRaisedAndGoesOnWhereItWas() async throws {
        try await ClueWorld.each { world in
            try await world.takeUp(world.outcome(1, [world.found("car", 1)]))
            try await world.dispatch(all: true)
            let id = try await world.number("car", 1)
            _ = try await world.verdict(id, .cannotVerify)
            #expect(try await ClueWatch(desk: world.desk).look() == 0)
            world.clock.pass(days: 9)
            #expect(try await ClueWatch(desk: world.desk).look() == 1)
            #expect(try await ClueWatch(desk: world.desk).look() == 0)
            #expect(try await world.clue("car", 1)?.life.held == .cannotVerify)
            #expect(try await world.perform(ReviewClue(clue: id, agree: true)) == .reviewed)
            world.clock.pass(days: 9)
            #expect(try await ClueWatch(desk: world.desk).look() == 1)
            #expect(try await world.perform(CloseClues(all: true, reason: "复核无误")) == 1)
        }
    }
}
