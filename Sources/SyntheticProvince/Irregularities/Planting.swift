import Basics

/// Which households of the province tell which scenario: the same for the same seed, and no household tells two.
struct Planting: Sendable {
    struct Assignment: Sendable {
        var scenario: Int
        var nearMiss: Bool
        var story: Scenario.Case
    }

    private(set) var assignments: [Int: Assignment] = [:]
    let scenarios: [Scenario]
    private let planted: Bool
    /// Scenarios that found fewer households than they should have, with what they found.
    private(set) var short: [String: Int] = [:]

    /// Near misses are told in every province, breaches only if `planted`.
    init(_ scenarios: [Scenario], tree: RegionTree, maker: HouseholdMaker, planted: Bool, cases: Int) {
        self.scenarios = scenarios
        self.planted = planted
        var fields = Self.tellingCounties(tree).map { Field(county: $0, tree: tree) }
        var serial = 0
        // Laws of single counties first: nobody else's households can tell them.
        let narrowFirst = scenarios.indices.sorted { (-scenarios[$0].area.count, $0) < (-scenarios[$1].area.count, $1) }
        for index in narrowFirst {
            let scenario = scenarios[index]
            let eligible = fields.indices.filter { place in
                let law = fields[place].county.standsFor
                return law.hasPrefix(scenario.area) && !scenario.avoids.contains { law.hasPrefix($0) }
            }
            guard !eligible.isEmpty else {
                short[scenario.rule] = 0
                continue
            }
            var told = 0
            let wanted = planted ? cases * 2 : cases
            for number in 0..<wanted {
                let nearMiss = !planted || number % 2 == 1
                guard let households = fields[eligible[number % eligible.count]].take(scenario.seats, { scenario.suits($0) }, tree, maker) else {
                    continue
                }
                let (account, leader) = (BankAccounts.number(10_000_000_000 + serial), serial)
                for (seat, household) in households.enumerated() {
                    let story = Scenario.Case(number: told, seat: seat, serial: serial, leader: leader, account: account)
                    assignments[household] = Assignment(scenario: index, nearMiss: nearMiss, story: story)
                    serial += 1
                }
                told += 1
            }
            if told < wanted { short[scenario.rule] = told }
        }
    }

    /// Two counties of each area tell scenarios: enough for all of them, and quickly found however large the province is.
    private static func tellingCounties(_ tree: RegionTree) -> [County] {
        var told: [String: Int] = [:]
        return tree.counties.filter { county in
            told[county.standsFor, default: 0] += 1
            return told[county.standsFor, default: 0] <= 2
        }
    }

    /// What a village tells: every second village tells one, so that small provinces tell them all and large ones not too often.
    func apply(toVillage carrier: inout Household) -> ToldCase? {
        let eligible = VillageScenarios.all.filter { carrier.county.standsFor.hasPrefix($0.area) }
        let place = carrier.village.number - carrier.county.villages.lowerBound
        guard place % 2 == 0, !eligible.isEmpty, place / 2 / eligible.count < 4 else { return nil }
        let scenario = eligible[place / 2 % eligible.count]
        guard planted, place / 2 / eligible.count % 2 == 0 else {
            scenario.nearMiss(&carrier)
            return .nearMiss(NearMiss(rule: scenario.rule, household: 0, village: carrier.village.code, seat: 0))
        }
        scenario.plant(&carrier)
        return .breach(PlantedCase(scenario, village: carrier.village))
    }

    /// Changes a household as its scenario tells; gives what has to be recorded.
    func apply(to household: inout Household) -> ToldCase? {
        guard household.registered, let assignment = assignments[household.number] else { return nil }
        let scenario = scenarios[assignment.scenario]
        if assignment.nearMiss {
            scenario.nearMiss(&household, assignment.story)
            return .nearMiss(
                NearMiss(rule: scenario.rule, household: household.id, village: household.village.code, seat: assignment.story.seat))
        }
        let subject = scenario.plant(&household, assignment.story)
        return .breach(PlantedCase(scenario, assignment.story, household: household, subject: subject))
    }

    /// A county's households in the order they are asked, spread over it.
    private struct Field {
        let county: County
        private let first: Int
        private let count: Int
        private var asked = 0
        /// Households that suited no scenario yet, as made: they are asked again for the next.
        private var passedOver: [Household] = []
        private static let remembered = 120

        init(county: County, tree: RegionTree) {
            self.county = county
            first = county.villages.lowerBound * RegionTree.householdsPerVillage
            count = max(0, min(county.villages.upperBound * RegionTree.householdsPerVillage, tree.households) - first)
        }

        /// The next households that suit.
        mutating func take(_ seats: Int, _ suits: (Household) -> Bool, _ tree: RegionTree, _ maker: HouseholdMaker) -> [Int]? {
            var taken: [Household] = []
            var place = 0
            while taken.count < seats, place < passedOver.count {
                if suits(passedOver[place]) { taken.append(passedOver.remove(at: place)) } else { place += 1 }
            }
            var tries = 0
            while taken.count < seats, asked < count, tries < 2000 {
                let number = first + (asked * 7919 + 13) % count
                asked += 1
                tries += 1
                let village = tree.village(number / RegionTree.householdsPerVillage)
                let household = maker.make(number, registered: true, village: village, county: county)
                if suits(household) {
                    taken.append(household)
                } else {
                    passedOver.append(household)
                    if passedOver.count > Self.remembered { passedOver.removeFirst() }
                }
            }
            if taken.count == seats { return taken.map(\.number) }
            passedOver.append(contentsOf: taken)
            return nil
        }
    }
}
