import CBytes

/// Splits the bytes of a stretch into fields, a block at a time.
///
/// Three ways, each slower and rarer: all records of the block have the header's number of fields (their separators *are* the
/// ends of fields, row after row); some have not (records are walked separator by separator); there are quotes that do not
/// simply stand around fields (`RecordScanner`). Where quotes do, the separators outside them serve the first two ways.
struct RecordSplitter {
    let delimiter: UInt8
    let columns: Int
    let encoding: TextEncoding
    let blockBytes: Int

    /// Splits about `blockBytes` from the cursor of `stretch`; false when nothing is left.
    func next(of stretch: Stretch, into block: RecordBlock) -> Bool {
        block.clear(sequence: stretch.sequence, columns: columns, encoding: encoding)
        if !stretch.faults.isEmpty {
            block.faults = stretch.faults
            stretch.faults = []
            block.byteCount = stretch.byteCount
            return true
        }
        let from = stretch.cursor
        guard from < stretch.end else { return false }
        let target = min(from + blockBytes, stretch.end)
        if stretch.hasQuotes, splitWellQuoted(stretch, from: from, target: target, into: block) {
            // Done.
        } else if let end = plainEnd(of: stretch, from: from, target: target) {
            splitPlain(stretch, from: from, to: end, into: block)
        } else {
            splitQuoted(stretch, from: from, target: target, into: block)
        }
        block.byteCount = share(of: stretch, upTo: stretch.cursor) - share(of: stretch, upTo: from)
        return true
    }

    /// The file's bytes behind the first `place` bytes of the stretch: the same number unless it was transcoded.
    private func share(of stretch: Stretch, upTo place: Int) -> Int {
        guard place < stretch.end else { return stretch.byteCount }
        return min(stretch.byteCount, Int(Double(stretch.byteCount) * (Double(place) / Double(stretch.end))))
    }

    /// Where a block without any quote can end, or nil when a quote comes first.
    private func plainEnd(of stretch: Stretch, from: Int, target: Int) -> Int? {
        guard stretch.hasQuotes else {
            if target == stretch.end { return target }
            if let end = stretch.afterLastNewline(from: from, to: target) { return end }
            return stretch.first(Byte.newline, from: target, to: stretch.end).map { $0 + 1 } ?? stretch.end
        }
        guard let quote = stretch.first(Byte.quote, from: from, to: target) else {
            return target == stretch.end ? target : stretch.afterLastNewline(from: from, to: target)
        }
        return stretch.afterLastNewline(from: from, to: quote)
    }

    // MARK: Without quotes

    private func splitPlain(_ stretch: Stretch, from: Int, to: Int, into block: RecordBlock) {
        let length = to - from
        block.reserve(fields: length + 64, rows: length / columns + 1)
        block.bytes = UnsafePointer(stretch.bytes + from)
        let found = bytes_index(block.bytes, length, delimiter, block.ends)
        fill(stretch, found, from: from, length: length, into: block)
    }

    /// Makes rows of the separators found, which stand in `block.ends`.
    func fill(_ stretch: Stretch, _ found: BytesIndex, from: Int, length: Int, into block: RecordBlock) {
        let line = stretch.line
        stretch.cursor = from + length
        stretch.line += Int(found.newlines)
        if length <= RecordScanner.recordLimit, isRegular(block.bytes, block.ends, found) {
            fillRegular(block.bytes, found, line: line, into: block)
        } else {
            walk(block.bytes, found, line: line, into: block)
        }
        finish(block, flags: found.flags, length: length)
    }

    /// Whether every record has exactly `columns` fields. One column does not count: an empty line would look like a record.
    private func isRegular(_ bytes: UnsafePointer<UInt8>, _ ends: UnsafePointer<UInt32>, _ found: BytesIndex) -> Bool {
        let rows = Int(found.newlines)
        guard columns > 1, Int(found.count) == rows * columns else { return false }
        var last = columns - 1
        var different: UInt8 = 0
        for _ in 0..<rows {
            different |= bytes[Int(ends[last])] ^ Byte.newline
            last += columns
        }
        return different == 0
    }

