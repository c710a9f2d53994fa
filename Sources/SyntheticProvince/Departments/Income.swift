import Basics

/// A household's income sheet. Transfers are what was paid by card in the last twelve months; wages go with the months worked; the rest of
/// what the household is meant to have comes from its own business, whose cost is two fifths of what it takes. All in fen.
struct Income: Sendable {
    let wages: Int
    let business: Int
    let cost: Int
    let transfers: Int
    let perHead: Int
    private let people: Int
    private let byKind: [String: Int]
    private let selfPaid: Int

    init(_ household: inout Household) {
        people = max(1, household.members.count)
        byKind = household.paidByCard
        transfers = byKind.values.reduce(0, +)
        // Above every line in force; those who have not exited are kept back by their spending, not by their income.
        let wished = household.random.within(11_500...(household.exited ? 21_000 : 17_000)) * 100 * people
        let months = household.members.reduce(0) { $0 + $1.workMonths } + household.members.count(where: \.ranger) * 12
        let rest = max(0, wished - transfers)
        // Somebody who worked has earned something, however little is wished for; below 100 yuan an item would look like a mistake.
        wages = months == 0 ? 0 : max(60_000, min(rest * 6 / 10, months * 380_000) / 100 * 100)
        let own = rest - wages
        let takes = own < 50_000 ? 0 : own / 100 * 100
        cost = takes * 2 / 3
        business = takes + cost
        perHead = (wages + business + transfers - cost) / people
        selfPaid = household.members.contains(where: \.ill) ? household.random.within(8...30) * 10_000 : 0
    }

    func write(_ household: inout Household) {
        let net = wages + business + transfers - cost
        household.set([
            "wage_income": .fen(wages), "business_income": .fen(business), "property_income": .fen(0), "transfer_income": .fen(transfers),
            "minimum_living_income": .fen(byKind["农村低保金"] ?? 0), "destitute_income": .fen(byKind["特困供养金"] ?? 0),
            "pension_income": .fen(byKind["养老保险待遇"] ?? 0), "family_planning_income": .fen(0),
            "ecology_income": .fen(byKind["退耕还林补助"] ?? 0), "other_income": .fen(0), "production_cost": .fen(cost),
            "total_income": .fen(net + cost), "net_income": .fen(net), "net_income_per_head": .fen(perHead),
            "last_year_net_income_per_head": .fen(perHead * 92 / 100), "compensation_income": .fen(0), "compliant_self_paid": .fen(selfPaid),
        ])
    }
}
