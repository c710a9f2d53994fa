import Datasets

/// A kept table on its way into memory: which of its columns were asked for, and the memory they are read into.
struct ArrivingTable {
    let kept: KeptTable
    /// Its number in the reading: whether it came whole is known by it.
    let number: Int
    private let schema: SourceSchema
    private let columns: [MemoryBlock?]
    private let owners: MemoryBlock?
    private let lines: MemoryBlock?
    private let fileOf: MemoryBlock?
    private let heap: MemoryBlock?
    private let withStrangers: Bool

    /// What is asked for of a kept table.
    struct Wanted {
        /// By schema column.
        var columns: [Bool]
        /// How many persons, households or villages there are: no row may belong to another.
        var ownerCount: Int
        var withLines = false
        /// Rows of strangers too, and nobody's owners: the rows are about to be matched again.
        var withStrangers = false
    }

    /// Asks for the columns; nil when the description is not of this schema or cannot be true. `path` gives the place of a file.
    init?(_ kept: KeptTable, _ schema: SourceSchema, _ wanted: Wanted, _ reading: inout KeptReading, path: (String) -> String) {
        guard kept.fits(schema), wanted.columns.count == kept.columns.count else { return nil }
        (self.kept, self.schema, withStrangers) = (kept, schema, wanted.withStrangers)
        number = reading.begin()
        var failed = false
        func block(_ rows: KeptTable.Rows?, _ file: String, _ isWanted: Bool, below: Int32? = nil) -> MemoryBlock? {
            guard isWanted, let rows else { return nil }
            let block = reading.block(path(file), wanted.withStrangers ? [rows.known, rows.strangers] : [rows.known], below: below)
            if block == nil { failed = true }
            return block
        }
        columns = kept.columns.indices.map { block(kept.columns[$0]?.values, KeptTable.file(ofColumn: $0), wanted.columns[$0]) }
        owners = block(
            kept.owners, KeptTable.ownersFile, !wanted.withStrangers, below: Int32(truncatingIfNeeded: min(wanted.ownerCount, Int(Int32.max))))
        let withLines = wanted.withLines || wanted.withStrangers
        lines = block(kept.lines, KeptTable.linesFile, withLines)
        fileOf = block(kept.fileOf, KeptTable.filesFile, withLines)
        // Long texts are asked for only with a column of texts.
        let asksForTexts = kept.columns.indices.contains { wanted.columns[$0] && kept.columns[$0]?.storage == 2 }
        if asksForTexts, let stretch = kept.heap {
            heap = reading.block(path(KeptTable.heapFile), [stretch])
            if heap == nil { failed = true }
        } else {
            heap = nil
        }
        if failed { return nil }
    }

    /// The table, once everything was read and found whole.
    func table() -> Table {
        let rows = kept.count + (withStrangers ? kept.strangers : 0)
        let built = columns.indices.map { index -> Table.Column? in
            guard let column = kept.columns[index], let block = columns[index] else { return nil }
            return Table.Column(
                storage: [.numbers, .ids, .texts][column.storage], width: column.width, values: block.base, unpackedIDs: column.unpackedIDs,
                words: column.words.map { WordBook(kept: $0) }, hasAbsent: column.hasAbsent)
        }
        return Table(
            schema: schema, count: kept.count, strangers: rows - kept.count, columns: built,
            owners: owners?.base.bindMemory(to: Int32.self, capacity: rows), lines: lines?.base.bindMemory(to: UInt32.self, capacity: rows),
            fileOf: fileOf?.base.bindMemory(to: UInt16.self, capacity: rows), partitionStarts: kept.partitionStarts,
            heaps: TextHeaps(kept: heap, count: kept.heap?.count ?? 0, starts: kept.heapStarts),
            blocks: (columns + [owners, lines, fileOf, heap]).compactMap { $0 })
    }
}
