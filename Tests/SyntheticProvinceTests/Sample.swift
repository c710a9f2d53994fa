import Datasets
import Foundation

@testable import SyntheticProvince

/// The repository's data sources and a small province made from them.
enum Sample {
    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..").standardized.path
    static let schemas = SchemaLoader(root: "\(root)/DataSources").load().schemas

    /// Nothing is told in it unless scenarios are named.
    static func province(
        seed: UInt64 = 7, people: Int = 1500, irregularities: SyntheticProvince.Irregularities = .none, scenarios: [Scenario] = []
    ) -> SyntheticProvince {
        var province = SyntheticProvince(
            seed: seed, people: people, options: .init(irregularities: irregularities, casesPerRule: 2), schemas: schemas)
        province.scenarios = scenarios
        return province
    }

    /// Writes a province into a directory of its own, hands it over and takes it away.
    static func written<Result>(_ province: SyntheticProvince, _ body: (String, SyntheticProvince.Summary) throws -> Result) async throws -> Result {
        let directory = FileManager.default.temporaryDirectory.appendingPathComponent("province-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: directory) }
        let summary = try await province.write(to: directory)
        return try body(directory, summary)
    }

    /// All households of a province in memory, the villages' carriers left out.
    static func households(_ province: SyntheticProvince) -> [Household] {
        let maker = province.maker()
        return (0..<maker.tree.villageCount).flatMap { maker.households(of: $0) { _ in } }.filter { !$0.members.isEmpty }
    }
}
