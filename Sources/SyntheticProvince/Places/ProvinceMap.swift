import Foundation

/// `map.geojson`: the outlines of the made-up province's places, each the sum of those it is divided into, so that neighbours share their borders. It lies
/// in the open Pacific, where no province is.
struct ProvinceMap {
    private let tree: RegionTree
    private let seed: UInt64
    private let field: HexagonField
    private let division: CountryDivision

    /// Hexagons of each village, and of the whole province: enough for borders that look grown, and for a file that a browser still opens.
    private static let (perVillage, fewest) = (40, 9_000)
    private static let most = 100_000
    /// Larger provinces are drawn down to their townships: a village needs a few hexagons to have a shape.
    private static let fewestPerVillage = 5
    private static let (west, north, step) = (154.0, 27.5, 5.0)
    /// A step along is so long beside one across: 1/√3 for regular hexagons, and the cosine of the latitude for them to look so.
    private static let upright = 0.577 * 0.906

    /// `most`: hexagons of the whole province.
    init(of tree: RegionTree, seed: UInt64, most: Int = Self.most) {
        (self.tree, self.seed) = (tree, seed)
        let wanted = min(most, max(Self.fewest, tree.villageCount * Self.perVillage))
        // Half of the field is the sea around.
        let columns = Int((Double(wanted) * 2 * 1.1).squareRoot().rounded(.up))
        field = HexagonField(columns: columns, rows: columns)
        division = CountryDivision(field: field, seed: seed)
    }

    /// A place with its hexagons and what lies below it.
    private struct Place {
        var code: Int
        var digits: Int
        var name: String
        var level: String
        var cells: [Int]
    }

    var text: String {
        let places = places
        let borders = BorderPoints(of: owners(places), in: field, seed: seed)
        let features = places.map { feature($0, borders) }.joined(separator: ",\n")
        return "{\"type\":\"FeatureCollection\",\"name\":\"云岭省\",\"features\":[\n\(features)\n]}\n"
    }

    private var places: [Place] {
        let land = land
        var out = [Place(code: 99, digits: 2, name: RegionList.province, level: "province", cells: land)]
        let cities = Dictionary(grouping: tree.counties.indices) { tree.counties[$0].code / 100 }.sorted { $0.key < $1.key }
        let cityCells = division.parts(of: land, weights: cities.map { $0.value.reduce(0) { $0 + tree.counties[$1].villages.count } }, number: 1)
        for (city, cells) in zip(cities, cityCells) {
            out.append(Place(code: city.key, digits: 4, name: RegionList.name(ofCity: city.key % 100), level: "city", cells: cells))
            let counties = city.value.map { tree.counties[$0] }
            for (county, cells) in zip(counties, division.parts(of: cells, weights: counties.map(\.villages.count), number: city.key)) {
                out.append(Place(code: county.code, digits: 6, name: county.name, level: "county", cells: cells))
                out += below(county, cells)
            }
        }
        return out.filter { !$0.cells.isEmpty }
    }

    private func below(_ county: County, _ cells: [Int]) -> [Place] {
        let towns = Dictionary(grouping: county.villages.map { tree.village($0) }) { $0.code / 1000 }.sorted { $0.key < $1.key }
        var out: [Place] = []
        for (town, cells) in zip(towns, division.parts(of: cells, weights: towns.map(\.value.count), number: county.code)) {
            out.append(Place(code: town.key, digits: 9, name: town.value.first?.township ?? "", level: "township", cells: cells))
            guard cells.count >= town.value.count * Self.fewestPerVillage else { continue }
            let parts = division.parts(of: cells, weights: town.value.map { _ in 1 }, number: town.key)
            for (village, cells) in zip(town.value, parts) {
                out.append(Place(code: village.code, digits: 12, name: village.name, level: "village", cells: cells))
            }
        }
        return out
    }

    /// The hexagons of the province: those within a coast that swings about a circle.
    private var land: [Int] {
        var random = RandomStream(seed: seed, .map, 0)
        let waves = (2...9).map { number in (Double(number), Double(random.below(1000)) / 159, 0.16 / Double(number)) }
        let middle = field.middle(of: (field.rows / 2) * field.columns + field.columns / 2)
        let radius = Double(field.columns) * 0.36
        let inside = (0..<field.count).filter { cell in
            let place = field.middle(of: cell)
            let (x, y) = (Double(place.x - middle.x) / 2, Double(place.y - middle.y) / 3 * 1.12)
            let angle = atan2(y, x)
            let reach = waves.reduce(1.0) { $0 + $1.2 * 1.3 * sin($1.0 * angle + $1.1) }
            return (x * x + y * y).squareRoot() < radius * reach
        }
        return connected(inside, from: (field.rows / 2) * field.columns + field.columns / 2)
    }

    /// What can be reached without going over the sea.
    private func connected(_ cells: [Int], from start: Int) -> [Int] {
        var left = Set(cells)
        var (found, waiting): ([Int], [Int]) = ([], [start])
        left.remove(start)
        while let cell = waiting.popLast() {
            found.append(cell)
            for next in field.neighbours(of: cell) where left.remove(next) != nil { waiting.append(next) }
        }
        return found.sorted()
    }

    // MARK: Writing

    /// Of each hexagon the smallest place that it lies in, by that place's number in the list, which goes down from the province.
    private func owners(_ places: [Place]) -> [Int: Int] {
        var owners: [Int: Int] = [:]
        for (number, place) in places.enumerated() {
            for cell in place.cells { owners[cell] = number }
        }
        return owners
    }

    private func feature(_ place: Place, _ borders: BorderPoints) -> String {
        let rings = field.rings(around: place.cells).map { (area: Self.area(of: $0), points: points($0, borders)) }
        // A part is connected: one ring goes around it, the others around what it encloses.
        let ordered = rings.sorted { abs($0.area) > abs($1.area) }.map { "[\($0.points)]" }
        let code = String(place.code).prefix(place.digits)
        return
            "{\"type\":\"Feature\",\"properties\":{\"adcode\":\"\(code)\",\"name\":\"\(place.name)\",\"level\":\"\(place.level)\"},"
            + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[\(ordered.joined(separator: ","))]}}"
    }

    private static func area(of ring: [HexagonField.Corner]) -> Int {
        zip(ring, ring.dropFirst() + ring.prefix(1)).reduce(0) { $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y }
    }

    /// Every corner and the middle of every side.
    private func points(_ ring: [HexagonField.Corner], _ borders: BorderPoints) -> String {
        var text: [String] = []
        for (corner, next) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
            text.append(degrees(.init(x: 2 * corner.x, y: 2 * corner.y), borders))
            text.append(degrees(.init(x: corner.x + next.x, y: corner.y + next.y), borders))
        }
        if let first = text.first { text.append(first) }
        return text.joined(separator: ",")
    }

    /// A point given in half steps.
    private func degrees(_ point: BorderPoints.Point, _ borders: BorderPoints) -> String {
        let place = borders[point]
        let unit = Self.step / Double(2 * field.columns)
        let longitude = Self.west + place.x / 2 * unit
        let latitude = Self.north - place.y / 2 * unit * Self.upright
        return "[\(Self.five(longitude)),\(Self.five(latitude))]"
    }

    /// Five places behind the point, about a metre; both are positive here.
    private static func five(_ degrees: Double) -> String {
        let number = Int((degrees * 100_000).rounded())
        let rest = String(number % 100_000)
        return "\(number / 100_000).\(String(repeating: "0", count: 5 - rest.count))\(rest)"
    }
}
