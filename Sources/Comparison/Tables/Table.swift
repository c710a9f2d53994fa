import Datasets

/// Rows of one source in the order in which they are evaluated: by partition, within it as they stood in the files. All memory is written
/// once while the table is built and only read afterwards.
final class Table: @unchecked Sendable {  // Why: immutable after TableBuilder has filled it; no reference leaves before.
    struct Column {
        var storage: Segment.Column.Storage
        /// 1, 2, 4 or 8 bytes for numbers, 8 for IDs, 16 for texts.
        var width: Int
        var values: UnsafeMutableRawPointer
        /// IDs that are no plain 18 characters, by `-2 - value`.
        var unpackedIDs: [String] = []
        var words: WordBook?
        /// False when no cell is empty, which spares the evaluation its bookkeeping.
        var hasAbsent: Bool
    }

    let schema: SourceSchema
    /// Rows of the partitions.
    let count: Int
    /// Further rows, after those: of people the register does not know. Nothing asks for them; they are here to be kept.
    let strangers: Int
    /// By schema column; nil where no rule needs it.
    let columns: [Column?]
    /// Number of the person, household or village each row belongs to, -1 for none; nil for the register's own tables.
    let owners: UnsafeMutablePointer<Int32>?
    let lines: UnsafeMutablePointer<UInt32>?
    /// Index of each row's file; present with `lines`.
    let fileOf: UnsafeMutablePointer<UInt16>?
    /// First row of each partition and one past the last.
    let partitionStarts: [Int]
    /// UTF-8 of long texts by heap number.
    let heaps: TextHeaps
    private let blocks: [MemoryBlock]
    /// A table whose memory this one shows.
    private let kept: Table?

    init(
        schema: SourceSchema, count: Int, strangers: Int = 0, columns: [Column?], owners: UnsafeMutablePointer<Int32>?,
        lines: UnsafeMutablePointer<UInt32>?,
        fileOf: UnsafeMutablePointer<UInt16>?, partitionStarts: [Int], heaps: TextHeaps, blocks: [MemoryBlock] = [],
        keeping kept: Table? = nil
    ) {
        self.schema = schema
        self.count = count
        self.strangers = strangers
        self.columns = columns
        self.owners = owners
        self.lines = lines
        self.fileOf = fileOf
        self.partitionStarts = partitionStarts
        self.heaps = heaps
        self.blocks = blocks
        self.kept = kept
    }

    func column(_ name: String) -> (index: Int, column: Column)? {
        guard let index = schema.columns.firstIndex(where: { $0.name == name }), let column = columns[index] else { return nil }
        return (index, column)
    }

    /// Whole column of numbers in 64 bits; for the register's keys while building.
    func numbers(_ index: Int) -> [Int64] {
        guard let column = columns[index] else { return [] }
        return Array(unsafeUninitializedCapacity: count) { out, filled in
            if let base = out.baseAddress { NarrowNumbers.read(column.values, count, width: column.width, to: base) }
            filled = count
        }
    }

    func text(_ index: Int, _ row: Int) -> String? {
        guard let column = columns[index] else { return nil }
        switch column.storage {
        case .texts:
            let view = column.values.assumingMemoryBound(to: TextView.self)[row]
            if view.isAbsent { return nil }
            if view.isInline {
                let bytes = column.values.assumingMemoryBound(to: UInt8.self) + row * 16 + 4
                return String(decoding: UnsafeBufferPointer(start: bytes, count: view.length), as: UTF8.self)
            }
            return heaps.text(view).string
        case .ids: return PackedID.text(column.values.assumingMemoryBound(to: Int64.self)[row], column.unpackedIDs)
        case .numbers:
            var value: Int64 = 0
            NarrowNumbers.read(column.values + row * column.width, 1, width: column.width, to: &value)
            guard value != absent else { return nil }
            if schema.columns[index].kind == .bool { return value == 1 ? "true" : "false" }
            return column.words.map { $0.words[Int(value)] } ?? String(value)
        }
    }

    func number(_ index: Int, _ row: Int) -> Int64? {
        guard let column = columns[index], column.storage == .numbers else { return nil }
        var value: Int64 = 0
        NarrowNumbers.read(column.values + row * column.width, 1, width: column.width, to: &value)
        return value == absent ? nil : value
    }
}
