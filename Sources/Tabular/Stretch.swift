import CBytes
import Glibc

/// A few megabytes of one file in memory, owned by one worker thread and filled again and again by `RecordSource.take`.
/// It begins at the beginning of a record and ends at the end of one; `next` splits it into blocks.
package final class Stretch {
    /// 0, 1, 2, … in the order of the file.
    package internal(set) var sequence = 0
    /// Bytes of the file that went into this stretch.
    package internal(set) var byteCount = 0

    /// What the bytes are, and so how the next block is made.
    enum Content {
        case nothing
        /// Delimited text, to be split.
        case text(RecordSplitter)
        /// Rows of a sheet, split already.
        case rows(SheetRows)
    }
    var content = Content.nothing

    /// The bytes, `end` of them whole records; up to `limit` there are more, which a scan for a closing quote may look at.
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var capacity: Int
    var end = 0
    var limit = 0
    /// Whether the file ends at `limit`. Then the last byte is a newline, added if there was none.
    var isLast = false
    /// Whether there is a quote before `limit`.
    var hasQuotes = false
    /// Where the next block begins, and on which line of the file.
    var cursor = 0
    var line = 1
    /// A record too long to be held, met while reading.
    var faults: [RecordFault] = []

    /// Readable bytes kept behind the last, for loads wider than a byte.
    static let padding = 128

    package init() {
        capacity = 4096
        bytes = .allocate(capacity: capacity + Self.padding)
        bytes.initialize(repeating: 0, count: capacity + Self.padding)
    }

    deinit { bytes.deallocate() }

    /// Splits about `blockBytes` more into `block`; false when the stretch is used up.
    package func next(_ block: RecordBlock) -> Bool {
        switch content {
        case .nothing: return false
        case .text(let splitter): return splitter.next(of: self, into: block)
        case .rows(let rows): return rows.next(of: self, into: block)
        }
    }

    /// Makes room for `count` bytes, keeping the first `kept`.
    func reserve(_ count: Int, keeping kept: Int) {
        guard count > capacity else { return }
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: count + Self.padding)
        larger.update(from: bytes, count: kept)
        (larger + kept).initialize(repeating: 0, count: count + Self.padding - kept)
        bytes.deallocate()
        bytes = larger
        capacity = count
    }

    /// The place after the last newline in `range`, or nil.
    func afterLastNewline(from: Int, to: Int) -> Int? {
        guard to > from else { return nil }
        let place = bytes_last(bytes + from, to - from, Byte.newline)
        return place < 0 ? nil : from + place + 1
    }

    /// The place of the first `byte` in `range`, or nil.
    func first(_ byte: UInt8, from: Int, to: Int) -> Int? {
        guard to > from, let found = memchr(bytes + from, Int32(byte), to - from) else { return nil }
        return UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - UnsafePointer(bytes)
    }
}
