import Actions
import Basics
import Clues
import Storage
import Testing
import Web
import WorkOrders

@testable import Supervision

@Suite struct UrgingTests {
    private typealias World = SupervisionWorld

    private static func urge(_ region: Int64 = World.township, holder: Int64? = nil, department: String? = nil, limit: Int? = nil) -> SendUrging {
        SendUrging(region: region, about: .clues, holder: holder, department: department, text: "请三日内办结", limit: limit, parts: World.parts)
    }

    /// Every state with every event: what is not in the table is refused.
    @Test func anUrgingNeverJumps() {
        let table: [UrgingState: [UrgingEvent: UrgingState]] = [
            .open: [.reply: .answered, .withdraw: .closed, .deadline: .open], .answered: [.accept: .closed, .refuse: .open], .closed: [:],
        ]
        for state in UrgingState.allCases {
            for event in UrgingEvent.allCases { #expect((try? UrgingLife.after(event, from: state)) == table[state]?[event]) }
        }
    }

    @Test func itStandsAmongTheWorkOfWhoeverIsUrgedAndIsDoneByAReply() async throws {
        try await World.each { world in
            try await world.takeUp(1, [world.found("car", 1), world.found("car", 2)])
            world.clock.pass(days: 7)
            let id = try await world.perform(Self.urge())
            let urging = try #require(try await world.urging(id))
            #expect(urging.count == 2 && urging.from == World.code(World.county) && urging.due.description == "2026-12-03")
            let waiting = try await world.ask(Waiting(), as: World.townshipOfficer)
            #expect(waiting.toReply == 1 && waiting.replied == 0)
            let list = try await world.ask(
                ListOrders(filter: OrderFilter(kind: UrgingWork.kind), limit: 10, parts: World.work, language: .zh), as: World.townshipOfficer)
            #expect(list.lines.first?.words?.title == "督办：线索超期 2 条" && list.lines.first?.words?.link == "/urgings/\(id)")

            await #expect(throws: Refusal.invalid("said", UrgingProblems.textMissing)) {
                try await world.perform(ReplyUrging(urging: id, said: "好", parts: World.parts), as: World.townshipOfficer)
            }
            #expect(try await world.perform(ReplyUrging(urging: id, said: "已办结两条线索", parts: World.parts), as: World.townshipOfficer) == .answered)
            let order = try await world.desk.database.read { try WorkOrder.find(urging.order ?? -1, in: $0) }
            #expect(order?.state == .done)
            #expect(try await world.ask(Waiting()).replied == 1)
            #expect(try await world.perform(AcceptReply(urging: id, parts: World.parts)) == .closed)
        }
    }

    @Test func aReplyThatIsNotEnoughIsSentBackWithANewDay() async throws {
        try await World.each { world in
            let id = try await world.perform(Self.urge())
            try await world.perform(ReplyUrging(urging: id, said: "正在办理之中", parts: World.parts), as: World.townshipOfficer)
            #expect(try await world.perform(RefuseReply(urging: id, reason: "没有说清", limit: 2, parts: World.parts)) == .open)
            let again = try #require(try await world.urging(id))
            #expect(again.due.description == "2026-11-25" && again.answered == nil)
            // A new piece of work; the first one stays done.
            let orders = try await world.desk.database.read {
                try $0.rows("SELECT state FROM work_orders WHERE kind = 'urging' ORDER BY id").map { try $0.text("state") }
            }
            #expect(orders == ["done", "open"])
        }
    }

