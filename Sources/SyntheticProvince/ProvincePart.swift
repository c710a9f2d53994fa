import Basics

/// Some neighbouring villages made, written and encoded: what one worker hands over.
struct ProvincePart: Sendable {
    /// For every sheet its bytes in the file's encoding.
    var bytes: [[UInt8]]
    var counts: [RowCounts]
    var planted: [PlantedCase] = []
    var nearMisses: [NearMiss] = []
    var people = 0
    var mistakes: Set<String> = []

    static let villages = 4

    init(number: Int, of province: ProvinceMaker) throws(Problem) {
        var writers = province.plans.map { RowWriter($0, seed: province.seed, part: number) }
        let last = min((number + 1) * Self.villages, province.tree.villageCount)
        bytes = []
        counts = []
        for village in number * Self.villages..<last {
            let households = province.households(of: village) { told in
                switch told {
                case .breach(let breach): planted.append(breach)
                case .nearMiss(let miss): nearMisses.append(miss)
                }
            }
            for household in households {
                if household.registered { people += household.members.count }
                mistakes.formUnion(household.mistakes)
                Self.write(household, province.sheets, &writers)
            }
        }
        for writer in writers {
            mistakes.formUnion(writer.mistakes)
            counts.append(writer.counts)
            bytes.append(try Transcoder.encode(writer.bytes, as: writer.plan.format.encoding))
        }
    }

    private static func write(_ household: Household, _ sheets: Sheets, _ writers: inout [RowWriter]) {
        if household.registered {
            if let sheet = sheets["households"], !household.cells.isEmpty { writers[sheet.id].write(household.cells, owner: nil) }
            if let sheet = sheets["persons"] {
                for member in household.members where !member.cells.isEmpty { writers[sheet.id].write(member.cells, owner: nil) }
            }
        }
        for record in household.records {
            let owner = record.owner.flatMap { household.members.indices.contains($0) ? household.members[$0] : nil }
            writers[record.sheet].write(record.cells, owner: owner)
        }
    }
}

/// Makes any village of a province, alone and in any order.
struct ProvinceMaker: Sendable {
    let seed: UInt64
    let sheets: Sheets
    let tree: RegionTree
    let plans: [DeliveryPlan]
    let planting: Planting
    private let maker: HouseholdMaker

    init(seed: UInt64, asOf: CalendarDate, tree: RegionTree, sheets: Sheets, plans: [DeliveryPlan], scenarios: [Scenario], planted: Bool, cases: Int)
    {
        self.seed = seed
        self.sheets = sheets
        self.tree = tree
        self.plans = plans
        maker = HouseholdMaker(seed: seed, asOf: asOf, sheets: sheets)
        planting = Planting(scenarios, tree: tree, maker: maker, planted: planted, cases: cases)
    }

    /// The registered households of a village, the others, and one more without people that carries the village's own rows.
    func households(of number: Int, telling: (ToldCase) -> Void) -> [Household] {
        let village = tree.village(number)
        let county = tree.counties[village.county]
        var households: [Household] = []
        for number in village.registered {
            var household = maker.make(number, registered: true, village: village, county: county)
            if let told = planting.apply(to: &household) { telling(told) }
            households.append(household)
        }
        for number in village.others { households.append(maker.make(number, registered: false, village: village, county: county)) }
        var carrier = Household(
            number: number, registered: false, village: village, county: county, asOf: maker.asOf, sheets: sheets,
            random: RandomStream(seed: seed, .village, number + 1_000_000))
        VillageRows.fill(&carrier, households: households)
        if let told = planting.apply(toVillage: &carrier) { telling(told) }
        households.append(carrier)
        return households
    }
}
