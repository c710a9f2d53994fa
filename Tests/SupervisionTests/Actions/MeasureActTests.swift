import Actions
import Basics
import Clues
import Register
import Storage
import Testing

@testable import Supervision

@Suite struct MeasureActTests {
    private typealias World = SupervisionWorld

    private static func recovery(_ clue: Int64, _ amount: String = "1,200.50") -> BeginMeasure {
        BeginMeasure(clue: clue, kind: .recovery, what: "低保金", reason: "核实属实", amount: amount)
    }

    @Test func aMeasureBeginsOnlyOfAConfirmedClueAndOnceOfAKind() async throws {
        try await World.each { world in
            let clue = try await world.confirmed()
            let other = try await world.clue("car", 2)
            await #expect(throws: Refusal.conflict(MeasureProblems.notConfirmed)) { try await world.perform(Self.recovery(other)) }
            let id = try await world.perform(Self.recovery(clue))
            let measure = try #require(try await world.measure(id))
            #expect(measure.life.due == 120_050 && measure.life.paid == 0 && measure.life.state == .open)
            // 20 working days from a Monday in November, without holidays between.
            #expect(measure.deadline.description == "2026-12-21")
            await #expect(throws: Refusal.conflict(MeasureProblems.openAlready)) { try await world.perform(Self.recovery(clue)) }
            // Another kind beside it.
            try await world.perform(
                BeginMeasure(clue: clue, kind: .discipline, what: "走过场", reason: "复核发现", way: .warning, post: "村干部", people: 2))
        }
    }

