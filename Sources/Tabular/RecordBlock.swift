/// Some records of one file, split into fields but not yet understood: what every reader of this module hands over,
/// whatever the file's format. Columns are decoded from it one at a time, in tight loops over `starts` and `ends`.
///
/// A block is reused from call to call; what it points to is valid until the next.
package final class RecordBlock {
    /// The text the fields lie in, in `encoding`; at least 64 readable bytes follow the last field.
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
    /// 0, 1, 2, … in the order of the file, whatever thread took the block.
    package internal(set) var sequence: Int
    /// Bytes of the file that went into this block.
    package internal(set) var byteCount: Int

    /// For every row 0, or bits the reader noted (see `RowMark`).
    package internal(set) var marks: UnsafeMutablePointer<UInt8>?

    package init() {
        bytes = UnsafePointer(UnsafeMutablePointer<UInt8>.allocate(capacity: 64))
        encoding = .utf8
        columns = 0
        rows = 0
        starts = .allocate(capacity: 1)
        ends = .allocate(capacity: 1)
        lines = .allocate(capacity: 1)
        faults = []
        sequence = 0
        byteCount = 0
    }
}

/// A record that cannot be a row: too few or too many fields, a quote that never closes, bytes outside the encoding.
package struct RecordFault: Sendable {
    package enum Reason: String, Sendable {
        case tooFewFields = "too-few-fields", tooManyFields = "too-many-fields", openQuote = "open-quote"
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
