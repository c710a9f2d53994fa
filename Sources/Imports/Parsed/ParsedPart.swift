import Datasets

/// A stretch of accepted rows as bytes, and back. The layout is that of the engine's columns, so that reading is copying:
///
///     "YSP1"  kind: 1 rows, 2 words; three bytes 0
///     rows:   u64 sequence   u32 rows   u32 columns
///             for each column  u8 storage (0 numbers, 1 IDs, 2 texts, 255 not kept)   u8 bytes of a value   u16 0   u32 texts that follow
///                              and for each of these texts (IDs of another form than 18 characters)   u32 length   UTF-8
///             u32 bytes of the heap   padding to 8
///             u32 line of each row, padded to 8
///             the values of each kept column, padded to 8
///             the heap: UTF-8 of texts of more than 12 bytes, ending in 16 zeros if there is any
///     words:  u32 columns, for each  u32 words (0xFFFFFFFF: the column has none), and for each  u32 length   UTF-8
///
/// Numbers are little-endian. The smallest value of a width stands for an empty cell (`NarrowNumbers`), texts are 16-byte views (`TextView`).
package enum ParsedPart {
    static let magic: [UInt8] = Array("YSP1".utf8)
    enum Kind: UInt8 { case rows = 1, words }

    /// The rows of a segment.
    static func encoded(_ segment: Segment) -> [UInt8] {
        var out = ByteWriter(magic + [Kind.rows.rawValue, 0, 0, 0])
        out.number(UInt64(segment.sequence))
        out.number(UInt32(segment.count))
        out.number(UInt32(segment.columns.count))
        for column in segment.columns {
            guard let column else {
                out.bytes += [255, 0, 0, 0, 0, 0, 0, 0]
                continue
            }
            out.bytes += [number(of: column.storage), UInt8(column.width), 0, 0]
            out.texts(column.unpackedIDs)
        }
        out.number(UInt32(segment.heap.count))
        out.pad()
        if let lines = segment.lines { out.memory(UnsafeRawPointer(lines), segment.count * 4) } else { out.zeros(segment.count * 4) }
        out.pad()
        for case let column? in segment.columns {
            out.memory(UnsafeRawPointer(column.values), segment.count * column.width)
            out.pad()
        }
        out.bytes += segment.heap
        return out.bytes
    }

    /// The words of coded columns; the last part of a delivery.
    static func words(_ books: [WordBook?]) -> [UInt8] {
        var out = ByteWriter(magic + [Kind.words.rawValue, 0, 0, 0])
        out.number(UInt32(books.count))
        for book in books {
            if let book { out.texts(book.words) } else { out.number(UInt32.max) }
        }
        return out.bytes
    }

    private static func number(of storage: Segment.Column.Storage) -> UInt8 {
        switch storage {
        case .numbers: 0
        case .ids: 1
        case .texts: 2
        }
    }
}

/// Bytes put together, numbers little-endian.
struct ByteWriter {
    var bytes: [UInt8]

    init(_ bytes: [UInt8] = []) { self.bytes = bytes }

    mutating func number<Number: FixedWidthInteger>(_ number: Number) {
        withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func texts(_ texts: [String]) {
        number(UInt32(texts.count))
        for text in texts {
            number(UInt32(text.utf8.count))
            bytes += text.utf8
        }
    }

    mutating func memory(_ base: UnsafeRawPointer, _ count: Int) {
        bytes.append(contentsOf: UnsafeRawBufferPointer(start: base, count: count))
    }

    mutating func zeros(_ count: Int) { bytes.append(contentsOf: repeatElement(0, count: count)) }

    mutating func pad() { zeros((8 - bytes.count % 8) % 8) }
}
