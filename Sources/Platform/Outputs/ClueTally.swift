import Comparison

/// Clues counted by rule and by county, once for all outputs.
struct ClueTally {
    struct Cell: Hashable {
        var county: Int64
        var rule: Int
    }

    /// Clues of each rule of the result.
    var byRule: [Int]
    /// County code → clues of each rule; only counties with clues, sorted.
    var counties: [(code: Int64, clues: [Int])]
    /// Clues that belong to no county.
    var elsewhere = 0
    /// Households with at least one clue.
    var households = 0

    init(_ result: ComparisonResult) {
        byRule = Array(repeating: 0, count: result.rules.count)
        var found: [Int64: [Int]] = [:]
        var seen: Set<Int64> = []
        seen.reserveCapacity(min(result.clues.count, result.households))
        for clue in result.clues where byRule.indices.contains(clue.rule) {
            byRule[clue.rule] += 1
            if clue.householdID != 0 { seen.insert(clue.householdID) }
            if clue.county == 0 {
                elsewhere += 1
            } else {
                found[clue.county, default: byRule.map { _ in 0 }][clue.rule] += 1
            }
        }
        counties = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        households = seen.count
    }

    var total: Int { byRule.reduce(0, +) }

    func clues(of county: Int64, rule: Int) -> Int { counties.first { $0.code == county }?.clues[rule] ?? 0 }
}
