import Declarations
import Foundation
import PolicyLanguage
import Testing

/// The packs of this repository against the sources of this repository.
struct CommittedPacksTests {
    private static let root = SourceVocabulary.repository.appending(path: "PolicyPacks").path

    /// Without a list of sources a pack reads all but the benchmark's, which has a register of its own.
    private func vocabulary(_ header: PackHeader, everything: Vocabulary, benchmark: Vocabulary) -> Vocabulary {
        header.sources == ["benchmark"] ? benchmark : everything
    }

    @Test func everyPackIsFreeOfMistakesAndEveryExampleComesOut() throws {
        let departments = try FileManager.default.contentsOfDirectory(atPath: SourceVocabulary.repository.appending(path: "DataSources").path)
        let everything = try SourceVocabulary.of(departments.filter { !$0.contains(".") && $0 != "benchmark" })
        let benchmark = try SourceVocabulary.of(["benchmark"])
        let report = PolicyCheck.run(root: Self.root) { vocabulary($0, everything: everything, benchmark: benchmark) }
        #expect(report.diagnostics.map(\.description) == [])
        #expect(report.packs.count > 1)
        #expect(report.examples >= 4 * report.rules)
    }

    @Test func theBenchmarksRulesAreNamedR01ToR20() throws {
        let vocabulary = try SourceVocabulary.of(["benchmark"])
        let pack = try #require(PackLoader(root: Self.root) { _ in vocabulary }.loadPack(path: "\(Self.root)/benchmark").pack)
        #expect(pack.id == "benchmark")
        #expect(pack.sources == ["benchmark"])
        #expect(pack.rules.map(\.id) == (1...20).map { $0 < 10 ? "R0\($0)" : "R\($0)" })
        #expect(pack.rules.allSatisfy { $0.verified && (1...2).contains($0.evidence.count) })
    }
}
