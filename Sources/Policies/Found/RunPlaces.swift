import Basics
import Comparison
import PolicyLanguage

/// What a run found in one county, village by village: a part of the run's region is shown to whom it belongs.
struct RunPlace: Codable, Sendable, Hashable {
    struct Village: Codable, Sendable, Hashable {
        var households = 0
        var people = 0
        /// By rule.
        var clues: [String: Int] = [:]
    }

    /// The county's code, 12 digits.
    var region: Int64
    /// By code; what belongs to no village stands under the county's or township's own.
    var villages: [String: Village]

    /// By county, in the order of their codes. What belongs to no county is nobody's but the whole region's.
    static func of(_ result: ComparisonResult, _ population: [Int64: (households: Int, people: Int)]) -> [RunPlace] {
        var places: [Int64: [String: Village]] = [:]
        func change(_ code: Int64, _ body: (inout Village) -> Void) {
            guard let county = RegionCode(number: code)?.ancestor(at: .county) else { return }
            body(&places[county.number, default: [:]][String(code), default: Village()])
        }
        for (code, count) in population {
            change(code) { ($0.households, $0.people) = (count.households, count.people) }
        }
        for clue in result.clues {
            let rule = result.rules[clue.rule].rule.id
            change(FoundInRegister.filledUp(clue.region)) { $0.clues[rule, default: 0] += 1 }
        }
        return places.map { RunPlace(region: $0, villages: $1) }.sorted { $0.region < $1.region }
    }
}

/// The same summed up for a reader's region.
struct RunShare: Sendable {
    var households: Int64 = 0
    var people: Int64 = 0
    /// By rule.
    var clues: [String: Int64] = [:]

    mutating func add(_ villages: [String: RunPlace.Village], within region: RegionCode) {
        for (code, village) in villages where Int64(code).map(region.codes.contains) == true {
            households += Int64(village.households)
            people += Int64(village.people)
            for (rule, count) in village.clues { clues[rule, default: 0] += Int64(count) }
        }
    }
}
