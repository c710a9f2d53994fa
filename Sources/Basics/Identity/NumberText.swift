/// How numbers that people type are cleaned before they are read: blanks dropped, full-width forms folded.
///
/// ID numbers arrive with blanks inside, in full-width digits from Chinese input methods, with zero-width marks from web pages.
package enum NumberText {
    /// Blanks in the widest sense: white space, no-break and ideographic spaces, zero-width and direction marks, the soft hyphen.
    package static func isBlank(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x20, 0x85, 0xA0, 0xAD, 0x1680, 0x180E, 0x2000...0x200F, 0x2028...0x202F, 0x205F...0x2064, 0x2066...0x2069,
            0x3000, 0xFEFF:
            true
        default: false
        }
    }

    /// A full-width form (U+FF01...U+FF5E) as its ASCII character; anything else unchanged.
    package static func folded(_ scalar: UInt32) -> UInt32 {
        scalar >= 0xFF01 && scalar <= 0xFF5E ? scalar - 0xFEE0 : scalar
    }

    /// The text without blanks, full-width forms folded to ASCII and, if asked, x raised to X. Everything else stays as it is.
    package static func cleaned(_ text: some StringProtocol, raisingX: Bool = false) -> String {
        // Nearly every number arrives clean: one look at its bytes spares it the walk over its characters.
        if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !(raisingX && $0 == 0x78) }) { return String(text) }
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !isBlank(scalar.value) {
            let plain = Unicode.Scalar(folded(scalar.value)) ?? scalar
            result.append(raisingX && plain == "x" ? "X" : plain)
        }
        return String(result)
    }

    package static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
}
