import Basics
import Foundation
import Testing

@testable import Dashboards

/// Outlines on a sheet: neighbours keep the border they share, everything has a shape, and a page stays small.
@Suite struct MapSheetTests {
    private static func code(_ number: Int64) -> RegionCode { RegionCode(number: number) ?? .init(number: 990_000_000_000)! }

    /// Two neighbours with a crooked border between them, each with an outer side of its own.
    private static func neighbours(points: Int) -> (MapOutline, MapOutline) {
        let border = (0...points).map { number in
            MapPoint(longitude: 101_000_000 + Int32(sin(Double(number) / 7) * 90_000), latitude: 30_000_000 + Int32(number * 1_000_000 / points))
        }
        let west = border + [MapPoint(longitude: 100_000_000, latitude: 31_000_000), MapPoint(longitude: 100_000_000, latitude: 30_000_000)]
        let east =
            border.reversed() + [MapPoint(longitude: 102_000_000, latitude: 30_000_000), MapPoint(longitude: 102_000_000, latitude: 31_000_000)]
        return (MapOutline(polygons: [[west]]), MapOutline(polygons: [[Array(east)]]))
    }

    /// The points of a path, in units.
    private static func points(_ path: String) -> [[(x: Int, y: Int)]] {
        path.split(separator: "z").map { ring in
            let numbers = ring.replacing("-", with: " -").split(whereSeparator: { " Ml".contains($0) }).compactMap { Int($0) }
            var (x, y) = (0, 0)
            return stride(from: 0, to: numbers.count - 1, by: 2).map { place in
                (x, y) = (x + numbers[place], y + numbers[place + 1])
                return (x, y)
            }
        }
    }

    @Test func neighboursKeepTheBorderTheyShare() throws {
        let (west, east) = Self.neighbours(points: 900)
        let sheet = try #require(MapSheet([(Self.code(990_121_000_000), west), (Self.code(990_122_000_000), east)]))
        let drawn = sheet.areas.map { Self.points($0.path)[0] }
        let middle = { (ring: [(x: Int, y: Int)]) in ring.filter { $0.x > 10 && $0.x < sheet.width - 10 }.map { "\($0.x) \($0.y)" } }
        #expect(Set(middle(drawn[0])) == Set(middle(drawn[1])))
        #expect(drawn[0].count < 200 && drawn[0].count > 20, "simplified, and still crooked: \(drawn[0].count)")
    }

    @Test func aSheetIsAsWideAsTheCountryIsAtItsLatitude() throws {
        // One degree each way at 60° north is half as wide as high.
        let ring = [(10, 59_500_000), (11, 59_500_000), (11, 60_500_000), (10, 60_500_000)].map {
            MapPoint(longitude: Int32($0.0 * 1_000_000), latitude: Int32($0.1))
        }
        let sheet = try #require(MapSheet([(Self.code(990_000_000_000), MapOutline(polygons: [[ring]]))]))
        #expect(sheet.height == 560)
        #expect(abs(sheet.width - 284) <= 2)
        #expect(MapSheet([]) == nil)
    }

    @Test func whatIsTooSmallToBeSeenStillHasAShape() throws {
        let large = MapOutline(polygons: [
            [[(0, 0), (20, 0), (20, 20), (0, 20)].map { MapPoint(longitude: $0.0 * 1_000_000, latitude: $0.1 * 1_000_000) }]
        ])
        let island = MapOutline(polygons: [
            [[(5_000_000, 5_000_000), (5_000_900, 5_000_000), (5_000_900, 5_000_900)].map { MapPoint(longitude: $0.0, latitude: $0.1) }]
        ])
        let sheet = try #require(MapSheet([(Self.code(990_121_000_000), large), (Self.code(990_122_000_000), island)]))
        #expect(sheet.areas.count == 2)
        #expect(sheet.areas.allSatisfy { $0.path.hasPrefix("M") && $0.path.hasSuffix("z") })
    }

    @Test func aNameStandsWithinItsRegionEvenWhereThatIsBent() throws {
        // A horseshoe: its middle is outside of it.
        let shape = [(0, 0), (30, 0), (30, 30), (24, 30), (24, 6), (6, 6), (6, 30), (0, 30)]
        let ring = shape.map { MapPoint(longitude: Int32($0.0 * 100_000), latitude: Int32($0.1 * 100_000)) }
        let area = try #require(MapSheet([(Self.code(990_121_000_000), MapOutline(polygons: [[ring]]))])?.areas.first)
        #expect(area.room >= 40)
        #expect(!(120..<440).contains(area.x) || area.y > 440)
    }

    @Test func aSheetOfManyPointsIsCutDownToWhatAPageCarries() throws {
        let circle = (0..<60_000).map { number -> MapPoint in
            let (angle, reach) = (Double(number) / 60_000 * 2 * .pi, 1e6 * (1 + 0.05 * sin(Double(number) / 3)))
            return MapPoint(longitude: 100_000_000 + Int32(reach * cos(angle)), latitude: 30_000_000 + Int32(reach * sin(angle)))
        }
        let sheet = try #require(MapSheet([(Self.code(990_000_000_000), MapOutline(polygons: [[circle]]))]))
        #expect(sheet.areas[0].path.utf8.count < 100_000)
    }
}
