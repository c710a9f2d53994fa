/// Some records of one file, split into fields but not yet understood: what every reader of this module hands over,
/// whatever the file's format. Columns are decoded from it one at a time, in tight loops over `starts` and `ends`.
///
/// A block is reused from call to call; what it points to is valid until the next, or until its stretch is filled again.
package final class RecordBlock {
    /// The text the fields lie in, in `encoding`; at least 64 readable bytes follow the last field. Lent by the stretch.
    package internal(set) var bytes: UnsafePointer<UInt8>
    package internal(set) var encoding: TextEncoding
    /// Fields of each record, the header's count.
    package internal(set) var columns: Int
    /// Records in the block, all with exactly `columns` fields.
    package internal(set) var rows: Int
    /// Row-major, `rows * columns`: where a field begins and ends in `bytes`, quotes already taken off and doubled quotes made one.
    package internal(set) var starts: UnsafeMutablePointer<UInt32>
    package internal(set) var ends: UnsafeMutablePointer<UInt32>
    /// The line in the file (or the row of the sheet), from 1, where each record begins.
    package internal(set) var lines: UnsafeMutablePointer<UInt32>
    /// Records of the same stretch that are not rows.
    package internal(set) var faults: [RecordFault]
    /// 0, 1, 2, … in the order of the file, whatever thread took the block: the number of its stretch.
    package internal(set) var sequence: Int
    /// Bytes of the file that went into this block.
    package internal(set) var byteCount: Int
    /// False when no field of the block can hold a private use character that `PrivateUse.fold` would change, so that
    /// whoever decodes text need not look. Only meant for blocks in UTF-8: decoding GB18030 folds anyway.
    package internal(set) var mayHoldPrivateUse: Bool

    /// Entries `starts` and `ends` have room for; `lines` has room for `lineCapacity`.
    private(set) var capacity = 0
    private(set) var lineCapacity = 0
    private let nothing: UnsafeMutablePointer<UInt8>

    package init() {
        nothing = .allocate(capacity: 64)
        nothing.initialize(repeating: 0, count: 64)
        bytes = UnsafePointer(nothing)
        encoding = .utf8
        columns = 0
        rows = 0
        starts = .allocate(capacity: 1)
        ends = .allocate(capacity: 1)
        lines = .allocate(capacity: 1)
        faults = []
        sequence = 0
        byteCount = 0
        mayHoldPrivateUse = false
    }

    deinit {
        nothing.deallocate()
        starts.deallocate()
        ends.deallocate()
        lines.deallocate()
    }

    /// Makes room for `fields` places and `rows` lines. What stood there is lost.
    func reserve(fields: Int, rows: Int) {
        if fields > capacity {
            starts.deallocate()
            ends.deallocate()
            starts = .allocate(capacity: fields)
            ends = .allocate(capacity: fields)
            capacity = fields
        }
        if rows > lineCapacity {
            lines.deallocate()
            lines = .allocate(capacity: rows)
            lineCapacity = rows
        }
    }

    /// Empties the block for the next records of `stretch`.
    func clear(sequence: Int, columns: Int, encoding: TextEncoding) {
        self.sequence = sequence
        self.columns = columns
        self.encoding = encoding
        rows = 0
        byteCount = 0
        mayHoldPrivateUse = false
        bytes = UnsafePointer(nothing)
        if !faults.isEmpty { faults.removeAll(keepingCapacity: true) }
    }
}

/// A record that cannot be a row: too few or too many fields, a quote that never closes, bytes outside the encoding.
package struct RecordFault: Sendable, Equatable {
    package enum Reason: String, Sendable {
        case tooFewFields = "too-few-fields", tooManyFields = "too-many-fields", openQuote = "open-quote"
        /// Text between a closing quote and the next delimiter: nobody can tell what the field was meant to be.
        case strayQuote = "stray-quote"
        case recordTooLong = "record-too-long", undecodable, damaged
    }
    package var line: Int
    package var reason: Reason
    /// Found and expected counts, a byte offset, and the like; never personal data.
    package var detail: String

    package init(line: Int, reason: Reason, detail: String) {
        self.line = line
        self.reason = reason
        self.detail = detail
    }
}

package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8", gb18030 = "GB18030", utf16LittleEndian = "UTF-16LE", utf16BigEndian = "UTF-16BE"
}
