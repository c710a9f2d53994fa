/// Cuts sets of hexagons into connected parts of wanted sizes, the way rivers and ridges do: each part grows from a seed of its own, the one that lacks
/// most next, towards its own middle and around what stands in its way.
struct CountryDivision {
    let field: HexagonField
    let seed: UInt64

    /// Parts of `cells` as large as their weights are to each other; every part has one hexagon at least as long as there are enough. `number` makes
    /// the growth of each division its own.
    func parts(of cells: [Int], weights: [Int], number: Int) -> [[Int]] {
        guard weights.count > 1, cells.count > 1 else { return [cells] + Array(repeating: [], count: max(0, weights.count - 1)) }
        var random = RandomStream(seed: seed, .map, number)
        var free = Set(cells)
        let seeds = seedCells(of: cells, count: min(weights.count, cells.count), &random)
        var parts = weights.indices.map { $0 < seeds.count ? [seeds[$0]] : [] }
        free.subtract(seeds)
        var edges = seeds.indices.map { part in Frontier(of: seeds[part], field, seed: seed &+ UInt64(number) &+ UInt64(part)) }
        for part in seeds.indices { edges[part].add(around: seeds[part]) }
        var growing = Set(seeds.indices)
        while !free.isEmpty, !growing.isEmpty {
            // The part that has least of what it should have; of equal ones the first.
            let next = growing.min { a, b in
                let (shareA, shareB) = (parts[a].count * weights[b], parts[b].count * weights[a])
                return shareA == shareB ? a < b : shareA < shareB
            }
            guard let next else { break }
            guard let cell = edges[next].take(from: free) else {
                growing.remove(next)
                continue
            }
            free.remove(cell)
            parts[next].append(cell)
            edges[next].add(around: cell)
        }
        return parts
    }

    /// Seeds far from each other: of some cells drawn by lot the one farthest from all seeds so far.
    private func seedCells(of cells: [Int], count: Int, _ random: inout RandomStream) -> [Int] {
        var seeds = [cells[random.below(cells.count)]]
        var taken = Set(seeds)
        while seeds.count < count {
            var best: (cell: Int, away: Int)?
            for _ in 0..<24 {
                let cell = cells[random.below(cells.count)]
                guard !taken.contains(cell) else { continue }
                let away = seeds.map { distance($0, cell) }.min() ?? 0
                if best.map({ away > $0.away }) ?? true { best = (cell, away) }
            }
            guard let found = best?.cell ?? cells.first(where: { !taken.contains($0) }) else { break }
            seeds.append(found)
            taken.insert(found)
        }
        return seeds
    }

    private func distance(_ a: Int, _ b: Int) -> Int {
        let (from, to) = (field.middle(of: a), field.middle(of: b))
        let (dx, dy) = (from.x - to.x, from.y - to.y)
        return 3 * dx * dx + dy * dy
    }

    /// The hexagons around a part, the one that it would take next first: a heap by distance from its seed, roughened by lot.
    private struct Frontier {
        private let field: HexagonField
        private let middle: HexagonField.Corner
        private let seed: UInt64
        private var heap: [(key: Int, cell: Int)] = []
        private var seen: Set<Int> = []

        init(of cell: Int, _ field: HexagonField, seed: UInt64) {
            (self.field, self.seed) = (field, seed)
            middle = field.middle(of: cell)
        }

        mutating func add(around cell: Int) {
            for next in field.neighbours(of: cell) where seen.insert(next).inserted {
                let place = field.middle(of: next)
                let (dx, dy) = (place.x - middle.x, place.y - middle.y)
                var random = RandomStream(seed: seed, .map, next)
                push((3 * dx * dx + dy * dy) * (88 + random.below(25)) / 100, next)
            }
        }

        mutating func take(from free: Set<Int>) -> Int? {
            while let (_, cell) = pop() { if free.contains(cell) { return cell } }
            return nil
        }

        private mutating func push(_ key: Int, _ cell: Int) {
            heap.append((key, cell))
            var place = heap.count - 1
            while place > 0, heap[place] < heap[(place - 1) / 2] {
                heap.swapAt(place, (place - 1) / 2)
                place = (place - 1) / 2
            }
        }

        private mutating func pop() -> (Int, Int)? {
            guard let first = heap.first, let last = heap.popLast() else { return nil }
            guard !heap.isEmpty else { return first }
            heap[0] = last
            var place = 0
            while true {
                let smallest = [2 * place + 1, 2 * place + 2].filter { $0 < heap.count && heap[$0] < heap[place] }.min { heap[$0] < heap[$1] }
                guard let smallest else { return first }
                heap.swapAt(place, smallest)
                place = smallest
            }
        }
    }
}
