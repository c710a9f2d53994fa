import CBytes
import Glibc

/// Splitting text with quotes: the quick way, and the way by the scanner.
extension RecordSplitter {
    /// Splits a block whose quotes all stand around fields on one line; false when they do not.
    func splitWellQuoted(_ stretch: Stretch, from: Int, target: Int, into block: RecordBlock) -> Bool {
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

    func splitQuoted(_ stretch: Stretch, from: Int, target: Int, into block: RecordBlock) {
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
}
