/// The rows of one table in one partition, found by whom they belong to.
struct RowsByOwner {
    /// Row numbers in the table, sorted by owner, in file order within one.
    private var rows: [Int] = []
    private var starts: [Int32: Range<Int>] = [:]

    init(_ table: Table, partition: Int) {
        guard let owners = table.owners else { return }
        let span = table.partitionStarts[partition]..<table.partitionStarts[partition + 1]
        rows = span.filter { owners[$0] >= 0 }.sorted { (owners[$0], $0) < (owners[$1], $1) }
        var first = 0
        for place in 1...max(rows.count, 1) where place <= rows.count {
            if place == rows.count || owners[rows[place]] != owners[rows[first]] {
                starts[owners[rows[first]]] = first..<place
                first = place
            }
        }
    }

    subscript(owner: Int) -> ArraySlice<Int> { starts[Int32(owner)].map { rows[$0] } ?? [] }
}
