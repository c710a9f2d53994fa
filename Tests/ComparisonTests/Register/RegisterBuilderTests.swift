import Datasets
import PolicyLanguage
import Testing

@testable import Comparison

@Suite struct RegisterBuilderTests {
    private static let households = [
        "household_id | village_code | income", "7 | 990101001002 | 10", "3 | 990101001001 | 20", "9 | 990101001002 |", "1 | 990101001001 | 5",
    ]
    private static let persons = [
        "person_id | household_id | id_number | name | age", "30 | 9 | \(RandomProvince.residentID(3)) | 丙 | 30",
        "10 | 3 | \(RandomProvince.residentID(1)) | 甲 |",
        "20 | 1 | \(RandomProvince.residentID(2)) | 乙 | 20", "40 | 7 | \(RandomProvince.residentID(4)) | 丁 | 40",
    ]
    private static let ages = RuleText(id: "ages", subject: .person, when: "has(person.age) && household.income >= yuan(5)", evidence: ["person.age"])
    private static let known = RuleText(id: "known", subject: .person, when: "has(person.age)", evidence: ["person.age"])

    private func run(_ households: [String], _ persons: [String]) throws -> ComparisonResult {
        let folder = try DataFolder()
        try folder.write("households", households.joined(separator: "\n"))
        try folder.write("persons", persons.joined(separator: "\n"))
        try folder.write("villages", "village_code | village_name\n990101001001 | 甲")
        return try ComparisonRun(.sample(folder, [try SamplePacks.pack([Self.ages, Self.known])], personsInPartition: 1)).run()
    }

    @Test func filesOutOfOrderGiveTheSameAsSortedOnes() throws {
        func number(_ line: String) -> Int { line.split(separator: " ").first.flatMap { Int($0) } ?? 0 }
        func sorted(_ lines: [String]) -> [String] { [lines[0]] + lines.dropFirst().sorted { number($0) < number($1) } }
        let asTheyCame = try run(Self.households, Self.persons)
        let inOrder = try run(sorted(Self.households), sorted(Self.persons))
        #expect(asTheyCame.persons == 4)
        #expect(asTheyCame.households == 4)
        #expect(asTheyCame.villages == 2)
        #expect(asTheyCame.clues.map { "\($0)" } == inOrder.clues.map { "\($0)" })
        #expect(asTheyCame.clues.map(\.evidence) == [[20], [40], [20], [40], [30]])
    }

    @Test func aNumberUsedTwiceIsRejectedWithItsLine() throws {
        let result = try run(Self.households + ["3 | 990101001002 | 99"], Self.persons + ["20 | 3 | | 戊 | 50"])
        let (households, persons) = (try #require(file("households", result)), try #require(file("persons", result)))
        #expect(households.rejects.map(\.line) == [6])
        #expect(households.rejects.map(\.reason) == ["duplicate"])
        #expect(households.rejects.map(\.column) == ["household_id"])
        #expect(persons.rejects.map(\.line) == [6])
        #expect(persons.rejects.map(\.reason) == ["duplicate"])
        #expect(persons.rejects.map(\.column) == ["person_id"])
        for report in [households.report, persons.report] {
            #expect(report.rows == 5)
            #expect(report.accepted == 4)
            #expect(report.rows == report.accepted + report.rejected)
        }
    }

    @Test func aPersonOfNoHouseholdIsRejected() throws {
        let persons = try #require(file("persons", try run(Self.households, Self.persons + ["50 | 77 | | 戊 | 50"])))
        #expect(persons.rejects.map(\.line) == [6])
        #expect(persons.rejects.map(\.reason) == ["household-missing"])
        #expect(persons.report.accepted == 4)
    }

    /// One cell empty, one row rejected later: as many filled cells as accepted rows, and still the empty one is empty.
    @Test func anEmptyCellStaysEmptyWhenAnotherRowIsRejectedLater() throws {
        let result = try run(Self.households, Self.persons + ["20 | 3 | | 戊 | 50"])
        let known = result.clues.filter { result.rules[$0.rule].rule.id == "known" }
        #expect(known.map(\.personID).sorted() == [20, 30, 40])
        #expect(try #require(file("persons", result)).report.filled[5] == 3)
    }

    @Test func numbersAtTheEndOfSixtyFourBitsAreNoTrap() throws {
        let result = try run(Self.households + ["9223372036854775807 | 990101001001 | 1"], Self.persons + ["50 | 9223372036854775807 | | 戊 | 50"])
        #expect(result.households == 5)
        #expect(result.files.allSatisfy { $0.rows == $0.accepted + $0.rejected })
    }

    private func file(_ source: String, _ result: ComparisonResult) -> (report: FileReport, rejects: [Reject])? {
        result.files.firstIndex { $0.source == source }.map { (result.files[$0], result.rejects[$0]) }
    }
}
