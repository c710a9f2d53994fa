import Tabular

/// Gathers the chosen rows of a stretch, block after block, and closes them into a `Segment` with each column in the
/// narrowest width that holds it. One per worker and file; its buffers are used again for the next stretch.
package final class SegmentBuilder {
    private let decoder: BlockDecoder
    private let wanted: [Bool]
    private let withLines: Bool
    private var numbers: [GrowingBuffer<Int64>]
    private var texts: [GrowingBuffer<TextView>]
    private var unpackedIDs: [[String]]
    private var owners = GrowingBuffer<Int32>()
    private var lines = GrowingBuffer<UInt32>()
    private var heap: [UInt8] = []
    private let file: Int
    private let scratch: UnsafeMutablePointer<UInt8>
    private static let longestText = 4096

    package init(decoder: BlockDecoder, file: Int, wanted: [Bool], withLines: Bool) {
        self.decoder = decoder
        self.wanted = wanted
        self.withLines = withLines
        self.file = file
        numbers = wanted.map { _ in GrowingBuffer() }
        texts = wanted.map { _ in GrowingBuffer() }
        unpackedIDs = wanted.map { _ in [] }
        scratch = .allocate(capacity: SegmentBuilder.longestText * 2 + 64)
    }

    deinit {
        numbers.forEach { $0.free() }
        texts.forEach { $0.free() }
        owners.free()
        lines.free()
        scratch.deallocate()
    }

    package func append(_ block: RecordBlock, _ chosen: ChosenRows, sequence: Int) {
        let count = chosen.count
        guard count > 0 else { return }
        owners.reserve(count)
        (owners.base + owners.count).update(from: chosen.owners, count: count)
        owners.count += count
        if withLines {
            lines.reserve(count)
            for i in 0..<count { lines.base[lines.count + i] = block.lines[Int(chosen.rows[i])] }
            lines.count += count
        }
        for (column, declared) in decoder.schema.columns.enumerated() where wanted[column] {
            switch declared.kind {
            case .text: appendTexts(column, block, chosen, sequence)
            case .personID: appendIDs(column, block, chosen)
            default: appendNumbers(column, chosen)
            }
        }
    }

    private func appendNumbers(_ column: Int, _ chosen: ChosenRows) {
        let count = chosen.count
        numbers[column].reserve(count)
        let out = numbers[column].base + numbers[column].count
        let values = decoder.values[column]
        let rows = chosen.rows
        for i in 0..<count { out[i] = values[Int(rows[i])] }
        numbers[column].count += count
    }

    private func appendIDs(_ column: Int, _ block: RecordBlock, _ chosen: ChosenRows) {
        let before = numbers[column].count
        appendNumbers(column, chosen)
        for i in 0..<chosen.count where numbers[column].base[before + i] == BlockDecoder.unpacked {
            let at = Int(chosen.rows[i]) * block.columns + decoder.fields[column]
            let start = Int(block.starts[at])
            let text = CellText.string(block.bytes + start, Int(block.ends[at]) - start, block.encoding) ?? ""
            numbers[column].base[before + i] = -2 - Int64(unpackedIDs[column].count)
            unpackedIDs[column].append(text)
        }
    }

    private func appendTexts(_ column: Int, _ block: RecordBlock, _ chosen: ChosenRows, _ sequence: Int) {
        let count = chosen.count
        texts[column].reserve(count)
        let out = texts[column].base + texts[column].count
        let field = decoder.fields[column]
        guard field >= 0 else {
            out.update(repeating: .absent, count: count)
            texts[column].count += count
            return
        }
        let decodes = block.encoding == .gb18030
        for i in 0..<count {
            let at = Int(chosen.rows[i]) &* block.columns &+ field
            let start = Int(block.starts[at])
            let length = Int(block.ends[at]) &- start
            if CellText.isBlank(block.bytes + start, length, block.encoding) { out[i] = .absent; continue }
            if !decodes, length <= 12 { out[i] = .inline(block.bytes + start, length); continue }
            out[i] = decodes ? transcoded(block.bytes + start, length, sequence) : stored(block.bytes + start, length, sequence)
        }
        texts[column].count += count
    }

    private func transcoded(_ p: UnsafePointer<UInt8>, _ length: Int, _ sequence: Int) -> TextView {
        let written = GB18030.decode(UnsafeBufferPointer(start: p, count: length), into: scratch)
        guard written > 0 else { return .absent }
        return written <= 12 ? .inline(scratch, written) : stored(scratch, written, sequence)
    }

    private func stored(_ p: UnsafePointer<UInt8>, _ length: Int, _ sequence: Int) -> TextView {
        let offset = heap.count
        heap.append(contentsOf: UnsafeBufferPointer(start: p, count: length))
        return .long(length, prefix: p, heap: Segment.heapNumber(file: file, sequence: sequence), offset: offset)
    }

    /// Hands over what was gathered; nil when there is nothing. Throws when the system has no memory left.
    package func close(sequence: Int) throws(DeliveryProblem) -> Segment? {
        let count = owners.count
        guard count > 0 else { return nil }
        heap.append(contentsOf: repeatElement(0, count: 16))
        let segment = Segment(
            file: file, sequence: sequence, count: count, widths: widths(), withLines: withLines, heap: heap.count > 16 ? heap : [],
            unpackedIDs: unpackedIDs)
        guard let segment else { throw DeliveryProblem.outOfMemory }
        segment.owners.update(from: owners.base, count: count)
        segment.lines?.update(from: lines.base, count: count)
        for (index, column) in segment.columns.enumerated() { if let column { fill(column, index, count) } }
        reset()
        return segment
    }

    private func widths() -> [(Segment.Column.Storage, Int)?] {
        decoder.schema.columns.enumerated().map { index, declared in
            guard wanted[index] else { return nil }
            switch declared.kind {
            case .text: return (.texts, 16)
            case .personID: return (.ids, 8)
            default: return (.numbers, NarrowNumbers.width(numbers[index].base, numbers[index].count))
            }
        }
    }

    private func fill(_ column: Segment.Column, _ index: Int, _ count: Int) {
        switch column.storage {
        case .texts: column.values.copyMemory(from: texts[index].base, byteCount: count * 16)
        case .ids: column.values.copyMemory(from: numbers[index].base, byteCount: count * 8)
        case .numbers: NarrowNumbers.write(numbers[index].base, count, width: column.width, to: column.values)
        }
    }

    private func reset() {
        for i in numbers.indices { numbers[i].count = 0 }
        for i in texts.indices { texts[i].count = 0 }
        for i in unpackedIDs.indices { unpackedIDs[i].removeAll() }
        owners.count = 0
        lines.count = 0
        heap.removeAll(keepingCapacity: true)
    }
}
