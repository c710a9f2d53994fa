import Basics

/// Gathers rows value by value and closes them into segments, each column in the narrowest width that holds it: for rows that come from
/// elsewhere than a file. Every wanted column is given a value, or `leaveEmpty`, in every row.
package final class SegmentWriter {
    private let schema: SourceSchema
    private let wanted: [Bool]
    /// By schema column. Plain memory: a province's people have forty million cells, and each of them comes by here.
    private let numbers: UnsafeMutableBufferPointer<GrowingBuffer<Int64>>
    private let texts: UnsafeMutableBufferPointer<GrowingBuffer<TextView>>
    private let filledCells: UnsafeMutableBufferPointer<Int>
    private let isText: UnsafeMutableBufferPointer<Bool>
    private var unpackedIDs: [[String]]
    private var heap: [UInt8] = []
    private var count = 0
    private var sequence: Int
    /// Rows of all segments.
    package private(set) var rows = 0

    /// By schema column: rows with a value, of all segments.
    package var filled: [Int] { Array(filledCells) }

    /// `wanted` is by schema column. `first` is the number of the first segment: writers of one delivery beside each other keep theirs apart.
    package init(schema: SourceSchema, wanted: [Bool], first: Int = 0) {
        (self.schema, self.wanted, sequence) = (schema, wanted, first)
        numbers = .allocate(capacity: wanted.count)
        texts = .allocate(capacity: wanted.count)
        filledCells = .allocate(capacity: wanted.count)
        isText = .allocate(capacity: wanted.count)
        for column in wanted.indices {
            numbers.initializeElement(at: column, to: GrowingBuffer())
            texts.initializeElement(at: column, to: GrowingBuffer())
            filledCells.initializeElement(at: column, to: 0)
            isText.initializeElement(at: column, to: schema.columns[column].kind == .text)
        }
        unpackedIDs = wanted.map { _ in [] }
    }

    deinit {
        numbers.forEach { $0.free() }
        texts.forEach { $0.free() }
        numbers.deallocate()
        texts.deallocate()
        filledCells.deallocate()
        isText.deallocate()
    }

    /// In the unit of the column: fen, hundredths, days, a word's number, 0 or 1.
    package func write(_ number: Int64, to column: Int) {
        numbers[column].append(number)
        filledCells[column] &+= 1
    }

    /// A text of a `text` column; an empty one is an empty cell.
    package func write(_ bytes: UnsafeRawBufferPointer, to column: Int) {
        let length = bytes.count
        guard length > 0, let base = bytes.baseAddress else { return leaveEmpty(column) }
        filledCells[column] &+= 1
        var head: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &head) { $0.copyMemory(from: UnsafeRawBufferPointer(start: base, count: min(length, 12))) }
        withUnsafePointer(to: &head) { pointer in
            pointer.withMemoryRebound(to: UInt8.self, capacity: 16) { p in
                if length <= 12 {
                    texts[column].append(.inline(p, length))
                } else {
                    let number = Segment.heapNumber(file: 0, sequence: sequence)
                    texts[column].append(.long(length, prefix: p, heap: number, offset: heap.count))
                    heap.append(contentsOf: bytes)
                }
            }
        }
    }

    /// An ID by its key.
    package func write(_ key: IdentityKey, to column: Int) { write(Int64(bitPattern: key.value), to: column) }

    /// An ID as it is registered.
    package func write(id text: String, to column: Int) {
        filledCells[column] &+= 1
        if let key = IdentityKey(normalised: text), key.text == text {
            numbers[column].append(Int64(bitPattern: key.value))
        } else {
            numbers[column].append(-2 - Int64(unpackedIDs[column].count))
            unpackedIDs[column].append(text)
        }
    }

    package func leaveEmpty(_ column: Int) {
        if isText[column] { texts[column].append(.absent) } else { numbers[column].append(absent) }
    }

    /// Ends a row; gives a segment when so many rows are together.
    package func endRow(segmentRows: Int = 1 << 16) throws(DeliveryProblem) -> Segment? {
        count += 1
        return count < segmentRows ? nil : try close()
    }

    /// What was gathered; nil when there is nothing.
    package func close() throws(DeliveryProblem) -> Segment? {
        guard count > 0 else { return nil }
        if !heap.isEmpty { heap.append(contentsOf: repeatElement(0, count: 16)) }
        let segment = Segment(
            file: 0, sequence: sequence, count: count, widths: widths(), withLines: false, heap: heap, unpackedIDs: unpackedIDs)
        guard let segment else { throw DeliveryProblem.outOfMemory }
        segment.owners.update(repeating: -1, count: count)
        for (index, column) in segment.columns.enumerated() { if let column { fill(column, index) } }
        for i in numbers.indices { (numbers[i].count, texts[i].count) = (0, 0) }
        for i in unpackedIDs.indices { unpackedIDs[i].removeAll() }
        heap.removeAll()
        rows += count
        count = 0
        sequence += 1
        return segment
    }

    private func widths() -> [(Segment.Column.Storage, Int)?] {
        schema.columns.enumerated().map { index, declared in
            guard wanted[index] else { return nil }
            switch declared.kind {
            case .text: return (.texts, 16)
            case .personID: return (.ids, 8)
            default: return (.numbers, NarrowNumbers.width(numbers[index].base, count))
            }
        }
    }

    private func fill(_ column: Segment.Column, _ index: Int) {
        switch column.storage {
        case .texts: column.values.copyMemory(from: texts[index].base, byteCount: count * 16)
        case .ids: column.values.copyMemory(from: numbers[index].base, byteCount: count * 8)
        case .numbers: NarrowNumbers.write(numbers[index].base, count, width: column.width, to: column.values)
        }
    }
}
