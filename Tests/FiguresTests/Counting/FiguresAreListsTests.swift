import Actions
import Basics
import Clues
import Policies
import Regions
import Register
import Storage
import TestSupport
import Testing
import Web

@testable import Figures

/// Whatever happens to households, people and clues, every figure of the catalogue is the length of its list, in every region of every level.
@Suite struct FiguresAreListsTests {
    @Test func everyFigureIsTheLengthOfItsListWhateverHappens() async throws {
        let seed = UInt64.random(in: 1...UInt64.max)
        try await eachDatabase { database in
            let life = try await RandomLife(database, seed: seed)
            let office = FigureOffice(book: FigureBook(line: { _, _ in 780_000 }), patience: .seconds(120))
            // The book counts everything once, and from then on only what was changed.
            try await Self.expectLists(office, life, seed: seed, of: Self.places, share: 1)
            var done = 0
            for round in 0..<6 {
                for _ in 0..<12 where try await life.happen() { done += 1 }
                // Looked at between, so that what the run moves is all that came since.
                try await Self.expectLists(office, life, seed: seed, of: [life.someRegion()], share: 0.1)
                try await life.takeUpARun()
                let isLast = round == 5
                try await Self.expectLists(office, life, seed: seed, of: isLast ? Self.places : Array(Self.places.suffix(5)), share: isLast ? 1 : 0.2)
            }
            #expect(done > 15, "hardly anything happened (seed \(seed))")
            // And as it stood before.
            try await Self.expectLists(office, life, seed: seed, of: [Self.places[0]], share: 0.3, asOf: AsOf(day: FiguresWorld.day("2026-11-05")))
        }
    }

    /// The test can fail: a figure counted over a list that is another's is noticed.
    @Test func anotherListIsNotTheFigures() async throws {
        try await eachDatabase { database in
            let life = try await RandomLife(database, seed: 7)
            let office = FigureOffice(book: FigureBook(line: { _, _ in 780_000 }), patience: .seconds(120))
            let shown = try await Self.shown(office, ["households", "poor"], of: nil, nil, life)
            let poor = try #require(shown["poor"])
            #expect(try await Self.length(shown.figures[0], life, life.actor, nil) != poor.count)
        }
    }

    private static let places = FiguresWorld.places.map { FiguresWorld.code($0.0) }

    /// Holds figures against the lists that their addresses lead to. `share`: how many of the figures, chosen by chance.
    private static func expectLists(
        _ office: FigureOffice, _ life: RandomLife, seed: UInt64, of regions: [RegionCode], share: Double, asOf: AsOf? = nil
    ) async throws {
        let names = FigureCatalogue.shipped.figures(on: life.desk.now.chinaDate, line: 7_800).map(\.name)
        #expect(names.count > 100)
        for region in regions {
            let actor = try #require(life.actor.looking(at: region))
            let shown = try await shown(office, names, of: region, asOf, life)
            for (place, figure) in shown.figures.enumerated() where life.maybe(share) {
                guard let value = shown.total.values[place] else {
                    #expect(figure.unit == .clues && asOf != nil)
                    continue
                }
                let length = try await length(figure, life, actor, asOf)
                #expect(value.count == length, "\(figure.name) of \(region.digits), seed \(seed)")
                // What lies below a place is no more than the place; a clue of the county itself lies in no township.
                let below = shown.places.compactMap { $0.values[place]?.count }.reduce(0, +)
                if !shown.places.isEmpty { #expect(below == value.count, "\(figure.name) below \(region.digits), seed \(seed)") }
            }
        }
    }

    /// What the office answers; on a slow machine it may ask for a moment first.
    private static func shown(
        _ office: FigureOffice, _ names: [String], of region: RegionCode?, _ asOf: AsOf?, _ life: RandomLife
    ) async throws -> ShownFigures {
        for _ in 0..<60 {
            do {
                return try await office.show(names, of: region, below: .children, as: asOf, at: life.desk, actor: life.actor)
            } catch is Preparing { try await Task.sleep(for: .milliseconds(500)) }
        }
        return try await office.show(names, of: region, below: .children, as: asOf, at: life.desk, actor: life.actor)
    }

    private static func length(_ figure: Figure, _ life: RandomLife, _ actor: Actor, _ asOf: AsOf?) async throws -> Int64 {
        switch figure.unit {
        case .households: try await life.desk.ask(ListHouseholds(filter: figure.households, limit: 1, asOf: asOf), as: actor).count
        case .people: try await life.desk.ask(ListPeople(filter: figure.people, limit: 1, asOf: asOf), as: actor).count
        case .clues: try await life.desk.ask(ListClues(filter: figure.clues, limit: 1), as: actor).count
        }
    }
}
