import Actions
import Basics
import Clues
import Storage
import Testing
import WorkOrders

@testable import Supervision

@Suite struct BulletinTests {
    private typealias World = SupervisionWorld

    private static func week(_ text: String, now: Moment) throws -> WeekMoment {
        let week = try #require(CalendarWeek(text))
        return try #require(WeekMoment(week, now: now))
    }

    struct Told: Equatable {
        var flow: BulletinFigures.Flow
        var before: BulletinFigures.Flow
        var standing: BulletinFigures.Standing
        var places: [BulletinFigures.Place]
        var sources: [BulletinFigures.Source]
    }

    static func told(_ week: String, _ world: SupervisionWorld, as actor: Actor = SupervisionWorld.countyOffice) async throws -> Told {
        let found = try await world.ask(BulletinFigures(week: try Self.week(week, now: world.clock.now), parts: World.parts), as: actor)
        return Told(flow: found.flow, before: found.before, standing: found.standing, places: found.places, sources: found.sources)
    }

    @Test func aWeekRunsFromMondayToSundayOnChinasClocks() throws {
        let week = try #require(CalendarWeek("2026-W48"))
        #expect(week.first.description == "2026-11-23" && week.last.description == "2026-11-29")
        #expect(week.from.chinaText == "2026-11-23 00:00" && week.until.chinaText == "2026-11-30 00:00")
        #expect(week.previous?.text == "2026-W47" && CalendarWeek.containing(week.last) == week)
        // The year's last days may belong to the next one's first week, and some years have 53.
        #expect(CalendarWeek("2026-W53") != nil && CalendarWeek("2025-W53") == nil && CalendarWeek("2026-47") == nil && CalendarWeek("once") == nil)
        #expect(WeekMoment(week, now: week.from.adding(seconds: -1)) == nil)
        #expect(try #require(WeekMoment(week, now: week.from.adding(seconds: 60))).isRunning)
    }

    @Test func itTellsWhatHappenedInTheWeekAgainstTheOneBefore() async throws {
        try await World.each { world in
            try await world.takeUp(1, (1...6).map { world.found("car", $0) })
            let confirmed = try await world.confirmed(1)
            let denied = try await world.clue("car", 2)
            try await world.perform(DispatchClues(clues: [denied], officers: World.work.officers))
            try await world.verdict(denied, .notConfirmed)
            let recovery = try await world.perform(
                BeginMeasure(clue: confirmed, kind: .recovery, what: "低保金", reason: "核实属实", amount: "500"))
            try await world.perform(RecordPayment(measure: recovery, amount: "120", receipt: "NO 1"))
            try await world.perform(SendUrging(region: World.township, about: .clues, text: "请三日内办结", parts: World.parts))
            world.clock.pass(days: 7)
            try await world.perform(RecordPayment(measure: recovery, amount: "30", receipt: "NO 2"))

            let first = try await Self.told("2026-W48", world)
            // Five of the county; the sixth is the neighbour's.
            #expect(first.flow[.opened] == 5 && first.flow[.dispatched] == 2 && first.flow[.verified] == 2)
            #expect(first.flow[.confirmed] == 1 && first.flow.decided == 2 && first.flow.recovered == 12_000 && first.flow.urged == 1)
            #expect(first.standing.open == 5 && first.standing.outstanding == 38_000 && first.standing.silent == 1)
            // Three that wait to be given out, two days of working time ago.
            #expect(first.standing.late == 3 && first.places.reduce(0) { $0 + $1.late } == 3)
            let second = try await Self.told("2026-W49", world)
            #expect(
                second.before == first.flow && second.flow[.opened] == 0 && second.flow.recovered == 3_000 && second.standing.outstanding == 35_000)
            // Every number is the count of the list that its link leads to.
            for what in ClueHappening.What.allCases {
                let list = ListClues(filter: ClueFilter { ["happened": what.rawValue, "week": "2026-W48"][$0] })
                #expect(try await world.ask(list).count == first.flow[what], "\(what)")
            }
            let neighbour = try await Self.told("2026-W48", world, as: World.neighbourOffice)
            #expect(neighbour.flow[.opened] == 1 && neighbour.flow[.verified] == 0 && neighbour.flow.urged == 0)
        }
    }

    /// Whatever is done afterwards, what was told of a week that is over is told again, also of the places below, and when a household has moved away.
    @Test func anOldWeekStaysAsItWas() async throws {
        try await World.each { world in
            try await world.takeUp(1, (1...5).flatMap { [world.found("car", $0), world.found("house", $0)] })
            let measure = try await Self.workAtRandom(world, nil)
            world.clock.pass(days: 7)
            let offices = [World.countyOffice, World.townshipOfficer, World.cityOffice, World.neighbourOffice]
            var kept: [Told] = []
            for office in offices { kept.append(try await Self.told("2026-W48", world, as: office)) }
            #expect(kept[0].flow[.verified] > 0 && kept[0].standing.open > 0)
            // Some vanish, some come back elsewhere: the household has moved to the neighbour county.
            try await world.takeUp(2, (1...3).map { world.found("car", $0) })
            try await world.takeUp(3, (1...5).flatMap { [world.found("car", $0, in: World.neighbour), world.found("house", $0)] })
            for _ in 0..<3 {
                _ = try await Self.workAtRandom(world, measure)
                world.clock.pass(days: 5)
                try await DeadlineWatch(desk: world.desk, followers: World.work.followers).look()
                try await ClueWatch(desk: world.desk).look()
            }
            for (office, before) in zip(offices, kept) {
                #expect(try await Self.told("2026-W48", world, as: office) == before, "as \(office.role)")
            }
        }
    }

    /// Some of what offices do, by chance; refusals do nothing and are passed over.
    private static func workAtRandom(_ world: World, _ measure: Int64?) async throws -> Int64? {
        var measure = measure
        let clues = try await world.clues()
        for clue in clues.shuffled().prefix(6) {
            _ = try? await world.perform(DispatchClues(clues: [clue.id], officers: World.work.officers))
            try? await world.verdict(clue.id, Bool.random() ? .confirmed : .notConfirmed)
            if Bool.random() {
                _ = try? await world.perform(ReviewClue(clue: clue.id, agree: Bool.random(), reason: "复核"), as: World.townshipOfficer)
            }
            if Bool.random() { _ = try? await world.perform(CloseClues(clues: [clue.id], reason: "销号")) }
            let begun = try? await world.perform(
                BeginMeasure(clue: clue.id, kind: .recovery, what: "低保金", reason: "核实属实", amount: "\(Int.random(in: 100...900))"))
            measure = begun ?? measure
            if let measure {
                _ = try? await world.perform(RecordPayment(measure: measure, amount: "\(Int.random(in: 1...90))", receipt: "NO"))
                if Int.random(in: 0..<4) == 0 { _ = try? await world.perform(EndMeasure(measure: measure, done: false, reason: "终止")) }
                if Int.random(in: 0..<4) == 0 { _ = try? await world.perform(ReopenMeasure(measure: measure, reason: "重办")) }
            }
            world.clock.pass(seconds: 600)
        }
        let sent = try? await world.perform(SendUrging(region: World.township, about: .clues, text: "请三日内办结", parts: World.parts))
        if let sent, Bool.random() {
            _ = try? await world.perform(ReplyUrging(urging: sent, said: "已办结一部分", parts: World.parts), as: World.townshipOfficer)
        }
        return measure
    }
}
