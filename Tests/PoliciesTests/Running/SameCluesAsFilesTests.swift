import Actions
import Basics
import Datasets
import Imports
import PolicyLanguage
import Storage
import Testing

@testable import Comparison
@testable import Policies

/// A run over the database says what a run over the files it was loaded from says, wherever the register is what the files say.
@Suite struct SameCluesAsFilesTests {
    /// One clue as both runs know it.
    private struct Said: Hashable, CustomStringConvertible {
        var household: Int64
        var person: Int64
        var region: Int64
        var evidence: [Int64]
        var key: [String]
        var description: String { "\(household)/\(person)@\(region) \(evidence) \(key)" }
    }

    /// Rules that ask for what the register does not keep; each is skipped with the reason, in every run.
    private static let lacking: Set<String> = [
        "job-help-without-wage", "risk-removed-below-line", "risk-removed-fields-empty", "risk-removed-guarantee-failing", "disability-card-class",
        "id-check-digit", "id-document-type-mismatch", "id-five-nines", "id-number-length", "income-fall",
    ]
    /// Rules about a figure that the register reckons itself, so that it cannot be stated wrongly.
    private static let reckoned: Set<String> = ["income-per-head-formula"]

    @Test func theDatabaseSaysWhatTheFilesSay() async throws {
        try await ProvinceDesk.each(people: 1_500) { desk in
            let run = ComparisonRun(
                ComparisonOptions(
                    dataFolder: desk.files, schemas: ProvinceDesk.schemas, packs: ProvinceDesk.packs, asOf: desk.asOf, threads: 2, withNames: false))
            let files = try run.run()
            let outcome = try await desk.comparison().run(scope: desk.actor.scope.region.number, asOf: desk.asOf)
            let names = try await Names(desk)
            let refused = try refused(of: try #require(run.dataRead), names)
            // Doubled IDs, two heads, thirteen months of work: what the register refuses, and what hangs on it.
            #expect(!refused.households.isEmpty && refused.households.count < files.households / 10)

            let ours = Dictionary(grouping: outcome.clues, by: \.rule).mapValues { Set($0.map { Self.said($0, names) }) }
            let theirs = Dictionary(grouping: files.clues) { files.rules[$0.rule].rule.id }.mapValues { clues in
                Set(clues.map { Said(household: $0.householdID, person: $0.personID, region: $0.region, evidence: $0.evidence, key: $0.key) })
            }
            func comparable(_ said: Set<Said>?) -> Set<Said> {
                (said ?? []).filter { !refused.households.contains($0.household) && !(($0.household == 0) && refused.villages.contains($0.region)) }
            }
            var compared = 0
            for rule in outcome.rules where rule.skipped == nil && !Self.reckoned.contains(rule.id) {
                let (here, there) = (comparable(ours[rule.id]), comparable(theirs[rule.id]))
                #expect(here == there, "\(rule.id): only here \(here.subtracting(there)), only in the files \(there.subtracting(here))")
                compared += there.count
            }
            #expect(compared > 200)
            for rule in Self.reckoned { #expect(ours[rule] == nil) }
            let skipped = Dictionary(outcome.rules.map { ($0.id, $0.skipped) }) { first, _ in first }
            let before = Dictionary(files.rules.map { ($0.rule.id, $0.skipped) }) { first, _ in first }
            for (id, reason) in skipped where reason != nil {
                #expect(before[id] != .some(nil) || Self.lacking.contains(id), "\(id): \(reason ?? "")")
            }
            try await Self.expectTheSameAgain(desk, outcome)
            try await Self.expectTheSameOfACounty(desk, outcome)
            for id in Self.lacking { #expect(skipped[id] != .some(nil), "\(id) was asked of what the register does not keep") }
        }
    }

    /// A few households asked again alone say what the whole run said of them.
    private static func expectTheSameAgain(_ desk: ProvinceDesk, _ outcome: RunOutcome) async throws {
        let households = Array(Set(outcome.clues.compactMap(\.household)).sorted().prefix(40))
        let outcomes = try await desk.comparison().askAgain(Changes(households: Set(households)), asOf: desk.asOf, rows: OwnedRows(desk.parts))
        let asked = Set(outcomes.flatMap(\.rules).filter { $0.skipped == nil }.map(\.id))
        let again = outcomes.flatMap(\.clues).filter { clue in clue.household.map(households.contains) == true }
        #expect(asked.count > 100)
        let before = Set(outcome.clues.filter { clue in clue.household.map(households.contains) == true && asked.contains(clue.rule) })
        #expect(before.count > 30)
        #expect(Set(again) == before, "\(before.symmetricDifference(again))")
    }

    /// A county's run says what the province's says of it; rules that look beyond the county are skipped and say so.
    private static func expectTheSameOfACounty(_ desk: ProvinceDesk, _ outcome: RunOutcome) async throws {
        let clue = try #require(outcome.clues.first { $0.household != nil })
        let county = try #require(RegionCode(number: clue.region)?.ancestor(at: .county))
        let own = try await desk.comparison().run(scope: county.number, asOf: desk.asOf)
        let asked = Set(own.rules.filter { $0.skipped == nil }.map(\.id))
        #expect(asked.count > 120)
        #expect(own.rules.contains { $0.id == "loan-user-not-registered" && $0.skipped != nil })
        let before = Set(outcome.clues.filter { county.codes.contains($0.region) && asked.contains($0.rule) })
        #expect(before.count > 30)
        #expect(Set(own.clues) == before, "\(before.symmetricDifference(own.clues))")
    }

    private static func said(_ clue: FoundInRegister, _ names: Names) -> Said {
        Said(
            household: clue.household.flatMap { names.households[$0] } ?? 0, person: clue.person.flatMap { names.people[$0] } ?? 0,
            region: clue.region, evidence: clue.evidence.map(\.value), key: clue.key)
    }

    /// The numbers of the files by the ids of the database, and how many the register has of each household.
    private struct Names {
        var households: [Int64: Int64]
        var people: [Int64: Int64]
        var sizes: [Int64: Int64]

        init(_ desk: ProvinceDesk) async throws {
            (households, people, sizes) = try await desk.desk.database.read { reader in
                func pairs(_ sql: SQL) throws -> [Int64: Int64] {
                    Dictionary(try reader.rows(sql).map { (try $0.integer("a"), try $0.integer("b")) }) { first, _ in first }
                }
                return (
                    try pairs("SELECT id AS a, number AS b FROM households"),
                    try pairs("SELECT person AS a, person_number AS b FROM members WHERE person_number IS NOT NULL"),
                    try pairs(
                        "SELECT h.number AS a, COUNT(m.id) AS b FROM households h LEFT JOIN members m ON m.household = h.id GROUP BY h.number")
                )
            }
        }
    }

    /// Households of the files of which the register has fewer people or nobody, their villages, and households with somebody of the same number.
    private func refused(of data: ReadData, _ names: Names) throws -> (households: Set<Int64>, villages: Set<Int64>) {
        let register = data.tables.register
        var refused: (households: Set<Int64>, villages: Set<Int64>) = ([], [])
        for household in register.householdIDs.indices {
            let size = Int64(register.firstPerson(ofHousehold: household + 1) - register.firstPerson(ofHousehold: household))
            guard names.sizes[register.householdIDs[household]] != size else { continue }
            refused.households.insert(register.householdIDs[household])
            refused.villages.insert(register.villageCodes[Int(register.villageOfHousehold[household])])
        }
        let persons = register.persons
        let ids = register.personIDs.indices.map { row in persons.schema.key.flatMap { persons.text($0, row) }.map(ResidentID.normalise) ?? "" }
        let households = register.householdOfPerson.map { register.householdIDs[Int($0)] }
        let doubled = Set(zip(ids, households).filter { refused.households.contains($1) }.map(\.0))
        refused.households.formUnion(zip(ids, households).filter { doubled.contains($0.0) }.map(\.1))
        return refused
    }
}
