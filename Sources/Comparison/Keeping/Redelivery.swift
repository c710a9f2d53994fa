import Basics
import CMemory
import Datasets
import Dispatch
import Synchronization

/// A kept table turned back into the delivery it was made from, matched to another register: row for row what reading the files again would
/// give, without reading them.
struct Redelivery {
    /// With all columns, lines, and the rows of strangers.
    let table: Table
    let segments: [KeptSegment]
    let reports: [FileReport]
    let rejects: [[Reject]]
    /// Gives every row, those of strangers with the owner -1.
    let matcher: any RowMatcher
    let threads: Int

    /// Nil when the rows are not those the description tells of, or there is no memory.
    func delivery() -> Delivery? {
        guard keysAreShort, let order = order() else { return nil }
        let starts = segments.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.rows) }
        let shelf = Mutex<[Segment?]>(segments.map { _ in nil })
        let next = TicketCounter()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            let chosen = ChosenRows()
            while let i = next.take(below: segments.count) {
                let made = order.withUnsafeBufferPointer { order in
                    segment(segments[i], UnsafeBufferPointer(rebasing: order[starts[i]..<starts[i + 1]]), chosen)
                }
                shelf.withLock { $0[i] = made }
            }
        }
        let made = shelf.withLock { $0.compactMap { $0 } }
        guard made.count == segments.count else { return nil }
        var files = reports
        for file in files.indices { files[file].matched = 0 }
        for segment in made {
            for row in 0..<segment.count where segment.owners[row] >= 0 { files[segment.file].matched += 1 }
        }
        return Delivery(schema: table.schema, files: files, segments: made, books: table.columns.map { $0?.words }, rejects: rejects)
    }

    /// The decoder takes no more than 256 bytes, in whatever encoding, for an ID: what might have been longer is left to it.
    private var keysAreShort: Bool {
        guard let index = table.schema.key, let column = table.columns[index] else { return true }
        return column.unpackedIDs.allSatisfy { $0.utf8.count <= 128 }
    }

    /// The table's rows in the order of files and lines, each once however many people it belongs to.
    private func order() -> [Int32]? {
        let rows = table.count + table.strangers
        guard rows > 0 else { return segments.isEmpty ? [] : nil }
        guard let lines = table.lines, let fileOf = table.fileOf else { return nil }
        var ends = reports.map { _ in 0 }
        for row in 0..<rows {
            guard ends.indices.contains(Int(fileOf[row])) else { return nil }
            ends[Int(fileOf[row])] = max(ends[Int(fileOf[row])], Int(lines[row]) + 1)
        }
        var firsts = [0]
        for end in ends { firsts.append((firsts.last ?? 0) + end) }
        var rowOfLine = [Int32](repeating: -1, count: firsts.last ?? 0)
        rowOfLine.withUnsafeMutableBufferPointer { rowOfLine in
            for row in 0..<rows { rowOfLine[firsts[Int(fileOf[row])] + Int(lines[row])] = Int32(truncatingIfNeeded: row) }
        }
        rowOfLine.removeAll { $0 < 0 }
        return rowOfLine.count == segments.reduce(0) { $0 + $1.rows } ? rowOfLine : nil
    }

    private func segment(_ kept: KeptSegment, _ rows: UnsafeBufferPointer<Int32>, _ chosen: ChosenRows) -> Segment? {
        guard reports.indices.contains(kept.file) else { return nil }
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
        let pickedRows = PickedRows(table: table, rows: picked)
        let widths = table.columns.map { column in column.map { ($0.storage, $0.width) } }
        guard
            let segment = Segment(
                file: kept.file, sequence: kept.sequence, count: picked.count, widths: widths, withLines: true, heap: pickedRows.heap,
                unpackedIDs: pickedRows.unpackedIDs)
        else { return nil }
        segment.owners.update(from: chosen.owners, count: picked.count)
        pickedRows.fill(segment, heapNumber: Segment.heapNumber(file: kept.file, sequence: kept.sequence))
        return segment
    }

    /// What the decoder gave the matcher: normalised IDs, or the key column's numbers.
    private func readKeys(_ rows: UnsafeBufferPointer<Int32>, into keys: UnsafeMutablePointer<Int64>) {
        guard let index = table.schema.key, let column = table.columns[index] else {
            keys.initialize(repeating: absent, count: rows.count)
            return
        }
        for (i, row) in rows.enumerated() {
            var key: Int64 = 0
            NarrowNumbers.read(column.values + Int(row) * column.width, 1, width: column.width, to: &key)
            if column.storage == .ids, key < 0, key != absent { key = Redelivery.key(ofText: column.unpackedIDs, Int(-2 - key)) }
            keys[i] = key
        }
    }

    private static func key(ofText texts: [String], _ number: Int) -> Int64 {
        guard texts.indices.contains(number), let key = IdentityKey(normalised: ResidentID.normalise(texts[number])) else {
            return BlockDecoder.unpacked
        }
        return Int64(bitPattern: key.value)
    }
}

/// Some rows of a table, as a segment holds them: texts too long for their column, and IDs that are no plain 18 characters, counted anew.
private struct PickedRows {
    let table: Table
    let rows: [Int32]
    private(set) var heap: [UInt8] = []
    private(set) var unpackedIDs: [[String]]

    init(table: Table, rows: [Int32]) {
        self.table = table
        self.rows = rows
        unpackedIDs = table.columns.map { _ in [] }
        for (index, column) in table.columns.enumerated() {
            guard let column else { continue }
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
                for row in rows where !views[Int(row)].isAbsent && !views[Int(row)].isInline {
                    let text = table.heaps.text(views[Int(row)])
                    heap.append(contentsOf: UnsafeBufferPointer(start: text.bytes, count: text.count))
                }
            }
        }
        if !heap.isEmpty { heap.append(contentsOf: repeatElement(0, count: 16)) }
    }

    func fill(_ segment: Segment, heapNumber: Int) {
        if let from = table.lines, let to = segment.lines { move(from, to) }
        var heapOffset = 0
        for (index, target) in segment.columns.enumerated() {
            guard let target, let source = table.columns[index] else { continue }
            switch (source.storage, source.width) {
            case (.texts, _): moveTexts(source, target, heapNumber, &heapOffset)
            case (.ids, _): moveIDs(source, target)
            case (.numbers, 1): move(source.values.assumingMemoryBound(to: Int8.self), target.values.assumingMemoryBound(to: Int8.self))
            case (.numbers, 2): move(source.values.assumingMemoryBound(to: Int16.self), target.values.assumingMemoryBound(to: Int16.self))
            case (.numbers, 4): move(source.values.assumingMemoryBound(to: Int32.self), target.values.assumingMemoryBound(to: Int32.self))
            default: move(source.values.assumingMemoryBound(to: Int64.self), target.values.assumingMemoryBound(to: Int64.self))
            }
        }
    }

    @inline(__always) private func move<Value: BitwiseCopyable>(_ from: UnsafeMutablePointer<Value>, _ to: UnsafeMutablePointer<Value>) {
        for (i, row) in rows.enumerated() { to[i] = from[Int(row)] }
    }

    private func moveIDs(_ source: Table.Column, _ target: Segment.Column) {
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

    /// Long texts stand in the heap in the order in which `init` put them there.
    private func moveTexts(_ source: Table.Column, _ target: Segment.Column, _ heapNumber: Int, _ offset: inout Int) {
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
