/// A node's values for the rows of its level in one partition. Which pointer is set follows the node's shape.
struct Vector {
    var count = 0
    var numbers: UnsafeMutablePointer<Int64>?
    var truths: UnsafeMutablePointer<UInt8>?
    var texts: UnsafeMutablePointer<TextRef>?
    var map: UnsafeMutablePointer<Int32>?
    /// 1 where there is a value, 0 where reading it is an error (an empty cell, a division by zero); nil when all are values.
    var valid: UnsafeMutablePointer<UInt8>?
}

/// UTF-8 somewhere in memory that outlives the partition: a column, a heap, a word, a constant.
struct TextRef: BitwiseCopyable, @unchecked Sendable {  // Why: points at memory that is only read.
    var bytes: UnsafePointer<UInt8>?
    var count: Int

    static let none = TextRef(bytes: nil, count: 0)

    /// Code points. Counted without a `String` where the bytes are those of ASCII and common Han characters, in good order.
    var scalarCount: Int {
        guard let bytes else { return 0 }
        var (at, scalars) = (0, 0)
        while at < count {
            let first = bytes[at]
            if first < 0x80 {
                at += 1
            } else if first >= 0xE1 && first <= 0xEC && at + 2 < count && bytes[at + 1] & 0xC0 == 0x80 && bytes[at + 2] & 0xC0 == 0x80 {
                at += 3
            } else {
                return string.unicodeScalars.count
            }
            scalars += 1
        }
        return scalars
    }

    var string: String {
        guard let bytes else { return "" }
        return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    }
}
