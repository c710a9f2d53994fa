/// Sorting that notices when there is nothing to sort, as in most registers.
enum Numbering {
    /// Positions after a stable sort by `keys`: `result[i]` is the new place of row `i`; nil when the rows are in order.
    static func places(byKeys keys: [Int64]) -> [Int32]? {
        if zip(keys, keys.dropFirst()).allSatisfy({ $0 <= $1 }) { return nil }
        let order = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        var places = [Int32](repeating: 0, count: keys.count)
        for (place, row) in order.enumerated() { places[row] = Int32(place) }
        return places
    }

    /// The same for small whole numbers (`-1` for rows to be left out, which get place -1), by counting; with the start of each number.
    static func places(byNumbers numbers: [Int32], count: Int) -> (places: [Int32], starts: [Int32]) {
        var starts = [Int32](repeating: 0, count: count + 1)
        for number in numbers where number >= 0 { starts[Int(number) + 1] += 1 }
        for i in 0..<count { starts[i + 1] += starts[i] }
        var next = starts
        let places = numbers.map { number -> Int32 in
            guard number >= 0 else { return -1 }
            defer { next[Int(number)] += 1 }
            return next[Int(number)]
        }
        return (places, starts)
    }
}
