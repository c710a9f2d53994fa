import Actions
import Basics
import Storage
import Testing

@testable import Register

@Suite struct MemberChangeTests {
    let today = RegisterWorld.day("2026-11-22")

    func birth(_ tian: Tian, on: String = "2026-10-15", sex: String = "female", relation: String = "granddaughter", mother: String? = "吉克·阿依")
        -> RecordBirth
    {
        RecordBirth(
            household: tian.household, on: RegisterWorld.day(on), name: "田新月", sex: sex, relation: relation, mother: mother.map { tian[$0] },
            reason: "出生医学证明")
    }

    @Test func aChildIsThereFromTheDayOfBirthAndKnownFromNow() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let before = desk.now
            let done = try await desk.perform(birth(tian), as: RegisterWorld.actor(), request: .init(id: "1"))
            let now = try await names(desk, tian, on: "2026-10-15")
            #expect(now.contains("田新月") && now.count == 6)
            #expect(try await names(desk, tian, on: "2026-10-14").count == 5)
            #expect(try await names(desk, tian, on: "2026-11-01", known: before).count == 5)
            let initials = try await desk.database.read { reader in
                try reader.row("SELECT initials FROM people_index WHERE person = \(done.outcome)")?.text("initials")
            }
            #expect(initials == "txy")
        }
    }

    @Test func aBirthThatCannotBeIsRefusedWithItsField() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let cases: [(RecordBirth, String)] = [
                (birth(tian, on: "2026-11-23"), "on"), (birth(tian, on: "2013-01-01"), "on"), (birth(tian, relation: "nobody"), "relation"),
                (birth(tian, sex: "male"), "relation"), (birth(tian, relation: "head"), "relation"), (birth(tian, mother: "田茂林"), "mother"),
                (birth(tian, on: "2014-06-01", mother: "田小雨"), "mother"), (birth(tian, mother: "别人"), "mother"),
            ]
            for (act, field) in cases {
                await expectRefusal(field) { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "1")) }
            }
            let left = try await names(desk, tian, on: "2026-11-22")
            #expect(left.count == 5)
        }
    }

    @Test func anIDNumberIsGivenToOnePersonOnly() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            var act = birth(tian, on: "2026-05-03")
            act.idNumber = RegisterWorld.identity(20_260_503, 108)
            _ = try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "1"))
            act.name = "田双月"
            await expectRefusal("id_number") { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "2")) }
            act.idNumber = RegisterWorld.identity(20_260_504, 108)
            await expectRefusal("id_number") { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "3")) }
        }
    }

    @Test func whenTheHeadDiesAnotherIsNamedWithEverybodysRelation() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            var act = RecordDeath(household: tian.household, person: tian["田茂林"], on: RegisterWorld.day("2026-11-01"), reason: "死亡证明")
            await expectRefusal("new_head") { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "1")) }
            act.newHead = tian["吉克·阿依"]
            await expectRefusal("relations") { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "2")) }
            act.relations = [
                .init(person: tian["田小雨"], relation: "daughter"), .init(person: tian["田小川"], relation: "son"),
                .init(person: tian["张秀英"], relation: "husbands-mother"),
            ]
            _ = try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "3"))
            let members = try await members(desk, tian.household, on: "2026-11-01")
            #expect(Set(members.map { $0.facts.text(.relation) }) == ["head", "daughter", "son", "husbands-mother"])
            #expect(try await names(desk, tian, on: "2026-10-31").count == 5)
            let present = try await desk.database.read { reader in
                try reader.count("SELECT present FROM people_index WHERE person = \(tian["田茂林"])")
            }
            #expect(present == 0)
        }
    }

    @Test func whoDiedCannotDieOrLeaveAgain() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let act = RecordDeath(household: tian.household, person: tian["张秀英"], on: RegisterWorld.day("2026-11-01"), reason: "死亡证明")
            _ = try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "1"))
            await expectRefusal("person") { try await desk.perform(act, as: RegisterWorld.actor(), request: .init(id: "2")) }
            let leave = RecordDeparture(
                household: tian.household, person: tian["张秀英"], kind: "other", on: RegisterWorld.day("2026-11-02"), reason: "迁出")
            await expectRefusal("person") { try await desk.perform(leave, as: RegisterWorld.actor(), request: .init(id: "3")) }
        }
    }

    @Test func whoLeftComesBackUnderTheSameNumber() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let daughter = tian["田小雨"]
            let leave = RecordDeparture(
                household: tian.household, person: daughter, kind: "marriage", on: RegisterWorld.day("2026-03-01"), reason: "出嫁")
            _ = try await desk.perform(leave, as: RegisterWorld.actor(), request: .init(id: "1"))
            #expect(try await names(desk, tian, on: "2026-03-01").count == 4)
            let back = RecordMarriageIn(
                household: tian.household, on: RegisterWorld.day("2026-09-01"), kind: "other", name: "田小雨", sex: "female", relation: "daughter",
                idNumber: RegisterWorld.identity(20_060_503, 216), reason: "离婚返乡")
            #expect(try await desk.perform(back, as: RegisterWorld.actor(), request: .init(id: "2")).outcome == daughter)
            #expect(try await names(desk, tian, on: "2026-09-01").count == 5)
            #expect(try await names(desk, tian, on: "2026-08-31").count == 4)
        }
    }

    @Test func aStaleFormIsRefused() async throws {
        try await RegisterWorld.eachDesk { desk, tian in
            let base = try await desk.database.read { try $0.count("SELECT audit_leaf FROM households WHERE id = \(tian.household)") }
            _ = try await desk.perform(birth(tian), as: RegisterWorld.actor(), request: .init(id: "1", baseVersion: base))
            await #expect(throws: Refusal.self) {
                try await desk.perform(birth(tian), as: RegisterWorld.actor(), request: .init(id: "2", baseVersion: base))
            }
        }
    }
}
