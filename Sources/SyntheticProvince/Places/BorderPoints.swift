/// Where the corners of hexagons and the middles of their sides lie on the ground: each a little out of its place by lot, and then drawn towards its
/// neighbours on the same border, so that a border runs like a river and not like a honeycomb. What belongs to several borders stays, and every place
/// that comes by has the same point.
struct BorderPoints {
    typealias Point = HexagonField.Corner

    private var places: [Point: (x: Double, y: Double)] = [:]

    /// Rounds of drawing towards neighbours.
    private static let rounds = 5

    /// `owners`: of each hexagon the smallest place that it lies in; what has none is the sea. Points are in half steps of the field.
    init(of owners: [Int: Int], in field: HexagonField, seed: UInt64) {
        var beside: [Point: Set<Point>] = [:]
        for (cell, owner) in owners {
            let corners = field.corners(of: cell)
            for side in 0..<6 where field.neighbour(of: cell, behind: side).flatMap({ owners[$0] }) != owner {
                let (a, b) = (corners[side], corners[(side + 1) % 6])
                let (from, to) = (Point(x: 2 * a.x, y: 2 * a.y), Point(x: 2 * b.x, y: 2 * b.y))
                let middle = Point(x: a.x + b.x, y: a.y + b.y)
                beside[from, default: []].insert(middle)
                beside[to, default: []].insert(middle)
                beside[middle] = [from, to]
            }
        }
        for point in beside.keys { places[point] = Self.moved(point, seed) }
        let movable = beside.filter { $0.value.count == 2 }.map { ($0.key, $0.value.sorted()) }
        for _ in 0..<Self.rounds {
            let before = places
            for (point, neighbours) in movable {
                guard let here = before[point], let one = before[neighbours[0]], let other = before[neighbours[1]] else { continue }
                places[point] = (here.x / 2 + (one.x + other.x) / 4, here.y / 2 + (one.y + other.y) / 4)
            }
        }
    }

    /// The place of a point in half steps.
    subscript(point: Point) -> (x: Double, y: Double) { places[point] ?? (Double(point.x), Double(point.y)) }

    /// By less than half of a side's length, so that the order of points along a border stays.
    private static func moved(_ point: Point, _ seed: UInt64) -> (x: Double, y: Double) {
        var random = RandomStream(seed: seed, .map, point.x &* 1_000_003 &+ point.y)
        let (dx, dy) = (Double(random.below(1000)) / 1000 - 0.5, Double(random.below(1000)) / 1000 - 0.5)
        return (Double(point.x) + dx * 0.84, Double(point.y) + dy * 1.12)
    }
}
