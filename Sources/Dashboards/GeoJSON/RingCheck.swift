/// Whether a ring of points encloses something in one round.
enum RingCheck {
    /// Twice the area in square millionths of a degree; positive when it goes round against the clock.
    static func area(of ring: [MapPoint]) -> Double {
        var sum = 0.0
        var last = ring[ring.count - 1]
        for point in ring {
            sum += Double(last.longitude) * Double(point.latitude) - Double(point.longitude) * Double(last.latitude)
            last = point
        }
        return sum
    }

    enum Finding { case simple, crossed, tangled }

    /// More comparisons of two sides than these are not made. An outline of a hundred thousand points takes about a million.
    private static let mostComparisons = 40_000_000

    /// Whether two sides cross, or one is gone along twice in the same direction. Sides that only touch are let through: rivers and capes do.
    ///
    /// Sides are laid into a grid of cells about twice as long as a side and compared with those of their own cells.
    static func look(at ring: [MapPoint]) -> Finding {
        guard ring.count > 3 else { return .simple }
        let grid = Grid(ring)
        var cells: [Int: [Int32]] = [:]
        var comparisons = 0
        for side in ring.indices {
            var crossed = false
            grid.forEachCell(of: ring[side], ring[(side + 1) % ring.count]) { cell in
                let others = cells[cell, default: []]
                comparisons += others.count + 1
                crossed = crossed || others.contains { sidesCross(ring, side, Int($0)) }
                cells[cell, default: []].append(Int32(side))
            }
            if crossed { return .crossed }
            if comparisons > mostComparisons { return .tangled }
        }
        return .simple
    }

    private static func sidesCross(_ ring: [MapPoint], _ one: Int, _ other: Int) -> Bool {
        let (a, b) = (ring[one], ring[(one + 1) % ring.count])
        let (c, d) = (ring[other], ring[(other + 1) % ring.count])
        if a == c, b == d { return true }
        return turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0
    }

    /// On which side of the line from `a` to `b` a point lies: −1, 0 or 1.
    private static func turn(_ a: MapPoint, _ b: MapPoint, _ c: MapPoint) -> Int {
        let (abx, aby) = (Int64(b.longitude) - Int64(a.longitude), Int64(b.latitude) - Int64(a.latitude))
        let (acx, acy) = (Int64(c.longitude) - Int64(a.longitude), Int64(c.latitude) - Int64(a.latitude))
        // At most 360 million times 180 million, twice: within 64 bits.
        return Int((abx * acy - aby * acx).signum())
    }

    private struct Grid {
        private let west: Int64
        private let south: Int64
        private let step: Int64
        private let columns: Int64

        init(_ ring: [MapPoint]) {
            let (xs, ys) = (ring.map { Int64($0.longitude) }, ring.map { Int64($0.latitude) })
            let (west, east, south, north) = (xs.min() ?? 0, xs.max() ?? 0, ys.min() ?? 0, ys.max() ?? 0)
            (self.west, self.south) = (west, south)
            let around = zip(ring, ring.dropFirst()).reduce(0.0) { sum, side in
                sum + max(abs(Double(side.0.longitude) - Double(side.1.longitude)), abs(Double(side.0.latitude) - Double(side.1.latitude)))
            }
            // No more than a million cells across, and for few long sides no fewer than there are sides.
            let extent = max(east - west, north - south)
            let wanted = min(2 * around / Double(ring.count), Double(extent) / Double(ring.count).squareRoot())
            step = max(1, Int64(wanted.rounded(.up)), extent / 1_000_000)
            columns = (east - west) / step + 1
        }

        /// The cells that a side goes through, row by row, and at the ends of a row perhaps one beside it.
        func forEachCell(of a: MapPoint, _ b: MapPoint, _ take: (Int) -> Void) {
            let (low, high) = a.latitude <= b.latitude ? (a, b) : (b, a)
            let (first, last) = ((Int64(low.latitude) - south) / step, (Int64(high.latitude) - south) / step)
            let run = Double(high.longitude) - Double(low.longitude)
            let rise = Double(high.latitude) - Double(low.latitude)
            func column(at latitude: Double) -> Int64 {
                let part = rise == 0 ? 0 : min(1, max(0, (latitude - Double(low.latitude)) / rise))
                return (Int64((Double(low.longitude) + run * part).rounded(.down)) - west) / step
            }
            let ends = [(Int64(low.longitude) - west) / step, (Int64(high.longitude) - west) / step]
            for row in first...last {
                let bottom = column(at: Double(south + row * step))
                let top = column(at: Double(south + (row + 1) * step))
                let (left, right) = first == last ? (min(ends[0], ends[1]), max(ends[0], ends[1])) : (min(bottom, top), max(bottom, top))
                for column in max(0, left - 1)...min(columns - 1, right + 1) { take(Int(row * columns + column)) }
            }
        }
    }
}
