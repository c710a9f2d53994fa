import Actions
import Basics
import Regions

/// Where a household may be moved to by the reader: the villages of one county by their township, and the counties to choose from. Whoever may move
/// households out of the own region chooses among the counties of the province. Names of places are public.
struct MoveTargets: Query {
    static let permission = Permission.householdRead
    let from: RegionCode
    /// The household's own when nil.
    let county: RegionCode?

    struct Township: Sendable {
        let name: String
        let villages: [Region]
    }

    struct Answer: Sendable {
        let county: RegionCode?
        let counties: [Region]
        let townships: [Township]
    }

    func answer(in reading: Reading) throws -> Answer {
        guard let own = from.ancestor(at: .county), let province = from.ancestor(at: .province) else {
            return Answer(county: nil, counties: [], townships: [])
        }
        let reaches = reading.actor.may(.householdMoveOut) ? province : reading.scope.region
        let county = [county, own].compactMap { $0 }.first { reaches.contains($0) || $0.contains(reaches) } ?? own
        let places = try RegionNames.below(county, on: reading.today, in: reading)
        let villages = places.filter { place in
            guard place.level == "village", let code = RegionCode(number: place.code) else { return false }
            return reaches.contains(code) && code != from
        }
        let byTownship = Dictionary(grouping: villages) { $0.code / 1000 * 1000 }
        let townships = places.filter { $0.level == "township" }.compactMap { township in
            byTownship[township.code].map { Township(name: township.name, villages: $0) }
        }
        return Answer(county: county, counties: try counties(in: reaches, reading), townships: townships)
    }

    private func counties(in reaches: RegionCode, _ reading: Reading) throws -> [Region] {
        guard reaches.level < .county else { return [] }
        return try RegionNames.counties(of: reaches, on: reading.today, in: reading)
    }
}
