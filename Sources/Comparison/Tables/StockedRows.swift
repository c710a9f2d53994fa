import Basics
import Datasets

/// Rows that were read before the register they are matched to: a kept table's, or a delivery's that lies parsed. Those that belong to somebody
/// are picked out into segments, as if they had been matched while they were read.
struct StockedRows {
    let schema: SourceSchema
    /// By schema column; nil where not read.
    private let columns: [Segment.Column?]
    /// Which of them are picked; the key may be read for the matcher alone.
    private let isPicked: [Bool]
    private let lines: UnsafeMutablePointer<UInt32>?
    /// Appends a long text's bytes.
    private let appendText: (TextView, inout [UInt8]) -> Void

    init(_ table: Table) {
        schema = table.schema
        columns = table.columns.map { column in
            column.map { Segment.Column(storage: $0.storage, width: $0.width, values: $0.values, unpackedIDs: $0.unpackedIDs) }
        }
        isPicked = columns.map { $0 != nil }
        lines = table.lines
        appendText = { view, heap in
            let text = table.heaps.text(view)
            heap.append(contentsOf: UnsafeBufferPointer(start: text.bytes, count: text.count))
        }
    }

    init(_ segment: Segment, _ schema: SourceSchema, picking isPicked: [Bool]) {
        (self.schema, self.isPicked) = (schema, isPicked)
        columns = segment.columns
        lines = segment.lines
        appendText = { view, heap in
            guard view.offset + view.length <= segment.heap.count else { return }
            heap.append(contentsOf: segment.heap[view.offset..<view.offset + view.length])
        }
    }

    /// The rows among `rows` that the matcher wants, with whom they belong to. Nil when the system has no memory. `chosen` is room to work in.
    func matched(
        _ rows: UnsafeBufferPointer<Int32>, by matcher: any RowMatcher, file: Int, sequence: Int, withLines: Bool, in chosen: ChosenRows
    ) -> Segment? {
        chosen.count = 0
        withUnsafeTemporaryAllocation(of: Int64.self, capacity: max(rows.count, 1)) { keys in
            withUnsafeTemporaryAllocation(of: UInt8.self, capacity: max(rows.count, 1)) { refused in
                guard let keys = keys.baseAddress, let refused = refused.baseAddress else { return }
                refused.initialize(repeating: 0, count: rows.count)
                readKeys(rows, into: keys)
                matcher.choose(keys: keys, refused: refused, rows: rows.count, into: chosen)
            }
        }
        let picked = [Int32](unsafeUninitializedCapacity: chosen.count) { out, filled in
            for i in 0..<chosen.count { out[i] = rows[Int(chosen.rows[i])] }
            filled = chosen.count
        }
        let (heap, unpackedIDs) = loose(picked)
        let segment = Segment(
            file: file, sequence: sequence, count: picked.count,
            widths: zip(columns, isPicked).map { column, isPicked in isPicked ? column.map { ($0.storage, $0.width) } : nil },
            withLines: withLines, heap: heap, unpackedIDs: unpackedIDs)
        guard let segment else { return nil }
        segment.owners.update(from: chosen.owners, count: picked.count)
        fill(segment, picked)
        return segment
    }

    // MARK: Keys

    /// What the decoder gives a matcher: normalised IDs, or the key column's numbers.
    private func readKeys(_ rows: UnsafeBufferPointer<Int32>, into keys: UnsafeMutablePointer<Int64>) {
        guard let index = schema.key, let column = columns[index] else {
            keys.initialize(repeating: absent, count: rows.count)
            return
        }
        for (i, row) in rows.enumerated() {
            var key: Int64 = 0
            NarrowNumbers.read(column.values + Int(row) * column.width, 1, width: column.width, to: &key)
            if column.storage == .ids, key < 0, key != absent { key = StockedRows.key(ofText: column.unpackedIDs, Int(-2 - key)) }
            keys[i] = key
        }
    }

