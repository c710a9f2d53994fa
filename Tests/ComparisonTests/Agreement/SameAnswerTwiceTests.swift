import PolicyLanguage
import Testing

@testable import Comparison

@Suite struct SameAnswerTwiceTests {
    @Test(arguments: [1, 2, 3]) func columnsAndSingleSubjectsAgreeOnRandomProvinces(_ seed: UInt64) throws {
        let folder = try DataFolder()
        var province = RandomProvince(seed: seed)
        try province.write(to: folder)
        let answers = try TwoAnswers(.sample(folder, [try SamplePacks.pack(VariedRules.all)]))
        for difference in answers.differences { Issue.record("\(difference)") }
        // One source was not handed over: its rule alone does not run.
        #expect(answers.columns.rules.filter { $0.skipped != nil }.map(\.rule.id) == ["h10"])
    }

    @Test func theNumberOfThreadsChangesNothing() throws {
        let folder = try DataFolder()
        var province = RandomProvince(seed: 4)
        try province.write(to: folder)
        let pack = try SamplePacks.pack(VariedRules.all)
        let results = try [1, 2, 4].map { try ComparisonRun(.sample(folder, [pack], threads: $0)).run() }
        let clues = results.map { $0.clues.map { "\($0)" } }
        #expect(!clues[0].isEmpty)
        #expect(clues[1] == clues[0])
        #expect(clues[2] == clues[0])
        #expect(results[1].rejects.map { $0.map(\.line) } == results[0].rejects.map { $0.map(\.line) })
    }

    @Test func theSizeOfPartitionsChangesNothing() throws {
        let folder = try DataFolder()
        var province = RandomProvince(seed: 5)
        try province.write(to: folder)
        // Which row of a group stands first is by partition.
        let pack = try SamplePacks.pack(VariedRules.all.filter { !$0.text.contains("rows[0]") && !$0.text.contains(")[0]") })
        let findings = try [1, 60, 100_000].map { TwoAnswers.findings(try ComparisonRun(.sample(folder, [pack], personsInPartition: $0)).run()) }
        for other in findings.dropFirst() {
            for rule in pack.rules.map(\.id) {
                let (ours, first) = (other[rule] ?? [], findings[0][rule] ?? [])
                #expect(
                    ours.subtracting(first).isEmpty && first.subtracting(ours).isEmpty,
                    "\(rule): \(ours.symmetricDifference(first).prefix(3).map { "\($0.householdID)/\($0.personID) \($0.evidence)" })")
            }
        }
    }
}
