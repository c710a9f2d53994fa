import Actions
import Basics
import Comparison
import Imports
import PolicyLanguage
import Storage
import Testing

@testable import Policies

/// A run over a province is a run over each of its counties: each is shown its own part of it, and tries values over its own people.
@Suite struct SharesOfARunTests {
    private static let rule = "sex-differs-from-id"

    @Test func theCountiesSharesAreTheRun() async throws {
        try await ProvinceDesk.each(people: 2_500, withDeliveries: false) { desk in
            let parts = try await Self.compared(desk)
            let whole = try await desk.desk.ask(FindRun(id: 1, parts: parts), as: desk.actor)
            let counties = try await Self.regions(.county, desk)
            #expect(counties.count > 1)
            var (households, clues): (Int64, [String: Int64]) = (0, [:])
            for county in counties {
                let office = try #require(desk.actor.looking(at: county))
                let share = try await desk.desk.ask(FindRun(id: 1, parts: parts), as: office)
                #expect(share.clues == share.rules.reduce(0) { $0 + $1.clues })
                #expect(share.rules.allSatisfy { $0.subjects == nil && $0.undecided == nil }, "these are told for the whole province alone")
                households += share.households ?? 0
                for rule in share.rules { clues[rule.rule, default: 0] += rule.clues }
                // What lies in the county is what its townships are told.
                var below: Int64 = 0
                for township in try await Self.regions(.township, desk) where county.contains(township) {
                    below += try await desk.desk.ask(FindRun(id: 1, parts: parts), as: try #require(desk.actor.looking(at: township))).clues ?? 0
                }
                #expect(below == share.clues)
            }
            #expect(households == whole.households)
            let found = whole.rules.filter { $0.clues > 0 }.map { ($0.rule, $0.clues) }
            #expect(clues.filter { $0.value > 0 } == Dictionary(uniqueKeysWithValues: found))
            #expect(clues.values.contains { $0 > 0 })
        }
    }

    @Test func aCountyTriesARuleOverItsPartOfWhatTheProvinceHasRead() async throws {
        try await ProvinceDesk.each(people: 2_500, withDeliveries: false) { desk in
            let parts = try await Self.compared(desk)
            let law = try await desk.desk.ask(
                FindLaw(library: parts.law, region: desk.actor.scope.region, day: desk.asOf), as: desk.actor
            ).law
            let held = try #require(parts.shelf.find(region: desk.actor.scope.region.number, law: law))
            let province = try await Trial(held, rule: Self.rule, settings: [:], region: desk.actor.scope.region)
            #expect(province.before > 0 && province.before == province.after && province.appearing == 0)
            var before = 0
            for county in try await Self.regions(.county, desk) {
                let own = try #require(parts.shelf.find(region: county.number, law: law), "the province's reading serves its counties")
                #expect(own === held)
                let result = try await own.result(settings: [:], rules: [Self.rule], within: county)
                #expect(result.clues.allSatisfy { county.codes.contains(FoundInRegister.filledUp($0.region)) })
                before += result.clues.count
            }
            #expect(before == province.before)
            // A place elsewhere is not served, nor a law in another version.
            #expect(parts.shelf.find(region: 110_000_000_000, law: law) == nil)
            var other = law
            other.versions = other.versions.mapValues { $0 + 1 }
            #expect(parts.shelf.find(region: desk.actor.scope.region.number, law: other) == nil)
        }
    }

    /// The province has compared everybody under one pack.
    private static func compared(_ desk: ProvinceDesk) async throws -> PoliciesParts {
        let parts = PoliciesParts(schemas: ProvinceDesk.schemas, blobs: desk.parts.blobs, packsFolder: "\(ProvinceDesk.root)/PolicyPacks", threads: 2)
        try await desk.perform(InstallPacks(packs: try PackTexts.shipped(in: parts.packsFolder).filter { $0.id == "national/data-quality" }))
        try await desk.perform(StartRun(asOf: desk.asOf))
        try await desk.work(parts, takers: [])
        return parts
    }

    private static func regions(_ level: RegionCode.Level, _ desk: ProvinceDesk) async throws -> [RegionCode] {
        try await desk.desk.database.read { reader in
            try reader.rows("SELECT id FROM regions ORDER BY id").map { try $0.region("id") }
        }.filter { $0.level == level }
    }
}
