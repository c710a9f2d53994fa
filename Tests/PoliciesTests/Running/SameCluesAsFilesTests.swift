import Actions
import Basics
import Comparison
import Datasets
import Foundation
import PolicyLanguage
import Storage
import Testing

@testable import Policies

/// A run over the database says what a run over the files it was loaded from says.
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

    @Test func theDatabaseSaysWhatTheFilesSay() async throws {
        try await ProvinceDesk.each(people: 1_500) { desk in
            let files = try ComparisonRun(
                ComparisonOptions(
                    dataFolder: desk.files, schemas: ProvinceDesk.schemas, packs: ProvinceDesk.packs, asOf: desk.asOf, threads: 2, withNames: false)
            ).run()
            let outcome = try await desk.comparison().run(scope: desk.actor.scope.region.number, asOf: desk.asOf)
            let numbers = try await desk.desk.database.read { reader in
                (
                    households: try Dictionary(
                        uniqueKeysWithValues: reader.rows("SELECT id, number FROM households").map {
                            (try $0.integer("id"), try $0.integer("number"))
                        }),
                    people: try Dictionary(
                        reader.rows("SELECT person, person_number FROM members").map {
                            (try $0.integer("person"), try $0.optionalInteger("person_number"))
                        },
                        uniquingKeysWith: { first, _ in first })
                )
            }
            print("files \(files.clues.count) database \(outcome.clues.count)")
            let ours = Dictionary(grouping: outcome.clues, by: \.rule).mapValues { clues in
                Set(
                    clues.map { clue in
                        Said(
                            household: clue.household.flatMap { numbers.households[$0] } ?? 0,
                            person: clue.person.flatMap { numbers.people[$0] ?? nil } ?? 0, region: clue.region,
                            evidence: clue.evidence.map(\.value), key: clue.key)
                    })
            }
            let theirs = Dictionary(grouping: files.clues) { files.rules[$0.rule].rule.id }.mapValues { clues in
                Set(clues.map { Said(household: $0.householdID, person: $0.personID, region: $0.region, evidence: $0.evidence, key: $0.key) })
            }
            for rule in outcome.rules {
                if let reason = rule.skipped {
                    print(
                        "skipped \(rule.id): \(reason) | files: \(files.rules.first { $0.rule.id == rule.id }?.skipped ?? "ran") \(theirs[rule.id]?.count ?? 0)"
                    )
                    continue
                }
                let (a, b) = (ours[rule.id] ?? [], theirs[rule.id] ?? [])
                if a != b { print("\(rule.id): only database \(a.subtracting(b).prefix(3)) only files \(b.subtracting(a).prefix(3)) of \(b.count)") }
            }
        }
    }
}
