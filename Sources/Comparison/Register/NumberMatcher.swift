import Datasets

extension KeyIndex {
    /// Matches rows by a whole number: a household's number, a village's code. `shift` keeps the number 0 apart from an empty slot.
    struct NumberMatcher: RowMatcher {
        let index: KeyIndex
        let shift: Int64
        let keepsUnmatched: Bool

        func choose(keys: UnsafePointer<Int64>, refused: UnsafePointer<UInt8>, rows: Int, into chosen: ChosenRows) {
            chosen.reserve(rows)
            for row in 0..<rows where refused[row] == 0 {
                let owner = keys[row] == absent ? -1 : index.number(of: keys[row] &+ shift)
                guard owner >= 0 || keepsUnmatched else { continue }
                chosen.rows[chosen.count] = Int32(row)
                chosen.owners[chosen.count] = owner
                chosen.count += 1
            }
        }
    }
}
