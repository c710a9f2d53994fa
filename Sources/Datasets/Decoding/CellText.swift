import Tabular

/// A field's text in UTF-8, whatever the file's encoding. For the slow paths only: the fast ones read the bytes.
package enum CellText {
    package static func string(_ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding) -> String? {
        guard length > 0 else { return "" }
        let bytes = UnsafeBufferPointer(start: p, count: length)
        guard encoding == .gb18030 else { return String(validating: bytes, as: UTF8.self) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: length * 2 + 8) { scratch in
            guard let base = scratch.baseAddress else { return nil }
            let written = GB18030.decode(bytes, into: base)
            guard written >= 0 else { return nil }
            return String(validating: UnsafeBufferPointer(start: base, count: written), as: UTF8.self)
        }
    }

    /// Whether a cell holds blanks only, which is as good as nothing. Nearly every other is told by its first byte.
    static func isBlank(_ p: UnsafePointer<UInt8>, _ length: Int, _ encoding: TextEncoding) -> Bool {
        guard length > 0 else { return true }
        switch p[0] {
        case 0...0x20: break
        case 0x81, 0x84, 0xA1: guard encoding == .gb18030 else { return false }
        case 0xC2, 0xE2, 0xE3, 0xEF: guard encoding != .gb18030 else { return false }
        default: return false
        }
        return string(p, length, encoding).map(trimmed)?.isEmpty ?? false
    }

    /// Blanks (also the wide, the hard and the invisible one) taken off both ends.
    static func trimmed(_ text: String) -> String {
        let scalars = text.unicodeScalars
        guard let first = scalars.firstIndex(where: { !isBlank($0) }) else { return "" }
        guard let last = scalars.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(scalars[first...last])
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\r", "\n", "\u{3000}", "\u{00A0}", "\u{200B}", "\u{FEFF}": true
        default: false
        }
    }
}