    @Test(arguments: ["0", "-5", "12.345", "abc", "", "99999999999999"]) func anAmountThatIsNoneIsRefused(_ amount: String) async throws {
        try await World.each { world in
            let clue = try await world.confirmed()
            await #expect(throws: Refusal.invalid("amount", MeasureProblems.amount)) { try await world.perform(Self.recovery(clue, amount)) }
            let id = try await world.perform(Self.recovery(clue))
            await #expect(throws: Refusal.invalid("amount", MeasureProblems.amount)) {
                try await world.perform(RecordPayment(measure: id, amount: amount, receipt: "NO 1"))
            }
            #expect(try await world.sums(id) == (120_050, 0))
        }
    }

    @Test func paymentsAreEntriesAndAWrongOneIsTakenBackByAnEntry() async throws {
        try await World.each { world in
            let id = try await world.perform(Self.recovery(try await world.confirmed()))
            try await world.perform(RecordPayment(measure: id, amount: "1000", receipt: "NO 1"))
            await #expect(throws: Refusal.invalid("reason", MeasureProblems.beyond)) {
                try await world.perform(RecordPayment(measure: id, amount: "200.51", receipt: "NO 2"))
            }
            try await world.perform(RecordPayment(measure: id, amount: "1000", receipt: "NO 1", reason: "重复"))
            let entries = try await world.ask(ShowMeasure(id: id, parts: World.parts)).entries
            let twice = try #require(entries.first { $0.event == .pay })
            await #expect(throws: Refusal.invalid("reason", MeasureProblems.reasonMissing)) {
                try await world.perform(ReversePayment(measure: id, entry: twice.id, reason: " "))
            }
            try await world.perform(ReversePayment(measure: id, entry: twice.id, reason: "登记了两次"))
            await #expect(throws: Refusal.conflict(MeasureProblems.jump)) {
                try await world.perform(ReversePayment(measure: id, entry: twice.id, reason: "登记了两次"))
            }
            let measure = try #require(try await world.measure(id))
            #expect(measure.life.paid == 100_000 && measure.life.outstanding == 20_050)
            #expect(try await world.sums(id) == (120_050, 100_000))
            // Nothing went away: begun, paid twice, taken back once.
            #expect(try await world.ask(ShowMeasure(id: id, parts: World.parts)).entries.map(\.event) == [.reverse, .pay, .pay, .begin])
        }
    }

    @Test func aRemovalEndsWithTheRegistersOwnChange() async throws {
        try await World.each { world in
            let clue = try await world.confirmed()
            let id = try await world.perform(BeginMeasure(clue: clue, kind: .removal, what: "不符合条件", reason: "核实属实"))
            await #expect(throws: Refusal.conflict(MeasureProblems.noChange)) {
                try await world.perform(EndMeasure(measure: id, done: true, reason: "已清退"))
            }
            world.clock.pass(seconds: 60)
            let household = try #require(world.households[1])
            try await world.perform(ChangeStatus(household: household, to: "removed", on: world.clock.now.chinaDate, reason: "县专班会议决定清退"))
            #expect(try await world.perform(EndMeasure(measure: id, done: true, reason: "已清退")) == .ended)
            #expect(try #require(try await world.measure(id)).change != nil)
        }
    }

    @Test func aReferralEndsWithItsAnswer() async throws {
        try await World.each { world in
            let clue = try await world.confirmed()
            await #expect(throws: Refusal.invalid("authority", MeasureProblems.textMissing)) {
                try await world.perform(BeginMeasure(clue: clue, kind: .referral, what: "冒领", reason: "超出职权"))
            }
            let id = try await world.perform(
                BeginMeasure(clue: clue, kind: .referral, what: "冒领", reason: "超出职权", authority: "县纪委监委", letter: "函〔2026〕3 号"))
            await #expect(throws: Refusal.conflict(MeasureProblems.unfinished)) {
                try await world.perform(EndMeasure(measure: id, done: true, reason: "办结"))
            }
            try await world.perform(RecordAnswer(measure: id, answer: "已立案"))
            #expect(try await world.perform(EndMeasure(measure: id, done: true, reason: "办结")) == .ended)
            #expect(try await world.perform(ReopenMeasure(measure: id, reason: "对方补充答复")) == .open)
        }
    }

    @Test func whatLiesElsewhereIsNotThere() async throws {
        try await World.each { world in
            let clue = try await world.confirmed()
            await #expect(throws: Refusal.notFound) { try await world.perform(Self.recovery(clue), as: World.neighbourOffice) }
            let id = try await world.perform(Self.recovery(clue))
            await #expect(throws: Refusal.notFound) {
                try await world.perform(RecordPayment(measure: id, amount: "1", receipt: "NO 1"), as: World.neighbourOffice)
            }
            await #expect(throws: Refusal.notFound) { try await world.ask(ShowMeasure(id: id, parts: World.parts), as: World.neighbourOffice) }
            #expect(try await world.ask(ListMeasures(), as: World.neighbourOffice).count == 0)
            #expect(try await world.ask(MeasureFigures(), as: World.neighbourOffice).lines.isEmpty)
        }
    }

    @Test func whoeverSawAnEarlierStateIsTold() async throws {
        try await World.each { world in
            let id = try await world.perform(Self.recovery(try await world.confirmed()))
            let leaf = try #require(try await world.measure(id)).leaf
            try await world.perform(RecordPayment(measure: id, amount: "1", receipt: "NO 1"), base: leaf)
            await #expect(throws: Refusal.self) {
                try await world.perform(RecordPayment(measure: id, amount: "1", receipt: "NO 1"), base: leaf)
            }
            #expect(try await world.sums(id).paid == 100)
        }
    }

    @Test func aDeadlineMovesWithAReasonAndAnEntry() async throws {
        try await World.each { world in
            let id = try await world.perform(Self.recovery(try await world.confirmed()))
            let before = try #require(try await world.measure(id)).deadline
            let later = try #require(before.adding(days: 10))
            await #expect(throws: Refusal.self) { try await world.perform(MoveMeasureDeadline(measure: id, due: later, reason: "")) }
            await #expect(throws: Refusal.self) { try await world.perform(MoveMeasureDeadline(measure: id, due: before, reason: "同一天")) }
            try await world.perform(MoveMeasureDeadline(measure: id, due: later, reason: "分期缴纳"))
            let entry = try #require(try await world.ask(ShowMeasure(id: id, parts: World.parts)).entries.first)
            #expect(entry.before == before && entry.after == later)
        }
    }

    @Test func theFiguresAreTheSumsOfTheList() async throws {
        try await World.each { world in
            let first = try await world.perform(Self.recovery(try await world.confirmed(1)))
            let second = try await world.perform(Self.recovery(try await world.confirmed(2), "300"))
            try await world.perform(RecordPayment(measure: first, amount: "200.50", receipt: "NO 1"))
            try await world.perform(EndMeasure(measure: second, done: false, reason: "查无可供追缴的财产"))
            let talk = try await world.perform(
                BeginMeasure(clue: try await world.clue("car", 2), kind: .discipline, what: "走过场", reason: "复核发现", way: .talk, post: "村干部", people: 3)
            )
            try await world.perform(EndMeasure(measure: talk, done: true, reason: "已谈话"))
            world.clock.pass(days: 60)
            let figures = try await world.ask(MeasureFigures()).total
            let list = try await world.ask(ListMeasures(limit: 200)).lines.map(\.measure)
            #expect(figures.all == Int64(list.count) && figures.cases[.recovery] == 2)
            #expect(figures.due == list.reduce(0) { $0 + $1.life.due } && figures.paid == list.reduce(0) { $0 + $1.life.paid })
            // What was given up is not asked for any more.
            #expect(figures.outstanding == 100_000 && figures.people == 3 && figures.open == 1 && figures.late == 1)
            let late = try await world.ask(ListMeasures(filter: MeasureFilter(isLate: true)))
            #expect(late.count == 1 && late.lines[0].measure.id == first)
        }
    }
}
