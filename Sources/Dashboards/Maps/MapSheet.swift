import Basics

/// Some regions drawn on one sheet: the paths of an SVG and where their names go. What they are worth is put in later (`MapDrawing`), so one sheet serves
/// every figure and every reader.
package struct MapSheet: Sendable {
    package struct Area: Sendable, Hashable {
        package let region: RegionCode
        /// The `d` of its path.
        package let path: String
        /// Where its name stands, and how far from there to its border, in units.
        package let x: Int
        package let y: Int
        package let room: Int
    }

    package let width: Int
    package let height: Int
    package let areas: [Area]

    /// Points of a sheet: about seven bytes of the page each.
    static let mostPoints = 9_000

    /// Nil when there is nothing to draw.
    init?(_ shapes: [(region: RegionCode, outline: MapOutline)]) {
        guard let projection = SheetProjection(of: shapes.lazy.map(\.outline)) else { return nil }
        let drawn = shapes.map { shape in (shape.region, shape.outline.polygons.map { $0.map { Self.projected($0, projection) } }) }
        let simplifier = BorderSimplifier(drawn.lazy.flatMap { $0.1.lazy.flatMap { $0 } })
        var tolerance = 0.45 * Double(SheetPoint.fine)
        var simple = drawn.map { ($0.0, Self.simplified($0.1, simplifier, tolerance)) }
        for _ in 0..<8 where simple.reduce(0, { $0 + $1.1.reduce(0) { $0 + $1.reduce(0) { $0 + $1.count } } }) > Self.mostPoints {
            tolerance *= 1.6
            simple = drawn.map { ($0.0, Self.simplified($0.1, simplifier, tolerance)) }
        }
        (width, height) = projection.size
        areas = simple.map { region, polygons in
            let place = LabelPlace(of: polygons)
            return Area(region: region, path: SheetPath.text(of: polygons), x: place.x, y: place.y, room: place.room)
        }
    }

    /// Without points that fall together.
    private static func projected(_ ring: MapOutline.Ring, _ projection: SheetProjection) -> BorderSimplifier.Ring {
        var out: BorderSimplifier.Ring = []
        out.reserveCapacity(ring.count)
        for point in ring {
            let next = projection.point(point)
            if next != out.last { out.append(next) }
        }
        while out.count > 1, out.first == out.last { out.removeLast() }
        return out
    }

    /// What is left of a region's polygons; of one that would vanish its largest ring stays as it was, so that every region has a shape to press.
    private static func simplified(
        _ polygons: [[BorderSimplifier.Ring]], _ simplifier: BorderSimplifier, _ tolerance: Double
    ) -> [[BorderSimplifier.Ring]] {
        let left = polygons.compactMap { polygon -> [BorderSimplifier.Ring]? in
            let rings = polygon.map { simplifier.simplified($0, tolerance: tolerance) }
            guard let outer = rings.first, outer.count >= 3, abs(SheetPath.area(of: outer)) > 0 else { return nil }
            return [outer] + rings.dropFirst().filter { $0.count >= 3 }
        }
        if !left.isEmpty { return left }
        return polygons.compactMap(\.first).max { $0.count < $1.count }.map { [[Array($0.prefix(400))]] } ?? []
    }
}

/// Polygons as the `d` of an SVG path: whole units, each point by its difference from the one before.
enum SheetPath {
    static func text(of polygons: [[BorderSimplifier.Ring]]) -> String {
        var text = ""
        for ring in polygons.joined() {
            let points = ring.map { (x: unit($0.x), y: unit($0.y)) }
            guard let first = points.first else { continue }
            text += "M\(first.x) \(first.y)"
            var last = first
            var isFirst = true
            for point in points.dropFirst() where point != last {
                let (dx, dy) = (point.x - last.x, point.y - last.y)
                text += (isFirst ? "l" : dx < 0 ? "" : " ") + "\(dx)" + (dy < 0 ? "" : " ") + "\(dy)"
                (last, isFirst) = (point, false)
            }
            text += "z"
        }
        return text
    }

    static func unit(_ fine: Int32) -> Int { Int((Double(fine) / Double(SheetPoint.fine)).rounded()) }

    /// Twice the area in square sixteenths.
    static func area(of ring: BorderSimplifier.Ring) -> Int64 {
        var sum: Int64 = 0
        guard var last = ring.last else { return 0 }
        for point in ring {
            sum += Int64(last.x) * Int64(point.y) - Int64(point.x) * Int64(last.y)
            last = point
        }
        return sum
    }
}

/// Where a name stands best: in the largest polygon, the place farthest from its border. Looked for on a grid that is made finer around the best place.
struct LabelPlace {
    let x: Int
    let y: Int
    let room: Int

    init(of polygons: [[BorderSimplifier.Ring]]) {
        guard let polygon = polygons.max(by: { abs(SheetPath.area(of: $0.first ?? [])) < abs(SheetPath.area(of: $1.first ?? [])) }),
            let outer = polygon.first
        else {
            (x, y, room) = (0, 0, 0)
            return
        }
        let (xs, ys) = (outer.map(\.x), outer.map(\.y))
        var (left, right, top, bottom) = (Double(xs.min() ?? 0), Double(xs.max() ?? 0), Double(ys.min() ?? 0), Double(ys.max() ?? 0))
        var best = (x: (left + right) / 2, y: (top + bottom) / 2, room: -Double.infinity)
        for _ in 0..<4 {
            let (stepX, stepY) = ((right - left) / 8, (bottom - top) / 8)
            for row in 0...8 {
                for column in 0...8 {
                    let (x, y) = (left + Double(column) * stepX, top + Double(row) * stepY)
                    let room = Self.room(SheetPoint(x: Int32(x), y: Int32(y)), in: polygon)
                    if room > best.room { best = (x, y, room) }
                }
            }
            (left, right, top, bottom) = (best.x - stepX, best.x + stepX, best.y - stepY, best.y + stepY)
        }
        let fine = Double(SheetPoint.fine)
        (x, y, room) = (Int((best.x / fine).rounded()), Int((best.y / fine).rounded()), max(0, Int(best.room / fine)))
    }

    /// How far to the nearest border, negative outside.
    private static func room(_ point: SheetPoint, in polygon: [BorderSimplifier.Ring]) -> Double {
        var (nearest, isInside) = (Double.infinity, false)
        for ring in polygon {
            guard var last = ring.last else { continue }
            for next in ring {
                nearest = min(nearest, BorderSimplifier.distance(of: point, from: last, next))
                if (next.y > point.y) != (last.y > point.y) {
                    let crossing = Double(last.x - next.x) * Double(point.y - next.y) / Double(last.y - next.y) + Double(next.x)
                    if Double(point.x) < crossing { isInside.toggle() }
                }
                last = next
            }
        }
        return isInside ? nearest : -nearest
    }
}
