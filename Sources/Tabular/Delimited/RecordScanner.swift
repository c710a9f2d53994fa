/// The single authority on where a record with quotes ends and what its fields are (RFC 4180): used for cutting a
/// file into stretches and for splitting these, so that the two can never disagree. What it says of a record depends on the
/// bytes from its first to its end only, not on how much of the file happens to be in memory.
///
/// A `"` opens only at the beginning of a field; `""` inside is one quote; delimiters and newlines inside are text.
struct RecordScanner {
    /// A quote still open this many bytes after its record began was never meant to span lines.
    static let quoteLimit = 64 << 10
    /// A record longer than this is no record.
    static let recordLimit = 1 << 20

    let delimiter: UInt8
    /// Fields wanted; places of more are not kept.
    let columns: Int

    enum Outcome: Equatable {
        /// A record of so many fields, the next beginning at `next`; `doubled` when a field holds doubled quotes.
        case record(next: Int, fields: Int, doubled: Bool)
        case fault(RecordFault.Reason, next: Int)
        /// More than `recordLimit` bytes and no newline in sight.
        case endless
        /// More bytes are needed to tell.
        case unresolved
    }

    /// Scans the record beginning at `first`. `limit` is the end of the bytes at hand, `isLast` that the file ends there
    /// (then the last byte is a newline). Writes the places of at most `columns` fields.
    func scan(
        _ bytes: UnsafePointer<UInt8>, from first: Int, limit: Int, isLast: Bool, starts: UnsafeMutablePointer<UInt32>,
        ends: UnsafeMutablePointer<UInt32>
    ) -> Outcome {
        var at = first
        var fields = 0
        var doubled = false
        while true {
            var begin = at
            var end: Int
            if at < limit, bytes[at] == Byte.quote {
                begin = at + 1
                switch closingQuote(bytes, from: begin, record: first, limit: limit, isLast: isLast, doubled: &doubled) {
                case .found(let place): end = place
                case .never: return afterLine(.openQuote, bytes, record: first, from: first, limit: limit)
                case .unresolved: return .unresolved
                }
                at = end + 1
                if at < limit, bytes[at] == Byte.carriageReturn {
                    guard at + 1 < limit else { return .unresolved }
                    if bytes[at + 1] == Byte.newline { at += 1 }
                }
                guard at < limit else { return .unresolved }
                if bytes[at] != delimiter, bytes[at] != Byte.newline {
                    return afterLine(.strayQuote, bytes, record: first, from: at, limit: limit)
                }
            } else {
                while at < limit, bytes[at] != delimiter, bytes[at] != Byte.newline { at += 1 }
                guard at < limit else { return limit - first > Self.recordLimit ? .endless : .unresolved }
                end = at
                if bytes[at] == Byte.newline, end > begin, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
            }
            if fields < columns {
                starts[fields] = UInt32(truncatingIfNeeded: begin)
                ends[fields] = UInt32(truncatingIfNeeded: end)
            }
            fields += 1
            if bytes[at] == Byte.newline {
                if at - first > Self.recordLimit { return .fault(.recordTooLong, next: at + 1) }
                return .record(next: at + 1, fields: fields, doubled: doubled)
            }
            at += 1
        }
    }

    private enum Closing { case found(Int), never, unresolved }

    private func closingQuote(
        _ bytes: UnsafePointer<UInt8>, from begin: Int, record first: Int, limit: Int, isLast: Bool, doubled: inout Bool
    ) -> Closing {
        let stop = min(limit, first + Self.quoteLimit)
        var at = begin
        while true {
            while at < stop, bytes[at] != Byte.quote { at += 1 }
            guard at < stop else { return isLast || stop == first + Self.quoteLimit ? .never : .unresolved }
            guard at + 1 < limit else { return .unresolved }
            guard bytes[at + 1] == Byte.quote else { return .found(at) }
            doubled = true
            at += 2
        }
    }

    /// A fault that ends with the line `from` lies in.
    private func afterLine(_ reason: RecordFault.Reason, _ bytes: UnsafePointer<UInt8>, record first: Int, from: Int, limit: Int) -> Outcome {
        var at = from
        while at < limit, bytes[at] != Byte.newline { at += 1 }
        guard at < limit else { return limit - first > Self.recordLimit ? .endless : .unresolved }
        return .fault(at - first > Self.recordLimit ? .recordTooLong : reason, next: at + 1)
    }

    /// Makes doubled quotes one, in place; gives the new end of the field.
    static func unescape(_ bytes: UnsafeMutablePointer<UInt8>, from start: Int, to end: Int) -> Int {
        var to = start
        var at = start
        while at < end {
            let byte = bytes[at]
            bytes[to] = byte
            to += 1
            at += byte == Byte.quote && at + 1 < end && bytes[at + 1] == Byte.quote ? 2 : 1
        }
        return to
    }
}

/// The bytes that structure delimited text.
enum Byte {
    static let quote = UInt8(ascii: "\"")
    static let newline = UInt8(ascii: "\n")
    static let carriageReturn = UInt8(ascii: "\r")
    static let comma = UInt8(ascii: ",")
    static let semicolon = UInt8(ascii: ";")
    static let tab = UInt8(ascii: "\t")
    static let bar = UInt8(ascii: "|")
}
