import CBytes
import Glibc

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
    private func fill(_ stretch: Stretch, _ found: BytesIndex, from: Int, length: Int, into block: RecordBlock) {
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

    private func isBlank(_ bytes: UnsafePointer<UInt8>, from start: Int, newline: Int) -> Bool {
        newline == start || (newline == start + 1 && bytes[start] == Byte.carriageReturn)
    }

    // MARK: With quotes

    /// Splits a block whose quotes all stand around fields on one line; false when they do not.
    private func splitWellQuoted(_ stretch: Stretch, from: Int, target: Int, into block: RecordBlock) -> Bool {
        block.reserve(fields: target - from + 64, rows: (target - from) / columns + 1)
        let bytes = stretch.bytes + from
        var found = bytes_index_quoted(bytes, target - from, delimiter, block.ends)
        guard found.flags & UInt32(BYTES_IRREGULAR) == 0, found.newlines > 0 else { return false }
        // What follows the last record is for the next block.
        while bytes[Int(block.ends[Int(found.count) - 1])] != Byte.newline { found.count -= 1 }
        let length = Int(block.ends[Int(found.count) - 1]) + 1
        if found.flags & UInt32(BYTES_INVALID_UTF8 | BYTES_NUL) != 0 {
            // It may have been what follows, cut off in a character.
            found.flags = bytes_check(bytes, length) | found.flags & UInt32(BYTES_DOUBLED)
        }
        block.bytes = UnsafePointer(bytes)
        fill(stretch, found, from: from, length: length, into: block)
        takeQuotesOff(block, in: bytes, areDoubled: found.flags & UInt32(BYTES_DOUBLED) != 0)
        return true
    }

    private func takeQuotesOff(_ block: RecordBlock, in bytes: UnsafeMutablePointer<UInt8>, areDoubled: Bool) {
        let starts = block.starts
        let ends = block.ends
        for place in 0..<block.rows * columns {
            let start = starts[place]
            // A quote that opens a field closes it too.
            let quote: UInt32 = bytes[Int(start)] == Byte.quote ? 1 : 0
            starts[place] = start + quote
            ends[place] -= quote
        }
        if areDoubled { unescape(block, in: bytes) }
    }

    private func splitQuoted(_ stretch: Stretch, from: Int, target: Int, into block: RecordBlock) {
        // A row has at least as many bytes as fields, and only the last may reach over the target.
        block.reserve(fields: target - from + 2 * columns, rows: (target - from) / columns + 2)
        let bytes = UnsafePointer(stretch.bytes + from)
        block.bytes = bytes
        let scanner = RecordScanner(delimiter: delimiter, columns: columns)
        let limit = stretch.limit - from
        var anyDoubled = false
        var at = 0
        var line = stretch.line
        while at < target - from {
            let row = block.rows * columns
            let next: Int
            switch scanner.scan(bytes, from: at, limit: limit, isLast: stretch.isLast, starts: block.starts + row, ends: block.ends + row) {
            case .record(let after, let fields, let doubled):
                next = after
                if isBlank(bytes, from: at, newline: after - 1) {
                    // Not a record.
                } else if fields == columns {
                    block.lines[block.rows] = UInt32(truncatingIfNeeded: line)
                    block.rows += 1
                    anyDoubled = anyDoubled || doubled
                } else {
                    block.faults.append(.wrongCount(line: line, found: fields, expected: columns))
                }
            case .fault(let reason, let after):
                next = after
                block.faults.append(.quoting(reason, line: line))
            case .endless, .unresolved:
                // A stretch ends where the same scan found the end of a record, so this is a record cut off by nothing we know.
                next = stretch.end - from
                block.faults.append(RecordFault(line: line, reason: .damaged, detail: "the end of the record was not found"))
            }
            line += newlines(bytes, from: at, to: next)
            at = next
        }
        stretch.cursor = from + at
        stretch.line = line
        finish(block, flags: bytes_check(bytes, at), length: at)
        if anyDoubled { unescape(block, in: stretch.bytes + from) }
    }

    private func newlines(_ bytes: UnsafePointer<UInt8>, from: Int, to: Int) -> Int {
        var count = 0
        var at = from
        while at < to, let found = memchr(bytes + at, Int32(Byte.newline), to - at) {
            count += 1
            at = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - bytes + 1
        }
        return count
    }

    /// Makes doubled quotes one in every field that stood in quotes. In place: the text only gets shorter.
    private func unescape(_ block: RecordBlock, in bytes: UnsafeMutablePointer<UInt8>) {
        for place in 0..<block.rows * columns {
            let start = Int(block.starts[place])
            guard start > 0, bytes[start - 1] == Byte.quote else { continue }
            block.ends[place] = UInt32(truncatingIfNeeded: RecordScanner.unescape(bytes, from: start, to: Int(block.ends[place])))
        }
    }

    // MARK: Bytes outside the encoding

    /// Takes rows with bytes outside the encoding out of the block.
    private func finish(_ block: RecordBlock, flags: UInt32, length: Int) {
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
