/// Leaves out points of rings that the eye would not miss (Douglas and Peucker, 1973), so that neighbours keep the border they share.
///
/// Where three borders meet, or a border meets the outside, the point stays; what lies between two such points is simplified as one line, always in
/// the same direction, so that both neighbours get the same points.
struct BorderSimplifier {
    typealias Ring = [SheetPoint]

    /// Points at which the borders of more than two rings come together.
    private let junctions: Set<SheetPoint>

    /// The points that borders lead to from one point.
    private struct Neighbours {
        let one: SheetPoint
        var other: SheetPoint?
        var isJunction = false

        init(one: SheetPoint) { self.one = one }

        mutating func add(_ point: SheetPoint) {
            if point == one || point == other { return }
            if other == nil { other = point } else { isJunction = true }
        }
    }

    init(_ rings: some Sequence<Ring>) {
        var around: [SheetPoint: Neighbours] = [:]
        for ring in rings {
            for place in ring.indices {
                let before = ring[(place + ring.count - 1) % ring.count]
                let after = ring[(place + 1) % ring.count]
                around[ring[place], default: Neighbours(one: before)].add(before)
                around[ring[place]]?.add(after)
            }
        }
        junctions = Set(around.lazy.filter(\.value.isJunction).map(\.key))
    }

    /// The ring with points left out that lie nearer than `tolerance` (in sixteenths) to the line that is drawn without them. It may be left with
    /// fewer than three points: nothing of it is seen then.
    func simplified(_ ring: Ring, tolerance: Double) -> Ring {
        let fixed = fixedPlaces(ring)
        guard let first = fixed.first else { return ring }
        var out: Ring = []
        for (number, start) in fixed.enumerated() {
            let end = number + 1 < fixed.count ? fixed[number + 1] : first + ring.count
            var line = (start...end).map { ring[$0 % ring.count] }
            let turned = Self.isTurned(line)
            if turned { line.reverse() }
            line = Self.simplified(line: line, tolerance: tolerance)
            if turned { line.reverse() }
            out += line.dropLast()
        }
        return out
    }

    /// Junctions; of a ring without one its first point in the order of points and the one farthest from that.
    private func fixedPlaces(_ ring: Ring) -> [Int] {
        let found = ring.indices.filter { junctions.contains(ring[$0]) }
        if found.count >= 2 { return found }
        guard let start = found.first ?? ring.indices.min(by: { ring[$0] < ring[$1] }) else { return [] }
        let far = ring.indices.max { a, b in
            let (toA, toB) = (Self.square(ring[a], ring[start]), Self.square(ring[b], ring[start]))
            return toA == toB ? ring[a] < ring[b] : toA < toB
        }
        return Set([start, far ?? start]).sorted()
    }

    /// Whether the line must be turned round to stand in the direction that both neighbours simplify it in.
    private static func isTurned(_ line: Ring) -> Bool {
        guard let first = line.first, let last = line.last, line.count > 1 else { return false }
        if first != last { return last < first }
        return line[line.count - 2] < line[1]
    }

    private static func square(_ a: SheetPoint, _ b: SheetPoint) -> Int64 {
        let (dx, dy) = (Int64(a.x) - Int64(b.x), Int64(a.y) - Int64(b.y))
        return dx * dx + dy * dy
    }

    static func simplified(line: Ring, tolerance: Double) -> Ring {
        guard line.count > 2 else { return line }
        var keeps = [Bool](repeating: false, count: line.count)
        (keeps[0], keeps[line.count - 1]) = (true, true)
        var waiting = [(0, line.count - 1)]
        while let (first, last) = waiting.popLast() {
            guard last - first > 1 else { continue }
            var (farthest, distance) = (first, tolerance)
            for place in first + 1..<last {
                let away = Self.distance(of: line[place], from: line[first], line[last])
                if away > distance { (farthest, distance) = (place, away) }
            }
            guard farthest > first else { continue }
            keeps[farthest] = true
            waiting.append((first, farthest))
            waiting.append((farthest, last))
        }
        return zip(line, keeps).filter(\.1).map(\.0)
    }

    /// From the stretch between two points.
    static func distance(of point: SheetPoint, from a: SheetPoint, _ b: SheetPoint) -> Double {
        let (dx, dy) = (Double(b.x) - Double(a.x), Double(b.y) - Double(a.y))
        let (px, py) = (Double(point.x) - Double(a.x), Double(point.y) - Double(a.y))
        let length = dx * dx + dy * dy
        let along = length == 0 ? 0 : min(1, max(0, (px * dx + py * dy) / length))
        let (ex, ey) = (px - along * dx, py - along * dy)
        return (ex * ex + ey * ey).squareRoot()
    }
}
