/// The made-up province's places. Codes begin with 99, which was never given to a real one.
struct County: Sendable {
    /// Six digits.
    var code: Int
    var name: String
    /// Digits of the real area whose law the county lives under.
    var standsFor: String
    /// Its townships' names; their codes count from 100.
    var townships: [String]
    /// Villages in it, and the number of its first one.
    var villages: Range<Int>
}

struct Village: Sendable {
    /// Counts from 0 over the whole province.
    var number: Int
    /// Twelve digits.
    var code: Int
    var name: String
    var township: String
    /// Its place in `RegionTree.counties`.
    var county: Int
    /// Numbers of its registered households, and of the others that live in it.
    var registered: Range<Int>
    var others: Range<Int>
    /// Share of minority people in a thousand.
    var minority: Int
}

/// Who lives where: cities, counties, townships, administrative villages, for so many registered households.
struct RegionTree: Sendable {
    static let householdsPerVillage = 100
    /// Households outside the register, for each hundred registered ones.
    static let othersPerVillage = 34
    private static let villagesPerTownship = 12
    /// An area's ID numbers last for 15,000 households (see `IDNumbers`).
    private static let villagesPerCounty = 108

    let counties: [County]
    let villageCount: Int
    let households: Int
    private let seed: UInt64

    /// `areas` are the real areas whose law the counties stand for, in turn.
    init(seed: UInt64, households: Int, areas: [String]) {
        self.seed = seed
        self.households = households
        villageCount = max(1, (households + Self.householdsPerVillage - 1) / Self.householdsPerVillage)
        let count = min(villageCount, max((villageCount + Self.villagesPerCounty - 1) / Self.villagesPerCounty, areas.count, 1))
        var random = RandomStream(seed: seed, .region, 0)
        var counties: [County] = []
        for index in 0..<count {
            let villages = index * villageCount / count..<(index + 1) * villageCount / count
            let townships = (villages.count + Self.villagesPerTownship - 1) / Self.villagesPerTownship
            counties.append(
                County(
                    code: 990_000 + (1 + index / 12) * 100 + 21 + index % 12, name: PlaceNames.county(index, &random),
                    standsFor: areas.isEmpty ? "" : areas[index % areas.count],
                    townships: (0..<townships).map { PlaceNames.township($0, &random) }, villages: villages))
        }
        self.counties = counties
    }

    func village(_ number: Int) -> Village {
        let place = counties.firstIndex { $0.villages.contains(number) } ?? 0
        let county = counties[place]
        let inCounty = number - county.villages.lowerBound
        let (town, inTown) = (inCounty / Self.villagesPerTownship, inCounty % Self.villagesPerTownship)
        var random = RandomStream(seed: seed, .village, number)
        return Village(
            number: number, code: county.code * 1_000_000 + (100 + town) * 1000 + 200 + inTown, name: PlaceNames.village(&random),
            township: county.townships[town], county: place,
            registered: number * Self.householdsPerVillage..<min((number + 1) * Self.householdsPerVillage, max(households, 1)),
            others: number * Self.othersPerVillage..<(number + 1) * Self.othersPerVillage, minority: place % 3 == 2 ? 700 : 60)
    }
}
