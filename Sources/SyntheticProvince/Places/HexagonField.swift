/// A field of hexagons that a made-up country is cut from. Three of them meet at every corner, so the border of any set of them never touches itself,
/// and two neighbours share the sides between them to the point.
struct HexagonField {
    /// A corner or the middle of a hexagon, in whole steps: half a hexagon's width across, a quarter of its height along.
    struct Corner: Hashable, Comparable {
        var x: Int
        var y: Int

        static func < (a: Corner, b: Corner) -> Bool { (a.y, a.x) < (b.y, b.x) }
    }

    let columns: Int
    let rows: Int
    var count: Int { columns * rows }

    func middle(of cell: Int) -> Corner {
        let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
        return Corner(x: 2 * column + row % 2 + 1, y: 3 * row + 2)
    }

    /// Against the clock as the north is up: a hexagon stands on a point.
    func corners(of cell: Int) -> [Corner] {
        let middle = middle(of: cell)
        return [(0, -2), (1, -1), (1, 1), (0, 2), (-1, 1), (-1, -1)].map { Corner(x: middle.x + $0, y: middle.y + $1) }
    }

    func neighbours(of cell: Int) -> [Int] {
        let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
        let shift = row % 2
        let beside = [(0, -1), (0, 1), (-1, shift - 1), (-1, shift), (1, shift - 1), (1, shift)]
        return beside.compactMap { down, right in
            let (row, column) = (row + down, column + right)
            return row >= 0 && row < rows && column >= 0 && column < columns ? row * columns + column : nil
        }
    }

    /// The hexagon behind the side that begins at a corner; nil at the end of the field.
    func neighbour(of cell: Int, behind corner: Int) -> Int? {
        let (row, column) = cell.quotientAndRemainder(dividingBy: columns)
        let shift = row % 2
        let (down, right) = [(-1, shift), (0, 1), (1, shift), (1, shift - 1), (0, -1), (-1, shift - 1)][corner]
        guard (0..<rows).contains(row + down), (0..<columns).contains(column + right) else { return nil }
        return (row + down) * columns + column + right
    }

    /// The rings around a set of hexagons: outer ones against the clock, those of holes with it, in a settled order.
    func rings(around cells: [Int]) -> [[Corner]] {
        var sides: [Corner: Corner] = [:]
        let own = Set(cells)
        for cell in cells {
            let corners = corners(of: cell)
            // A side with a hexagon of the set behind it lies within.
            for place in 0..<6 where !own.contains(neighbour(of: cell, behind: place) ?? -1) { sides[corners[place]] = corners[(place + 1) % 6] }
        }
        var rings: [[Corner]] = []
        for start in sides.keys.sorted() where sides[start] != nil {
            var ring: [Corner] = []
            var corner = start
            while let next = sides.removeValue(forKey: corner) {
                ring.append(corner)
                corner = next
            }
            rings.append(ring)
        }
        return rings
    }
}