    @Test func oneThatIsNotRepliedToShowsLateToBothAndIsRaised() async throws {
        try await World.each { world in
            let id = try await world.perform(Self.urge(World.village, holder: 7, limit: 2), as: World.townshipOfficer)
            world.clock.pass(days: 4)
            #expect(try #require(try await world.urging(id)).isLate(on: world.clock.now.chinaDate))
            #expect(try await world.ask(Waiting(), as: World.villageOfficer).lateToReply == 1)
            #expect(try await world.ask(Waiting(), as: World.townshipOfficer).silent == 1)
            try await DeadlineWatch(desk: world.desk, followers: World.work.followers).look()
            let order = try await world.desk.database.read { try $0.row("SELECT level FROM work_orders WHERE kind = 'urging'") }
            #expect(try order?.integer("level") == 3, "the township")
            #expect(try await world.ask(OverdueHere(parts: World.parts)).places.first?.silent == 1)
        }
    }

    @Test func onlyWhoWasUrgedRepliesAndOnlyWhoUrgedTakesIt() async throws {
        try await World.each { world in
            let id = try await world.perform(Self.urge())
            let reply = ReplyUrging(urging: id, said: "替他们回复一下", parts: World.parts)
            // The county looking at the township is still the county.
            for actor in [World.countyOffice, World.actor(1, at: World.township), World.cityOffice] {
                await #expect(throws: Refusal.conflict(UrgingProblems.notYours)) { try await world.perform(reply, as: actor) }
            }
            await #expect(throws: Refusal.notFound) { try await world.perform(reply, as: World.neighbourOffice) }
            await #expect(throws: Refusal.notFound) { try await world.perform(reply, as: World.villageOfficer) }
            try await world.perform(ReplyUrging(urging: id, said: "已办结两条线索", parts: World.parts), as: World.townshipOfficer)
            await #expect(throws: Refusal.conflict(UrgingProblems.notYours)) {
                try await world.perform(AcceptReply(urging: id, parts: World.parts), as: World.cityOffice)
            }
        }
    }

    @Test func nobodyUrgesTheOwnOfficeAnotherCountyOrSomebodyWhoIsNotThere() async throws {
        try await World.each { world in
            await #expect(throws: Refusal.invalid("region", UrgingProblems.ownOffice)) { try await world.perform(Self.urge(World.county)) }
            await #expect(throws: Refusal.notFound) { try await world.perform(Self.urge(World.neighbourCounty)) }
            await #expect(throws: Refusal.invalid("holder", UrgingProblems.notAnOfficer)) { try await world.perform(Self.urge(holder: 7)) }
            await #expect(throws: Refusal.invalid("department", UrgingProblems.notAnOfficer)) {
                try await world.perform(Self.urge(World.county, department: "nobody"))
            }
            try await world.takeUp(1, [world.found("car", 6)])
            let elsewhere = try await world.clue("car", 6)
            await #expect(throws: Refusal.invalid("thing", UrgingProblems.noSuchThing)) {
                try await world.perform(
                    SendUrging(region: World.township, about: .clue, thing: elsewhere, text: "请三日内办结", parts: World.parts))
            }
        }
    }

    @Test func whatIsDoneWhereWorkIsDoneIsAReply() async throws {
        try await World.each { world in
            let id = try await world.perform(Self.urge())
            let order = try #require(try await world.urging(id)?.order)
            try await world.perform(
                ReturnOrder(order: order, reason: "不属于本乡镇", followers: World.work.followers), as: World.townshipOfficer)
            #expect(try await world.urging(id)?.state == .answered)
            // And one that is handed over is the new holder's.
            let second = try await world.perform(Self.urge(World.village, holder: 7), as: World.townshipOfficer)
            try await world.perform(WithdrawUrging(urging: second, reason: "已口头说明", parts: World.parts), as: World.townshipOfficer)
            #expect(try await world.urging(second)?.state == .closed)
            let open = try await world.desk.database.read { try $0.count("SELECT COUNT(*) FROM work_orders WHERE closed_ms IS NULL") }
            #expect(open == 0)
        }
    }

    /// What waits for somebody, as the workbench asks it.
    private struct Waiting: Query {
        static let permission = Permission.urgingRead
        func answer(in reading: Reading) throws -> UrgingsWaiting { try UrgingsWaiting(in: reading) }
    }
}
