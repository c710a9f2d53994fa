import Basics
import Datasets
import Foundation

/// A made-up province of any size: a register and what 23 departments send about it, with the truth kept beside.
///
///     let province = SyntheticProvince(seed: 1, people: 100_000, schemas: schemas)
///     let summary = try await province.write(to: "out") { print($0.percent) }
///
/// Writes `received/<department>/<file>`, `truth/planted.csv`, `truth/near_misses.csv`, `truth/files.csv`, `regions.csv`, `map.geojson` and `province.yaml`. The same seed, size, options and
/// schemas give the same bytes. Memory holds a few villages at a time, whatever the size.
package struct SyntheticProvince: Sendable {
    package enum Irregularities: String, Sendable, CaseIterable {
        /// The clean county: every rule must stay silent, near misses included.
        case none
        /// Every scenario is told, and recorded.
        case planted
    }

    package struct Options: Sendable {
        /// The day the province speaks of.
        package var asOf: CalendarDate
        /// Digits of the real areas whose law the counties stand for, in turn.
        package var areas: [String]
        package var irregularities: Irregularities
        /// Breaches of each rule, and as many near misses.
        package var casesPerRule: Int
        /// Parts made at once.
        package var workers: Int

        package init(
            asOf: CalendarDate? = nil, areas: [String] = Options.knownAreas, irregularities: Irregularities = .none, casesPerRule: Int = 24,
            workers: Int = 2
        ) {
            self.asOf = asOf ?? CalendarDate(iso: "2025-06-30") ?? .first
            self.areas = areas
            self.irregularities = irregularities
            self.casesPerRule = casesPerRule
            self.workers = max(1, workers)
        }

        /// Hebei and Yangyuan in it, Shangrao, Hubei, Guangxi, Guizhou, Shaanxi and Jingbian in it, Gansu and Dingxi in it,
        /// Minhou in Fujian, Dazu in Chongqing, Longyang in Yunnan, and the region whose name is not known.
        package static let knownAreas = [
            "130100", "130727", "361100", "420000", "450000", "520000", "610000", "610824", "620000", "621102", "350121", "500111",
            "530502", "000000",
        ]
    }

    package let seed: UInt64
    package let people: Int
    package let options: Options
    package let schemas: [SourceSchema]
    /// What is told in it; tests of other things leave this empty.
    var scenarios = Scenarios.all

    /// `people` are those in the register, about; as many as make whole villages are made.
    package init(seed: UInt64, people: Int, options: Options = Options(), schemas: [SourceSchema]) {
        self.seed = seed
        self.people = max(1, people)
        self.options = options
        self.schemas = schemas
    }

    /// How far the writing is.
    package struct Progress: Sendable {
        package var villages: Int
        package var allVillages: Int
        package var people: Int
        package var percent: Int { allVillages == 0 ? 100 : villages * 100 / allVillages }
    }

    /// What was written.
    package struct Summary: Sendable {
        package var households: Int
        package var people: Int
        package var villages: Int
        package var rows: Int
        package var bytes: Int
        package var planted: Int
        /// Rules whose scenario found fewer households than asked for, with the number of cases told.
        package var short: [String: Int]
    }

    /// The mean size of a household; see `HouseholdMaker.sizes`.
    static let householdSizeInHundredths = 425

    func maker() -> ProvinceMaker {
        let sheets = Sheets(schemas)
        let tree = RegionTree(seed: seed, households: max(1, people * 100 / Self.householdSizeInHundredths), areas: options.areas)
        let month = options.asOf.description.prefix(7)
        let plans = sheets.all.map { DeliveryPlan($0, seed: seed, period: String(month)) }
        return ProvinceMaker(
            seed: seed, asOf: options.asOf, tree: tree, sheets: sheets, plans: plans, scenarios: scenarios,
            planted: options.irregularities == .planted, cases: options.casesPerRule)
    }

    /// Makes the province and writes it. The directory is made; files of the same names are overwritten.
    package func write(to directory: String, progress: (@Sendable (Progress) -> Void)? = nil) async throws -> Summary {
        let maker = maker()
        let output = try ProvinceOutput(maker, directory: directory)
        let parts = (maker.tree.villageCount + ProvincePart.villages - 1) / ProvincePart.villages
        try await withThrowingTaskGroup(of: (Int, ProvincePart).self) { group in
            var (started, finished) = (0, 0)
            var waiting: [Int: ProvincePart] = [:]
            func start() {
                let number = started
                started += 1
                group.addTask { (number, try ProvincePart(number: number, of: maker)) }
            }
            // Parts that wait for an earlier one count, so that no more than a few are in memory.
            while started < min(parts, options.workers * 2) { start() }
            while let (number, part) = try await group.next() {
                waiting[number] = part
                while let part = waiting.removeValue(forKey: finished) {
                    try output.append(part)
                    finished += 1
                    if started < parts { start() }
                }
                let villages = min(finished * ProvincePart.villages, maker.tree.villageCount)
                progress?(Progress(villages: villages, allVillages: maker.tree.villageCount, people: output.people))
            }
        }
        return try output.finish(self)
    }
}
