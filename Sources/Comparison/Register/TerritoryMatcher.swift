import Datasets

/// Matches as another does, and leaves out the rows of people who live where the delivery is not in use.
struct TerritoryMatcher: RowMatcher {
    let base: any RowMatcher
    /// By village number.
    let isInUse: [Bool]
    /// The village of a person, household or village; -1 for none.
    let villageOf: @Sendable (Int32) -> Int32

    func choose(keys: UnsafePointer<Int64>, refused: UnsafePointer<UInt8>, rows: Int, into chosen: ChosenRows) {
        let before = chosen.count
        base.choose(keys: keys, refused: refused, rows: rows, into: chosen)
        var kept = before
        for i in before..<chosen.count {
            let owner = chosen.owners[i]
            let village = owner < 0 ? -1 : villageOf(owner)
            guard village < 0 || isInUse[Int(village)] else { continue }
            chosen.rows[kept] = chosen.rows[i]
            chosen.owners[kept] = owner
            kept += 1
        }
        chosen.count = kept
    }
}

/// The rows whose key is a code of a region.
struct RowsOfPart: RowMatcher {
    let codes: ClosedRange<Int64>

    func choose(keys: UnsafePointer<Int64>, refused: UnsafePointer<UInt8>, rows: Int, into chosen: ChosenRows) {
        chosen.reserve(rows)
        for row in 0..<rows where refused[row] == 0 && codes.contains(keys[row]) {
            chosen.rows[chosen.count] = Int32(row)
            chosen.owners[chosen.count] = -1
            chosen.count += 1
        }
    }
}
