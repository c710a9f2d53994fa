/// Decides whose rows these are. Called once per block, from several threads.
package protocol RowMatcher: Sendable {
    /// For the acceptable rows (`refused[row] == 0`) among `rows`, appends to `chosen` every row wanted with its owner: once for
    /// each register row with that key, or not at all.
    func choose(keys: UnsafePointer<Int64>, refused: UnsafePointer<UInt8>, rows: Int, into chosen: ChosenRows)
}

/// Rows of a block and their owners, in the order of the file.
package final class ChosenRows {
    package private(set) var rows: UnsafeMutablePointer<Int32>
    package private(set) var owners: UnsafeMutablePointer<Int32>
    package var count = 0
    private var capacity = 1024

    package init() {
        rows = .allocate(capacity: capacity)
        owners = .allocate(capacity: capacity)
    }

    deinit {
        rows.deallocate()
        owners.deallocate()
    }

    /// Makes room for `more` further rows.
    package func reserve(_ more: Int) {
        guard count + more > capacity else { return }
        let larger = max(count + more, capacity * 2)
        let newRows = UnsafeMutablePointer<Int32>.allocate(capacity: larger)
        let newOwners = UnsafeMutablePointer<Int32>.allocate(capacity: larger)
        newRows.update(from: rows, count: count)
        newOwners.update(from: owners, count: count)
        rows.deallocate()
        owners.deallocate()
        (rows, owners, capacity) = (newRows, newOwners, larger)
    }
}

/// Everybody, belonging to nobody: for the register's own files and datasets without an anchor.
package struct EveryRow: RowMatcher {
    package init() {}
    package func choose(keys: UnsafePointer<Int64>, refused: UnsafePointer<UInt8>, rows: Int, into chosen: ChosenRows) {
        chosen.reserve(rows)
        var n = chosen.count
        for row in 0..<rows {
            chosen.rows[n] = Int32(truncatingIfNeeded: row)
            chosen.owners[n] = -1
            n &+= refused[row] == 0 ? 1 : 0
        }
        chosen.count = n
    }
}