    private func fillRegular(_ bytes: UnsafePointer<UInt8>, _ found: BytesIndex, line: Int, into block: RecordBlock) {
        let rows = Int(found.newlines)
        let ends = block.ends
        let lines = block.lines
        bytes_starts(ends, block.starts, Int(found.count))
        let first = UInt32(truncatingIfNeeded: line)
        for row in 0..<rows { lines[row] = first &+ UInt32(truncatingIfNeeded: row) }
        var last = columns - 1
        for _ in 0..<rows {
            // A delimiter stands before the last field, so there is a byte before its end.
            let end = ends[last]
            ends[last] = bytes[Int(end) - 1] == Byte.carriageReturn ? end - 1 : end
            last += columns
        }
        block.rows = rows
    }

    /// Goes from record to record over the separators found, which stand in `block.ends`: rows are moved to the front of it,
    /// which is safe because a row takes as many places as it had separators.
    private func walk(_ bytes: UnsafePointer<UInt8>, _ found: BytesIndex, line firstLine: Int, into block: RecordBlock) {
        let ends = block.ends
        let starts = block.starts
        let count = Int(found.count)
        var line = firstLine
        var rows = 0
        var start = 0
        var place = 0
        while place < count {
            var last = place
            while last < count - 1, bytes[Int(ends[last])] != Byte.newline { last += 1 }
            let stop = Int(ends[last])
            let fields = last - place + 1
            if stop - start > RecordScanner.recordLimit {
                block.faults.append(.tooLong(line: line))
            } else if isBlank(bytes, from: start, newline: stop) {
                // Not a record.
            } else if fields == columns {
                let row = rows * columns
                for column in 0..<columns {
                    let end = Int(ends[place + column])
                    starts[row + column] = UInt32(truncatingIfNeeded: start)
                    ends[row + column] = UInt32(truncatingIfNeeded: end)
                    start = end + 1
                }
                let end = row + columns - 1
                if ends[end] > starts[end], bytes[Int(ends[end]) - 1] == Byte.carriageReturn { ends[end] -= 1 }
                block.lines[rows] = UInt32(truncatingIfNeeded: line)
                rows += 1
            } else {
                block.faults.append(.wrongCount(line: line, found: fields, expected: columns))
            }
            start = stop + 1
            place = last + 1
            line += 1
        }
        block.rows = rows
    }

    func isBlank(_ bytes: UnsafePointer<UInt8>, from start: Int, newline: Int) -> Bool {
        newline == start || (newline == start + 1 && bytes[start] == Byte.carriageReturn)
    }

    // MARK: Bytes outside the encoding

    /// Takes rows with bytes outside the encoding out of the block.
    func finish(_ block: RecordBlock, flags: UInt32, length: Int) {
        block.mayHoldPrivateUse = flags & UInt32(BYTES_PRIVATE_LEAD) != 0
        let isSound =
            switch encoding {
            case .gb18030:
                flags & UInt32(BYTES_NUL) == 0
                    && (flags & UInt32(BYTES_NON_ASCII) == 0 || bytes_first_invalid_gb18030(block.bytes, length) < 0)
            default: flags & UInt32(BYTES_NUL | BYTES_INVALID_UTF8) == 0
            }
        if !isSound { removeUndecodable(block) }
    }

    private func removeUndecodable(_ block: RecordBlock) {
        var kept = 0
        for row in 0..<block.rows {
            let start = Int(block.starts[row * columns])
            let length = Int(block.ends[row * columns + columns - 1]) - start
            let place =
                encoding == .gb18030
                ? bytes_first_invalid_gb18030(block.bytes + start, length) : bytes_first_invalid_utf8(block.bytes + start, length)
            guard place < 0 else {
                // Counted from the beginning of the record, whether its first quote is off already or not.
                let quote = start > 0 && block.bytes[start - 1] == Byte.quote ? 1 : 0
                block.faults.append(.undecodable(line: Int(block.lines[row]), byte: place + 1 + quote, encoding: encoding))
                continue
            }
            for column in 0..<columns {
                block.starts[kept * columns + column] = block.starts[row * columns + column]
                block.ends[kept * columns + column] = block.ends[row * columns + column]
            }
            block.lines[kept] = block.lines[row]
            kept += 1
        }
        block.rows = kept
        block.faults.sort { $0.line < $1.line }
    }
}
