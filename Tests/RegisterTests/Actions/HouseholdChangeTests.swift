import Actions
import Basics
import Regions
import Storage
import Testing

@testable import Register

@Suite struct HouseholdChangeTests {
    @Test func aMoveTakesEverybodyOutOfTheOldScopeAndIntoTheNew() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let move = MoveHousehold(
                household: tian.household, to: RegisterWorld.neighbour, address: "新居12号", on: RegisterWorld.day("2026-11-10"), reason: "易地搬迁")
            await #expect(throws: Refusal.forbidden(.householdMoveOut)) {
                try await desk.perform(move, as: RegisterWorld.actor(without: .householdMoveOut), request: .init(id: "1"))
            }
            _ = try await desk.perform(move, as: RegisterWorld.actor(), request: .init(id: "2"))
            await #expect(throws: Refusal.notFound) { try await desk.ask(ShowHousehold(id: tian.household), as: RegisterWorld.actor()) }
            let there = try await desk.ask(ShowHousehold(id: tian.household), as: RegisterWorld.actor(990_122_000_000))
            #expect(there.thread.number == 9_900_000_001 && there.members.count == 5 && there.facts?.text(.address) == "新居12号")
            #expect(try await desk.ask(FindPeople("tml"), as: RegisterWorld.actor()).people.isEmpty)
            #expect(try await desk.ask(FindPeople("tml"), as: RegisterWorld.actor(990_122_000_000)).people.count == 1)
            let earlier = try await desk.ask(
                ShowHousehold(id: tian.household, day: RegisterWorld.day("2026-11-09")), as: RegisterWorld.actor(990_122_000_000))
            #expect(earlier.facts?.text(.address) == "三组18号")
        }
    }

    @Test func aMoveToNowhereIsRefused() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            for place in [RegisterWorld.village, 990_121_204_000, 990_121_204_999, 5] {
                let move = MoveHousehold(household: tian.household, to: place, on: RegisterWorld.day("2026-11-10"), reason: "搬")
                await expectRefusal("to") { try await desk.perform(move, as: RegisterWorld.actor(), request: .init(id: "1")) }
            }
        }
    }

    @Test func aSplitLeavesAHeadOnBothSides() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            var split = SplitHousehold(
                household: tian.household, leaving: [.init(person: tian["田小雨"], relation: "daughter")], on: RegisterWorld.day("2026-11-01"),
                reason: "分户")
            await expectRefusal("leaving") { try await desk.perform(split, as: RegisterWorld.actor(), request: .init(id: "1")) }
            split.leaving = tian.people.values.sorted().map { .init(person: $0, relation: $0 == tian["田小雨"] ? "head" : "other") }
            await expectRefusal("leaving") { try await desk.perform(split, as: RegisterWorld.actor(), request: .init(id: "2")) }
            split.leaving = [.init(person: tian["田茂林"], relation: "head")]
            await expectRefusal("new_head") { try await desk.perform(split, as: RegisterWorld.actor(), request: .init(id: "3")) }
            split.leaving = [.init(person: tian["田小雨"], relation: "head")]
            let new = try await desk.perform(split, as: RegisterWorld.actor(), request: .init(id: "4")).outcome
            #expect(try await members(desk, new, on: "2026-11-01").map { $0.facts.text(.name) } == ["田小雨"])
            #expect(try await names(desk, tian, on: "2026-11-01").count == 4)
            #expect(try await names(desk, tian, on: "2026-10-31").count == 5)
            let thread = try await desk.ask(ShowHousehold(id: new), as: RegisterWorld.actor()).thread
            #expect(thread.number == RegisterWorld.village * 10_000 + 1)
        }
    }

    @Test func aMergerMovesEverybodyAndEndsTheHousehold() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let split = SplitHousehold(
                household: tian.household, leaving: [.init(person: tian["田小雨"], relation: "head")], on: RegisterWorld.day("2026-10-01"), reason: "分户")
            let new = try await desk.perform(split, as: RegisterWorld.actor(), request: .init(id: "1")).outcome
            var merge = MergeHouseholds(household: new, into: new, relations: [], on: RegisterWorld.day("2026-11-01"), reason: "并户")
            await expectRefusal("into") { try await desk.perform(merge, as: RegisterWorld.actor(), request: .init(id: "2")) }
            merge.into = tian.household
            await expectRefusal("relations") { try await desk.perform(merge, as: RegisterWorld.actor(), request: .init(id: "3")) }
            merge.relations = [.init(person: tian["田小雨"], relation: "daughter")]
            _ = try await desk.perform(merge, as: RegisterWorld.actor(), request: .init(id: "4"))
            #expect(try await names(desk, tian, on: "2026-11-01").count == 5)
            let ended = try await desk.ask(ShowHousehold(id: new), as: RegisterWorld.actor())
            #expect(ended.thread.endedOn == RegisterWorld.day("2026-11-01") && ended.facts?.text(.endedBy) == "merge")
            await #expect(throws: Refusal.self) {
                try await desk.perform(
                    RecordBirth(household: new, on: RegisterWorld.day("2026-11-05"), name: "某", sex: "male", relation: "son", reason: "生"),
                    as: RegisterWorld.actor(), request: .init(id: "5"))
            }
        }
    }

    @Test func aCorrectionKeepsWhatWasBelieved() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let before = desk.now
            var fix = CorrectFact(
                household: tian.household, about: .member, person: tian["张秀英"], field: "birth_date", value: "1947-02-18", reason: "核对证件",
                evidence: nil)
            await expectRefusal("evidence") { try await desk.perform(fix, as: RegisterWorld.actor(), request: .init(id: "1")) }
            fix.evidence = "身份证"
            await expectRefusal("value") { try await desk.perform(fix, as: RegisterWorld.actor(), request: .init(id: "2")) }
            fix.field = "name"
            fix.value = "张秀瑛"
            _ = try await desk.perform(fix, as: RegisterWorld.actor(), request: .init(id: "3"))
            #expect(try await names(desk, tian, on: "2015-01-01").contains("张秀瑛"))
            #expect(try await names(desk, tian, on: "2015-01-01", known: before).contains("张秀英"))
            for (field, value) in [("relation", "head"), ("household", "5"), ("sex", "male"), ("id_number", RegisterWorld.identity(19_730_406, 11))] {
                fix.field = field
                fix.value = value
                await #expect(throws: Refusal.self) { try await desk.perform(fix, as: RegisterWorld.actor(), request: .init(id: "4")) }
            }
        }
    }

    @Test func aFactThatHeldForAWhileIsCorrectedForThatWhile() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let fix = CorrectFact(
                household: tian.household, about: .household, field: "address", value: "一组1号", from: RegisterWorld.day("2016-01-01"),
                until: RegisterWorld.day("2017-01-01"), reason: "借住", evidence: "村委会证明")
            _ = try await desk.perform(fix, as: RegisterWorld.actor(), request: .init(id: "1"))
            for (day, address) in [("2015-12-31", "三组18号"), ("2016-01-01", "一组1号"), ("2016-12-31", "一组1号"), ("2017-01-01", "三组18号")] {
                #expect(try await household(desk, tian.household, on: day)?.text(.address) == address)
            }
        }
    }

    @Test func aStatusFollowsItsSteps() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            var step = ChangeStatus(household: tian.household, to: "poor", on: RegisterWorld.day("2026-11-01"), reason: "民主评议")
            await expectRefusal("to") { try await desk.perform(step, as: RegisterWorld.actor(), request: .init(id: "1")) }
            step.to = "returned"
            step.attribute = "ordinary-exited"
            await expectRefusal("attribute") { try await desk.perform(step, as: RegisterWorld.actor(), request: .init(id: "2")) }
            step.attribute = "ordinary-poor"
            _ = try await desk.perform(step, as: RegisterWorld.actor(), request: .init(id: "3"))
            let facts = try #require(try await household(desk, tian.household, on: "2026-11-01"))
            #expect(facts.text(.status) == "returned" && facts.date(.relapsedOn) == RegisterWorld.day("2026-11-01"))
            #expect(RegisterRules.status(facts, on: RegisterWorld.day("2016-01-01")) == "poor")
            #expect(RegisterRules.status(facts, on: RegisterWorld.day("2020-01-01")) == "exited")
            #expect(RegisterRules.status(facts, on: RegisterWorld.day("2010-01-01")) == "unregistered")
        }
    }

    @Test func monitoringHasItsRules() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            var act = MonitorHousehold(
                household: tian.household, kind: "marginal", risks: ["illness"], on: RegisterWorld.day("2026-11-01"), reason: "评议")
            await expectRefusal("kind") { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "1")) }
            act.kind = "unstable"
            for risks in [[], ["illness", "schooling", "housing", "water", "labour", "accident"], ["nonsense"]] {
                act.risks = risks
                await expectRefusal("risks") { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "2")) }
            }
            let removal = RemoveRisk(household: tian.household, way: "help", on: RegisterWorld.day("2026-11-10"), reason: "稳定")
            await expectRefusal("household") { try await desk.perform(removal, as: RegisterWorld.actor(), request: .init(id: "3")) }
            act.risks = ["schooling", "illness"]
            _ = try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "4"))
            _ = try await desk.perform(removal, as: RegisterWorld.actor(), request: .init(id: "5"))
            let facts = try #require(try await household(desk, tian.household, on: "2026-11-10"))
            #expect(facts.codes(.risks) == ["illness", "schooling"] && facts.flag(.riskRemoved) == true && facts.text(.monitored) == "unstable")
            await expectRefusal("household") { try await desk.perform(removal, as: RegisterWorld.actor(), request: .init(id: "6")) }
        }
    }

    /// Villages merge: from that day the successor's officer has the household, and nobody else has.
    @Test func aMergedVillagesHouseholdsFollowIt() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let succession = RecordSuccession(
                predecessors: [RegisterWorld.village], successors: [RegisterWorld.neighbour], kind: .transfer, on: RegisterWorld.day("2026-11-20"),
                reference: "民函〔2026〕9号")
            _ = try await desk.perform(succession, as: RegisterWorld.province(), request: .init(id: "1"))
            #expect(try await desk.ask(ShowHousehold(id: tian.household), as: RegisterWorld.actor()).members.count == 5)
            #expect(try await desk.perform(FollowSuccessions(), as: RegisterWorld.province(), request: .init(id: "2")).outcome == 1)
            #expect(try await desk.perform(FollowSuccessions(), as: RegisterWorld.province(), request: .init(id: "3")).outcome == 0)
            await #expect(throws: Refusal.notFound) { try await desk.ask(ShowHousehold(id: tian.household), as: RegisterWorld.actor()) }
            let successor = RegisterWorld.actor(990_122_000_000)
            #expect(try await desk.ask(ShowHousehold(id: tian.household), as: successor).members.count == 5)
            #expect(try await desk.ask(FindPeople("田"), as: successor).people.count == 3)
            let before = try await desk.ask(ShowHousehold(id: tian.household, day: RegisterWorld.day("2026-11-19")), as: successor)
            #expect(before.path.last?.name == "柳树村")
        }
    }

    @Test func aYearIsClosedOnceAndCountsWhatTheListCounts() async throws {
        try await RegisterWorld.eachDesk { desk, _ in
            let close = TakeSnapshot(region: 990_121_000_000, year: 2026)
            _ = try await desk.perform(close, as: RegisterWorld.actor(), request: .init(id: "1"))
            let counts = try await desk.database.read { reader in
                try [reader.count("SELECT households FROM register_snapshots"), reader.count("SELECT SUM(people) FROM register_snapshot_counts")]
            }
            #expect(counts == [1, 5])
            await expectRefusal("year") { try await desk.perform(close, as: RegisterWorld.actor(), request: .init(id: "2")) }
            await expectRefusal("year") {
                try await desk.perform(TakeSnapshot(region: 990_121_000_000, year: 2027), as: RegisterWorld.actor(), request: .init(id: "3"))
            }
        }
    }
}
