import Tabular

/// Texts of ours in the encoding of the file they are put into.
struct CorrectionEncoding {
    let encoding: TextEncoding

    static let gb18030 = CorrectionEncoding(encoding: .gb18030)

    func encoded(_ text: String) -> [UInt8] {
        switch encoding {
        case .utf8: Array(text.utf8)
        case .utf16LittleEndian: text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        case .utf16BigEndian: text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        case .gb18030:
            [UInt8](unsafeUninitializedCapacity: text.utf8.count * 2 + 4) { room, filled in
                let bytes = Array(text.utf8)
                filled = bytes.withUnsafeBufferPointer { source in room.baseAddress.map { max(0, GB18030.encode(source, into: $0)) } ?? 0 }
            }
        }
    }

    /// A field of delimited text, in quotes if it needs them.
    func field(_ text: String, delimiter: UInt8) -> [UInt8] {
        let special: Set<Character> = ["\"", "\n", "\r", Character(UnicodeScalar(delimiter))]
        guard text.contains(where: special.contains) else { return encoded(text) }
        return encoded("\"" + text.replacing("\"", with: "\"\"") + "\"")
    }

    /// Bytes of one unit of text: two in UTF-16.
    var unit: Int { encoding == .utf16LittleEndian || encoding == .utf16BigEndian ? 2 : 1 }

    var mark: [UInt8] {
        switch encoding {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .gb18030: [0x84, 0x31, 0x95, 0x33]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        }
    }
}
