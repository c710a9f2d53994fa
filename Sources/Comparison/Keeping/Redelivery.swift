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
        return StockedRows(table).matched(rows, by: matcher, file: kept.file, sequence: kept.sequence, withLines: true, in: chosen)
    }
}
