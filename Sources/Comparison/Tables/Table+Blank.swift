import Datasets

extension Table {
    /// The same table with some rows' cells all empty, for numbers of the register that a file says nothing about. Used while building only.
    func blanking(rows: [Int]) -> Table {
        let blanked = columns.map { column -> Column? in
            guard var column else { return nil }
            column.hasAbsent = true
            for row in rows { column.blank(row) }
            return column
        }
        return Table(
            schema: schema, count: count, strangers: strangers, columns: blanked, owners: owners, lines: lines, fileOf: fileOf,
            partitionStarts: partitionStarts,
            heaps: heaps, keeping: self)
    }
}

extension Table.Column {
    fileprivate func blank(_ row: Int) {
        switch (storage, width) {
        case (.texts, _): values.assumingMemoryBound(to: TextView.self)[row] = .absent
        case (.numbers, 1): values.assumingMemoryBound(to: Int8.self)[row] = .min
        case (.numbers, 2): values.assumingMemoryBound(to: Int16.self)[row] = .min
        case (.numbers, 4): values.assumingMemoryBound(to: Int32.self)[row] = .min
        default: values.assumingMemoryBound(to: Int64.self)[row] = .min
        }
    }
}