    private static func key(ofText texts: [String], _ number: Int) -> Int64 {
        guard texts.indices.contains(number), let key = IdentityKey(normalised: ResidentID.normalise(texts[number])) else {
            return BlockDecoder.unpacked
        }
        return Int64(bitPattern: key.value)
    }

    // MARK: Values

    /// Texts too long for their column, and IDs that are no plain 18 characters, counted anew.
    private func loose(_ rows: [Int32]) -> (heap: [UInt8], unpackedIDs: [[String]]) {
        var heap: [UInt8] = []
        var unpackedIDs: [[String]] = columns.map { _ in [] }
        for (index, column) in columns.enumerated() {
            guard let column, isPicked[index] else { continue }
            switch column.storage {
            case .numbers: break
            case .ids where column.unpackedIDs.isEmpty: break
            case .ids:
                let values = column.values.assumingMemoryBound(to: Int64.self)
                for row in rows where values[Int(row)] < 0 && values[Int(row)] != absent {
                    let number = Int(-2 - values[Int(row)])
                    unpackedIDs[index].append(column.unpackedIDs.indices.contains(number) ? column.unpackedIDs[number] : "")
                }
            case .texts:
                let views = column.values.assumingMemoryBound(to: TextView.self)
                for row in rows where !views[Int(row)].isAbsent && !views[Int(row)].isInline { appendText(views[Int(row)], &heap) }
            }
        }
        if !heap.isEmpty { heap.append(contentsOf: repeatElement(0, count: 16)) }
        return (heap, unpackedIDs)
    }

    private func fill(_ segment: Segment, _ rows: [Int32]) {
        if let from = lines, let to = segment.lines { move(rows, from, to) }
        let heapNumber = Segment.heapNumber(file: segment.file, sequence: segment.sequence)
        var heapOffset = 0
        for (index, target) in segment.columns.enumerated() {
            guard let target, let source = columns[index] else { continue }
            switch (source.storage, source.width) {
            case (.texts, _): moveTexts(rows, source, target, heapNumber, &heapOffset)
            case (.ids, _): moveIDs(rows, source, target)
            case (.numbers, 1): move(rows, source.values.assumingMemoryBound(to: Int8.self), target.values.assumingMemoryBound(to: Int8.self))
            case (.numbers, 2): move(rows, source.values.assumingMemoryBound(to: Int16.self), target.values.assumingMemoryBound(to: Int16.self))
            case (.numbers, 4): move(rows, source.values.assumingMemoryBound(to: Int32.self), target.values.assumingMemoryBound(to: Int32.self))
            default: move(rows, source.values.assumingMemoryBound(to: Int64.self), target.values.assumingMemoryBound(to: Int64.self))
            }
        }
    }

    @inline(__always) private func move<Value: BitwiseCopyable>(
        _ rows: [Int32], _ from: UnsafeMutablePointer<Value>, _ to: UnsafeMutablePointer<Value>
    ) {
        for (i, row) in rows.enumerated() { to[i] = from[Int(row)] }
    }

    private func moveIDs(_ rows: [Int32], _ source: Segment.Column, _ target: Segment.Column) {
        let from = source.values.assumingMemoryBound(to: Int64.self)
        let to = target.values.assumingMemoryBound(to: Int64.self)
        var next: Int64 = 0
        for (i, row) in rows.enumerated() {
            let value = from[Int(row)]
            to[i] = value
            if value < 0 && value != absent {
                to[i] = -2 - next
                next += 1
            }
        }
    }

    /// Long texts stand in the heap in the order in which `loose` put them there.
    private func moveTexts(_ rows: [Int32], _ source: Segment.Column, _ target: Segment.Column, _ heapNumber: Int, _ offset: inout Int) {
        let from = source.values.assumingMemoryBound(to: TextView.self)
        let to = target.values.assumingMemoryBound(to: TextView.self)
        for (i, row) in rows.enumerated() {
            var view = from[Int(row)]
            if !view.isAbsent && !view.isInline {
                view.high = UInt64(heapNumber) | UInt64(offset) << 32
                offset += view.length
            }
            to[i] = view
        }
    }
}
