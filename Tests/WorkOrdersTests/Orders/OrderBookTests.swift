import Actions
import Basics
import Storage
import Testing

@testable import WorkOrders

@Suite struct OrderBookTests {
    private func refused(_ problem: Problem, _ body: () async throws -> some Any) async {
        await #expect(throws: Refusal.conflict(problem)) { _ = try await body() }
    }

    @Test func workThatWasGivenOutIsTakenUpAndDone() async throws {
        try await WorkWorld.each { world in
            let given = try await world.give([1, 2], to: 7)
            let officer = WorkWorld.officer()
            try await world.perform(AcceptOrder(order: given.ids[0], followers: world.parts.followers), as: officer)
            await refused(OrderProblems.notOpen) { try await world.perform(AcceptOrder(order: given.ids[0]), as: officer) }
            try await world.perform(FinishOrder(order: given.ids[0], reason: "核查完", followers: world.parts.followers), as: officer)
            let order = try #require(try await world.order(given.ids[0]))
            #expect(order.state == .done && order.holder == 7)
            #expect(try await world.steps(order.id).map(\.step) == ["dispatched", "accepted", "done"])
            #expect(world.told.all == ["accepted household/1 -", "done household/1 核查完"])
            await refused(OrderProblems.closed) { try await world.perform(ReturnOrder(order: order.id, reason: "x"), as: officer) }
        }
    }

    @Test func workOfAnotherIsNotTakenUp() async throws {
        try await WorkWorld.each { world in
            let given = try await world.give([1], to: 7)
            await refused(OrderProblems.othersWork) {
                try await world.perform(AcceptOrder(order: given.ids[0]), as: WorkWorld.officer(account: 8))
            }
        }
    }

    @Test func aHouseholdHasOneOpenVisit() async throws {
        try await WorkWorld.each { world in
            try await world.give([1])
            await #expect(throws: StorageProblem.self) { try await world.give([1]) }
        }
    }

    @Test func aDeadlineMovesWithAReasonOnly() async throws {
        try await WorkWorld.each { world in
            let id = try await world.give([1]).ids[0]
            let before = try #require(try await world.order(id)).due
            #expect(before == WorkWorld.day("2026-12-02"))
            for reason in ["", "   "] {
                await #expect(throws: Refusal.invalid("reason", OrderProblems.reasonMissing)) {
                    try await world.perform(MoveDeadline(order: id, due: WorkWorld.day("2026-12-10"), reason: reason))
                }
            }
            await #expect(throws: Refusal.invalid("due", OrderProblems.deadlinePast)) {
                try await world.perform(MoveDeadline(order: id, due: WorkWorld.day("2026-11-20"), reason: "大雪"))
            }
            #expect(try await world.order(id)?.due == before)
            try await world.perform(MoveDeadline(order: id, due: WorkWorld.day("2026-12-10"), reason: "大雪封山"))
            #expect(try await world.order(id)?.due == WorkWorld.day("2026-12-10"))
            let last = try #require(try await world.steps(id).last)
            #expect(last.step == "moved" && last.from == "2026-12-02" && last.to == "2026-12-10" && last.reason == "大雪封山")
        }
    }

    @Test func aVillageOfficerMovesNoDeadline() async throws {
        try await WorkWorld.each { world in
            let id = try await world.give([1]).ids[0]
            await #expect(throws: Refusal.forbidden(.workOrderDispatch)) {
                try await world.perform(MoveDeadline(order: id, due: WorkWorld.day("2026-12-10"), reason: "大雪"), as: WorkWorld.officer())
            }
        }
    }

    @Test func workOfAnotherPlaceDoesNotExist() async throws {
        try await WorkWorld.each { world in
            let id = try await world.give([1]).ids[0]
            for actor in [WorkWorld.actor(WorkWorld.neighbour), WorkWorld.actor(WorkWorld.otherVillage)] {
                await #expect(throws: Refusal.notFound) { try await world.perform(AcceptOrder(order: id), as: actor) }
            }
            // A department's officer of the same county sees only what its own department was asked.
            await #expect(throws: Refusal.notFound) {
                try await world.perform(AcceptOrder(order: id), as: WorkWorld.actor(department: "medical-insurance"))
            }
        }
    }

    @Test func twoThousandAreGivenOutAtOnceAndTakenBack() async throws {
        try await WorkWorld.each { world in
            let given = try await world.give(Array(1...2_000))
            try await world.perform(AcceptOrder(order: given.ids[5]), as: WorkWorld.officer())
            let outcome = try await world.perform(UndoDispatch(batch: given.batch, followers: world.parts.followers))
            #expect(outcome == .init(withdrawn: 1_999, kept: 1))
            #expect(try await world.order(given.ids[5])?.state == .accepted)
            #expect(try await world.order(given.ids[6])?.state == .withdrawn)
            await refused(OrderProblems.undoEnded) { try await world.perform(UndoDispatch(batch: given.batch, followers: .init())) }
            await #expect(throws: Refusal.conflict(OrderProblems.tooMany)) { try await world.give(Array(3_000...5_000)) }
        }
    }

    @Test func afterTenMinutesNothingIsUndone() async throws {
        try await WorkWorld.each { world in
            let given = try await world.give([1])
            world.clock.pass(seconds: 601)
            await refused(OrderProblems.undoEnded) { try await world.perform(UndoDispatch(batch: given.batch, followers: .init())) }
            #expect(try await world.order(given.ids[0])?.state == .open)
        }
    }

    @Test func allWorkOfSomebodyWhoLeavesGoesToAnother() async throws {
        try await WorkWorld.each { world in
            let given = try await world.give([1, 2, 3], to: 7)
            try await world.perform(AcceptOrder(order: given.ids[0]), as: WorkWorld.officer())
            let due = try await world.order(given.ids[0])?.due
            // Who works in another village cannot have it; the township's officer can.
            await #expect(throws: Refusal.invalid("to", OrderProblems.notAnOfficer)) {
                try await world.perform(HandOverWork(from: 7, to: 8, reason: "调离", parts: world.parts))
            }
            #expect(try await world.perform(HandOverWork(from: 7, to: 9, reason: "调离", parts: world.parts)) == 3)
            for id in given.ids {
                let order = try #require(try await world.order(id))
                #expect(order.holder == 9 && order.state == .open && order.due == due)
                #expect(try await world.steps(id).last?.reason == "调离")
            }
        }
    }
}
