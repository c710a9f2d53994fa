import Actions
import Basics
import Register
import Storage
import Testing
import Web
import WorkOrders

@testable import Clues

@Suite struct VerdictTests {
    private func opened(_ world: ClueWorld) async throws -> Int64 {
        try await world.takeUp(world.outcome(1, [world.found("car", 1), world.found("house", 1), world.found("car", 4)]))
        return try await world.number("car", 1)
    }

    private func invalid(_ field: String, _ body: () async throws -> some Any) async {
        do {
            _ = try await body()
            Issue.record("nothing was refused")
        } catch let Refusal.invalid(problems) {
            #expect(problems.map(\.field).contains(field), "\(problems)")
        } catch {
            Issue.record("\(error)")
        }
    }

    @Test func oneVisitDoesAllCluesOfAHousehold() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            let given = try await world.dispatch(all: true)
            #expect(given.clues == 3 && given.visits == 2 && given.joined == 0)
            let (car, house) = (try #require(try await world.clue("car", 1)), try #require(try await world.clue("house", 1)))
            #expect(car.order == house.order && car.due == ClueWorld.day("2026-12-02"))
            let order = try #require(try await world.desk.database.read { try WorkOrder.find(car.order ?? -1, in: $0) })
            #expect(order.holder == 7 && order.items == 2 && order.subject == "household/\(world.households[1] ?? 0)")
            // Giving a verdict takes the visit up for both, and ends it with the last one.
            #expect(try await world.verdict(clue, .confirmed) == .confirmed)
            #expect(try await world.clue("house", 1)?.state == .accepted)
            #expect(try await world.steps(clue).map(\.event) == ["open", "dispatch", "accept", "begin", "confirm"])
            #expect(try await world.desk.database.read { try WorkOrder.find(order.id, in: $0) }?.state == .accepted)
            #expect(try await world.verdict(house.id, .cannotVerify) == .cannotVerify)
            #expect(try await world.desk.database.read { try WorkOrder.find(order.id, in: $0) }?.state == .done)
        }
    }

    @Test func aClueThatIsNotSoNeedsAReasonAndProof() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            try await world.dispatch(all: true)
            await invalid("explanation") { try await world.verdict(clue, .notConfirmed, explanation: "nothing of the list") }
            await invalid("certificate") { try await world.verdict(clue, .notConfirmed, certificate: "") }
            await invalid("explanation") { try await world.verdict(clue, .confirmed, explanation: "lent_name") }
            await invalid("said") {
                try await world.perform(GiveVerdict(clue: clue, verdict: .confirmed, said: "看过", signature: "陈大勇"), as: ClueWorld.officer())
            }
            await invalid("signature") {
                try await world.perform(GiveVerdict(clue: clue, verdict: .confirmed, said: "入户看过，问了邻居", signature: ""), as: ClueWorld.officer())
            }
            await invalid("on") {
                try await world.perform(
                    GiveVerdict(clue: clue, verdict: .confirmed, said: "入户看过，问了邻居", signature: "陈", on: ClueWorld.day("2026-12-24")),
                    as: ClueWorld.officer())
            }
            #expect(try await world.clue("car", 1)?.state == .dispatched, "what was refused left nothing behind")
            let photo = try world.blobs.put([0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3]).name
            try await world.perform(AddCluePhoto(clue: clue, blob: photo, media: "image/jpeg", shows: .scene), as: ClueWorld.officer())
            #expect(try await world.verdict(clue, .notConfirmed, certificate: "") == .notConfirmed)
            #expect(try await world.clue("car", 1)?.explanation == "lent_name")
        }
    }

    @Test func whatWasNotGivenOutHasNoVerdict() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            await #expect(throws: Refusal.conflict(ClueProblems.jump)) { try await world.verdict(clue, .confirmed) }
            await #expect(throws: Refusal.notFound) { try await world.verdict(clue, .confirmed, as: ClueWorld.officer(ClueWorld.otherVillage)) }
            await #expect(throws: Refusal.forbidden(.clueVerify)) { try await world.verdict(clue, .confirmed, as: ClueWorld.department()) }
        }
    }

    @Test func anotherReviewsAndTheCountyCloses() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            try await world.dispatch(all: true)
            _ = try await world.verdict(clue, .notConfirmed, as: ClueWorld.townshipOfficer())
            await #expect(throws: Refusal.conflict(ClueProblems.ownVerdict)) {
                try await world.perform(ReviewClue(clue: clue, agree: true), as: ClueWorld.townshipOfficer())
            }
            await invalid("reason") { try await world.perform(ReviewClue(clue: clue, agree: false), as: ClueWorld.office()) }
            #expect(try await world.perform(ReviewClue(clue: clue, agree: true)) == .reviewed)
            await #expect(throws: Refusal.forbidden(.clueDecide)) {
                try await world.perform(CloseClues(clues: [clue], reason: "好"), as: ClueWorld.townshipOfficer())
            }
            #expect(try await world.perform(CloseClues(all: true, reason: "复核无误")) == 1)
            #expect(try await world.clue("car", 1)?.state == .closed)
        }
    }

    @Test func aRefusedVerdictIsGivenOutAgainAndNoLongerCounts() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            try await world.dispatch(all: true)
            _ = try await world.verdict(clue, .notConfirmed)
            #expect(try await world.perform(ReviewClue(clue: clue, agree: false, reason: "照片看不清")) == .returned)
            let refused = try #require(try await world.clue("car", 1))
            #expect(refused.verdict == nil && refused.due == ClueWorld.day("2026-11-24"))
            let precision = try await world.desk.ask(RulePrecision(), as: ClueWorld.office())
            #expect(precision.total == .init())
            // The house's visit is still open: the clue joins it.
            let again = try await world.dispatch([clue])
            #expect(again.joined == 1 && again.visits == 0)
            #expect(try await world.verdict(clue, .confirmed) == .confirmed)
        }
    }

    @Test func aConfirmedClueIsPutRightByAChangeOfTheRegister() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            let household = world.households[1] ?? -1
            try await world.dispatch(all: true)
            _ = try await world.verdict(clue, .confirmed)
            world.clock.pass(seconds: 60)
            let township = ClueWorld.townshipOfficer()
            #expect(try await world.perform(BeginRectifying(clue: clue, asked: "更正住址"), as: township) == .rectifying)
            await invalid("change") { try await world.perform(FinishRectifying(clue: clue, done: "改好了"), as: township) }
            try await world.perform(
                CorrectFact(household: household, about: .household, field: "address", value: "二组7号", reason: "核查更正", evidence: "线索 \(clue)"),
                as: township)
            #expect(try await world.perform(FinishRectifying(clue: clue, done: "改好了"), as: township) == .rectified)
            let change = try await world.desk.database.read { reader in
                try reader.row("SELECT c.kind FROM clue_rectifications q JOIN register_changes c ON c.id = q.change")?.text("kind")
            }
            #expect(change == "correction")
            #expect(try await world.perform(ReviewClue(clue: clue, agree: true)) == .reviewed)
        }
    }

    @Test func aDepartmentSeesItsOwnQuestionAndItsAnswerPutsRight() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            try await world.dispatch(all: true)
            _ = try await world.verdict(clue, .confirmed)
            let ask = AskDepartment(clue: clue, asked: "车已过户，请核对", places: ClueWorld.sources)
            #expect(try await world.perform(ask) == .rectifying)
            await #expect(throws: Refusal.conflict(ClueProblems.askedAlready)) { try await world.perform(ask) }
            func seen(_ actor: Actor) async throws -> [ListOrders.Line] {
                try await world.desk.ask(
                    ListOrders(filter: OrderFilter(), limit: 50, parts: ClueWorld.work, language: .zh), as: actor
                ).lines
            }
            let own = try await seen(ClueWorld.department())
            #expect(own.count == 1 && own[0].words?.title == "规则car" && own[0].words?.detail == "车已过户，请核对")
            #expect(try await seen(ClueWorld.department("medical-insurance")).isEmpty)
            let order = own[0].order.id
            try await world.perform(AcceptOrder(order: order, followers: world.followers), as: ClueWorld.department())
            try await world.perform(FinishOrder(order: order, reason: "已更新过户信息", followers: world.followers), as: ClueWorld.department())
            #expect(try await world.clue("car", 1)?.state == .rectified)
        }
    }

    @Test func aSampleThatFallsOpensTheClueAgain() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            try await world.dispatch(all: true)
            _ = try await world.verdict(clue, .notConfirmed)
            try await world.perform(ReviewClue(clue: clue, agree: true), as: ClueWorld.townshipOfficer())
            await invalid("percent") { try await world.perform(DrawSample(verdict: .notConfirmed, percent: 0)) }
            #expect(try await world.perform(DrawSample(verdict: .notConfirmed, percent: 20)) == 1)
            // What was drawn is judged before it is closed, and it is drawn once.
            await invalid("clues") { try await world.perform(CloseClues(all: true, reason: "复核无误")) }
            await invalid("percent") { try await world.perform(DrawSample(verdict: .notConfirmed, percent: 100)) }
            #expect(try await world.perform(JudgeSample(clue: clue, agree: false, reason: "车确在用")) == .returned)
            await #expect(throws: Refusal.conflict(ClueProblems.jump)) { try await world.perform(JudgeSample(clue: clue, agree: true)) }
        }
    }

    @Test func precisionIsCountedFromVerdictsWithinTheScope() async throws {
        try await ClueWorld.each { world in
            let clue = try await opened(world)
            try await world.dispatch(all: true)
            _ = try await world.verdict(clue, .confirmed)
            _ = try await world.verdict(try await world.number("house", 1), .cannotVerify)
            _ = try await world.verdict(
                try await world.number("car", 4), .notConfirmed, as: ClueWorld.officer(ClueWorld.otherVillage, account: 8))
            let all = try await world.desk.ask(RulePrecision(), as: ClueWorld.office())
            #expect(all.total == .init(confirmed: 1, notConfirmed: 1, cannotVerify: 1))
            #expect(all.rules.first { $0.rule.rule == "car" }?.figure == .init(confirmed: 1, notConfirmed: 1))
            #expect(all.sources.map(\.source) == ["vehicles"] && all.sources[0].figure == all.total)
            #expect(all.explanations.map(\.code) == ["lent_name"])
            let one = try await world.desk.ask(RulePrecision(), as: ClueWorld.office(ClueWorld.otherVillage))
            #expect(one.total == .init(notConfirmed: 1))
        }
    }
}
