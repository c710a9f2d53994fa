import Foundation
import Testing

@testable import SyntheticProvince

/// The made-up province's outlines: one for every place, each the sum of what lies in it, the same for the same seed.
struct ProvinceMapTests {
    private struct Feature {
        let code: String
        let rings: [[[Double]]]

        /// Square degrees, without its holes.
        var area: Double {
            rings.enumerated().reduce(0) { sum, ring in
                let points = ring.element
                let area = zip(points, points.dropFirst()).reduce(0.0) { $0 + $1.0[0] * $1.1[1] - $1.1[0] * $1.0[1] }
                return sum + (ring.offset == 0 ? abs(area) : -abs(area)) / 2
            }
        }
    }

    private static func features(households: Int, seed: UInt64 = 1, most: Int = 90_000) throws -> [Feature] {
        let tree = RegionTree(seed: seed, households: households, areas: Array(repeating: "520000", count: 14))
        let text = ProvinceMap(of: tree, seed: seed, most: most).text
        let file = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return try #require(file["features"] as? [[String: Any]]).map { feature in
            let properties = feature["properties"] as? [String: String]
            let geometry = feature["geometry"] as? [String: Any]
            return Feature(code: properties?["adcode"] ?? "", rings: geometry?["coordinates"] as? [[[Double]]] ?? [])
        }
    }

    @Test func everyPlaceOfTheListHasAnOutline() throws {
        let tree = RegionTree(seed: 1, households: 6_000, areas: Array(repeating: "520000", count: 14))
        let listed = RegionList.text(of: tree).split(separator: "\n").dropFirst().map { String($0.prefix(12)) }
        let drawn = try Self.features(households: 6_000).map { $0.code.padding(toLength: 12, withPad: "0", startingAt: 0) }
        #expect(Set(drawn) == Set(listed))
        #expect(drawn.count == listed.count)
    }

    @Test func aPlaceIsTheSumOfWhatLiesInIt() throws {
        let features = try Self.features(households: 6_000)
        let areas = Dictionary(features.map { ($0.code, $0.area) }, uniquingKeysWith: { first, _ in first })
        for (code, area) in areas where code.count < 12 {
            let digits = [2: 4, 4: 6, 6: 9, 9: 12][code.count] ?? 12
            let below = areas.filter { $0.key.count == digits && $0.key.hasPrefix(code) }
            #expect(abs(below.values.reduce(0, +) - area) < 1e-6, "\(code)")
            #expect(area > 0)
        }
    }

    @Test func ringsAreClosedAndLieInTheSea() throws {
        for feature in try Self.features(households: 3_000) {
            for ring in feature.rings {
                #expect(ring.first == ring.last && ring.count >= 13)
                #expect(ring.allSatisfy { (150...165).contains($0[0]) && (15...30).contains($0[1]) })
            }
        }
    }

    @Test func theSameSeedDrawsTheSameProvinceAndAnotherSeedAnother() {
        let draw = { (seed: UInt64) in ProvinceMap(of: RegionTree(seed: seed, households: 2_000, areas: ["520000", "450000"]), seed: seed).text }
        #expect(draw(1) == draw(1))
        #expect(draw(1) != draw(2))
    }

    @Test func aLargeProvinceIsDrawnDownToItsTownships() throws {
        let features = try Self.features(households: 150_000, most: 4_200)
        #expect(features.contains { $0.code.count == 9 })
        #expect(!features.contains { $0.code.count == 12 })
    }
}
