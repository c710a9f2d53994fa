/// Rows of one bucket of a group rule: what they carry, whose they are, and which group each belongs to. Groups are made before the
/// rule's program runs, by key.
struct GatheredRows {
    var count: Int
    var groupCount: Int
    /// Group of each row.
    var groups: UnsafeMutablePointer<Int32>
    var leaves: [Leaf]

    struct Leaf {
        var numbers: UnsafeMutablePointer<Int64>?
        var texts: UnsafeMutablePointer<TextRef>?
        var valid: UnsafeMutablePointer<UInt8>?
        /// Truths are carried as numbers.
        var truths: UnsafeMutablePointer<UInt8>?
    }

    func vector(_ leaf: Int, _ shape: Shape) -> Vector {
        Vector(count: count, numbers: leaves[leaf].numbers, truths: leaves[leaf].truths, texts: leaves[leaf].texts, valid: leaves[leaf].valid)
    }
}
