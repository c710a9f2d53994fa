import Declarations
import Foundation
import PolicyLanguage
import Testing

/// The benchmark's twenty rules as a pack: loaded against the benchmark's own sources, all examples run.
struct BenchmarkPackTests {
    @Test func theTwentyRulesAreFreeOfMistakesAndTheirExamplesComeOut() throws {
        let vocabulary = try SourceVocabulary.of(["benchmark"])
        let root = SourceVocabulary.repository.appending(path: "PolicyPacks").path
        let report = PolicyCheck.run(root: root, only: ["benchmark"]) { _ in vocabulary }
        #expect(report.diagnostics.map(\.description) == [])
        #expect(report.rules == 20)
        #expect(report.examples >= 80)
        #expect(report.packs.first?.unverifiedRules == 0)
    }

    @Test func itsRulesAreNamedR01ToR20() throws {
        let vocabulary = try SourceVocabulary.of(["benchmark"])
        let path = SourceVocabulary.repository.appending(path: "PolicyPacks/benchmark").path
        let pack = try #require(PackLoader(root: "", vocabulary: { _ in vocabulary }).loadPack(path: path).pack)
        #expect(pack.id == "benchmark")
        #expect(pack.sources == ["benchmark"])
        #expect(pack.rules.map(\.id) == (1...20).map { $0 < 10 ? "R0\($0)" : "R\($0)" })
        #expect(pack.rules.allSatisfy { $0.evidence.count == 1 || $0.evidence.count == 2 })
    }
}
