import Basics
import Datasets
import Foundation

/// The directory a province is written into, part by part, and the truth about it.
final class ProvinceOutput {
    private let maker: ProvinceMaker
    private let directory: String
    private let files: [any ProvinceFile]
    private var counts: [RowCounts]
    private var planted: [PlantedCase] = []
    private var nearMisses: [NearMiss] = []
    private(set) var people = 0

    init(_ maker: ProvinceMaker, directory: String) throws(Problem) {
        self.maker = maker
        self.directory = directory
        for folder in Set(maker.plans.map { "received/\($0.sheet.schema.department)" }).union(["truth"]) {
            do {
                try FileManager.default.createDirectory(atPath: "\(directory)/\(folder)", withIntermediateDirectories: true)
            } catch {
                throw DeliveryFile.failed("\(directory)/\(folder)")
            }
        }
        var files: [any ProvinceFile] = []
        for plan in maker.plans {
            let received = "\(directory)/received"
            files.append(plan.format == .workbook ? try WorkbookFile(plan, in: received) : try DeliveryFile(plan, in: received))
        }
        self.files = files
        counts = Array(repeating: RowCounts(), count: maker.plans.count)
    }

    func append(_ part: ProvincePart) throws(Problem) {
        // A column that no source has would be left out silently otherwise.
        if let mistake = part.mistakes.min() {
            throw Problem(
                "unknown-column", what: .init(zh: "合成数据与数据源定义不一致", en: "the made-up rows do not fit the data sources"),
                why: .init(zh: "\(part.mistakes.count) 处,首处 \(mistake)", en: "\(part.mistakes.count) places, the first is \(mistake)"),
                remedy: .init(zh: "核对 DataSources 的列名", en: "compare the names with DataSources"))
        }
        for (index, file) in files.enumerated() {
            try file.append(part.bytes[index])
            counts[index].add(part.counts[index])
        }
        planted.append(contentsOf: part.planted)
        nearMisses.append(contentsOf: part.nearMisses)
        people += part.people
    }

    /// Writes the truth, the list of regions with their map and `province.yaml`.
    func finish(_ province: SyntheticProvince) throws(Problem) -> SyntheticProvince.Summary {
        for file in files { try file.finish() }
        try save(ProvinceTruth.planted(planted), "truth/planted.csv")
        try save(ProvinceTruth.nearMisses(nearMisses), "truth/near_misses.csv")
        try save(ProvinceTruth.files(maker.plans, counts, files.map(\.size)), "truth/files.csv")
        try save(ProvinceTruth.description(province, maker.tree, people: people), "province.yaml")
        try save(RegionList.text(of: maker.tree), "regions.csv")
        try save(ProvinceMap(of: maker.tree, seed: province.seed).text, "map.geojson")
        return SyntheticProvince.Summary(
            households: maker.tree.households, people: people, villages: maker.tree.villageCount, rows: counts.reduce(0) { $0 + $1.rows },
            bytes: files.reduce(0) { $0 + $1.size }, planted: planted.count, short: maker.planting.short)
    }

    private func save(_ text: String, _ name: String) throws(Problem) {
        do {
            try Data(text.utf8).write(to: URL(fileURLWithPath: "\(directory)/\(name)"))
        } catch {
            throw DeliveryFile.failed("\(directory)/\(name)")
        }
    }
}
