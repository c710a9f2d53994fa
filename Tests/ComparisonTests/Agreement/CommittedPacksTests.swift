import Basics
import Datasets
import Foundation
import PolicyLanguage
import SyntheticProvince
import Testing

@testable import Comparison

/// The repository's own packs over a synthetic province, in columns and one subject at a time. `YOUSHU_HOUSEHOLDS` says how many households
/// to compare; 600 of a small province when it is not set.
@Suite struct CommittedPacksTests {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..").standardized.path
    static let households = ProcessInfo.processInfo.environment["YOUSHU_HOUSEHOLDS"].flatMap { Int($0) } ?? 600
    /// Without their assertions: in a small file one bad row is already a large percentage.
    static let schemas = SchemaLoader(root: "\(root)/DataSources").load().schemas.map { schema in
        var schema = schema
        schema.assertions = .init()
        return schema
    }

    /// All but the benchmark's, each as if it were law everywhere.
    static func packs() -> [PolicyPack] {
        let vocabulary = Vocabulary(schemas: schemas)
        return PackLoader(root: "\(root)/PolicyPacks") { _ in vocabulary }.load(only: nil).packs.filter { $0.id != "benchmark" }.map { pack in
            var pack = pack
            pack.area = ""
            return pack
        }
    }

    @Test func columnsAndSingleSubjectsAgreeOnTheCommittedPacks() async throws {
        let folder = try DataFolder()
        let people = Self.households * 5
        let province = SyntheticProvince(seed: 11, people: people, options: .init(casesPerRule: 4), schemas: Self.schemas)
        _ = try await province.write(to: folder.path)
        var options = ComparisonOptions(
            dataFolder: "\(folder.path)/received", schemas: Self.schemas, packs: Self.packs(), asOf: province.options.asOf, threads: 2)
        options.personsInPartition = 1_000
        let answers = try TwoAnswers(options, households: Self.households)
        #expect(answers.single.households.count >= min(Self.households, answers.columns.households))
        for difference in answers.differences { Issue.record("\(difference)") }
        for rule in answers.columns.rules where rule.skipped?.contains("columnar") == true || !rule.columnar {
            Issue.record("\(rule.rule.id) is not columnar")
        }
    }
}
