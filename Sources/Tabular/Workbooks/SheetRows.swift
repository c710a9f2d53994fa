/// Rows of a sheet on their way into a stretch: the text of all cells in a row, and where each begins and ends.
final class SheetRows {
    let columns: Int
    private(set) var bytes: [UInt8] = []
    private var starts: [UInt32] = []
    private var ends: [UInt32] = []
    private var lines: [UInt32] = []
    private(set) var faults: [RecordFault] = []
    private var isGiven = false

    init(columns: Int) { self.columns = columns }

    var rows: Int { lines.count }

    /// Adds a row: `text` holds its cells, `cells` where they lie in it, one for each column.
    func add(line: Int, text: [UInt8], cells: [Range<Int>]) {
        let base = bytes.count
        bytes.append(contentsOf: text)
        for cell in cells {
            starts.append(UInt32(truncatingIfNeeded: base + cell.lowerBound))
            ends.append(UInt32(truncatingIfNeeded: base + cell.upperBound))
        }
        lines.append(UInt32(truncatingIfNeeded: line))
    }

    func add(_ fault: RecordFault) { faults.append(fault) }

    /// Hands all rows over as one block.
    func next(of stretch: Stretch, into block: RecordBlock) -> Bool {
        guard !isGiven else { return false }
        isGiven = true
        block.clear(sequence: stretch.sequence, columns: columns, encoding: .utf8)
        block.reserve(fields: starts.count, rows: lines.count)
        block.starts.update(from: starts, count: starts.count)
        block.ends.update(from: ends, count: ends.count)
        block.lines.update(from: lines, count: lines.count)
        block.rows = lines.count
        stretch.reserve(bytes.count, keeping: 0)
        stretch.bytes.update(from: bytes, count: bytes.count)
        block.bytes = UnsafePointer(stretch.bytes)
        block.faults = faults
        block.byteCount = stretch.byteCount
        block.mayHoldPrivateUse = bytes.contains(0xEE)
        return true
    }
}
