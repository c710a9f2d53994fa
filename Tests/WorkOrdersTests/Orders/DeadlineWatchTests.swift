import Actions
import Basics
import Testing

@testable import WorkOrders

@Suite struct DeadlineWatchTests {
    private func watch(_ world: WorkWorld) -> DeadlineWatch { DeadlineWatch(desk: world.desk, followers: world.parts.followers) }

    @Test func overdueWorkRisesLevelByLevelAndItsDeadlineStays() async throws {
        try await WorkWorld.each { world in
            let id = try await world.give([1]).ids[0]
            #expect(try await watch(world).look() == 0)
            world.clock.pass(days: 10)  // Thursday 3 December, the first day after the deadline
            #expect(try await watch(world).look() == 1)
            #expect(try await watch(world).look() == 0, "looking twice does it once")
            #expect(try await world.order(id)?.level == .township)
            world.clock.pass(days: 8)  // five working days and a day
            #expect(try await watch(world).look() == 1)
            #expect(try await world.order(id)?.level == .county)
            world.clock.pass(days: 8)
            #expect(try await watch(world).look() == 1)
            world.clock.pass(days: 30)
            #expect(try await watch(world).look() == 0, "nobody is above the city")
            let order = try #require(try await world.order(id))
            #expect(order.level == .city && order.due == WorkWorld.day("2026-12-02"))
            let raised = try await world.steps(id).filter { $0.step == "escalated" }
            #expect(raised.map(\.to) == ["township", "county", "city"])
            #expect(raised.first?.reason == SteppedBy.text("overdue", 1))
            #expect(world.told.all.count == 3)
        }
    }

    @Test func whoeverHasItIsRemindedOnceADayBefore() async throws {
        try await WorkWorld.each { world in
            let id = try await world.give([1], days: 2).ids[0]
            #expect(try await watch(world).look() == 0)
            world.clock.pass(days: 1)
            #expect(try await watch(world).look() == 1)
            #expect(try await watch(world).look() == 0)
            #expect(try await world.steps(id).map(\.step) == ["dispatched", "reminded"])
        }
    }

    @Test func aDeadlineThatWasMovedIsWatchedAnew() async throws {
        try await WorkWorld.each { world in
            let id = try await world.give([1], days: 1).ids[0]
            try await world.perform(MoveDeadline(order: id, due: WorkWorld.day("2026-12-10"), reason: "大雪"))
            world.clock.pass(days: 5)
            #expect(try await watch(world).look() == 0)
            #expect(try await world.order(id)?.level == .village)
        }
    }

    @Test func doneWorkIsLeftAlone() async throws {
        try await WorkWorld.each { world in
            let id = try await world.give([1], days: 1).ids[0]
            try await world.perform(AcceptOrder(order: id), as: WorkWorld.officer())
            try await world.perform(FinishOrder(order: id, reason: "办完"), as: WorkWorld.officer())
            world.clock.pass(days: 60)
            #expect(try await watch(world).look() == 0)
        }
    }
}
