import Foundation

/// A column header as it is compared: full-width forms made half-width, blanks taken out, letters lower, and the bracket at its end apart.
///
///     HeaderText("购车价格 (万元)")   // whole 购车价格(万元), base 购车价格, note 万元
struct HeaderText: Hashable {
    /// The header with its bracket.
    var whole: String
    /// The header without a bracket at the end; equal to `whole` if there is none.
    var base: String
    /// What the bracket says.
    var note: String?

    init(_ text: String) {
        var folded = String.UnicodeScalarView()
        for scalar in text.precomposed.unicodeScalars {
            // Full-width forms are 0xFEE0 above the ASCII they stand for.
            let value = (0xFF01...0xFF5E).contains(scalar.value) ? scalar.value - 0xFEE0 : scalar.value
            switch value {
            // Blanks and signs nobody sees: a byte order mark, zero-width spaces, line breaks inside a cell.
            case 0...0x20, 0x7F, 0xA0, 0xAD, 0x2000...0x200F, 0x2028...0x202F, 0x205F, 0x2060, 0x3000, 0xFEFF: continue
            case 0x5B, 0x3010, 0x3014: folded.append("(")
            case 0x5D, 0x3011, 0x3015: folded.append(")")
            default: folded.append(Unicode.Scalar(value) ?? scalar)
            }
        }
        var name = String(folded).lowercased()
        while let last = name.last, last == "*" || last == ":" { name.removeLast() }
        while name.first == "*" { name.removeFirst() }
        whole = name
        if name.hasSuffix(")"), let open = name.lastIndex(of: "("), open > name.startIndex {
            base = String(name[..<open])
            note = String(name[name.index(after: open)...].dropLast()).replacing("单位:", with: "")
        } else {
            base = name
            note = nil
        }
    }
}

extension String {
    /// The text in Unicode's composed form (NFC), so that equal names are equal bytes.
    var precomposed: String {
        // Almost every header and file name is composed already, and a text compares equal to its composed form whatever its bytes.
        unicodeScalars.allSatisfy(\.neverComposes) ? self : precomposedStringWithCanonicalMapping
    }
}

extension Unicode.Scalar {
    /// Whether a text of such characters only is composed as it stands: Latin before the combining marks, Chinese characters and their
    /// punctuation, full-width forms.
    fileprivate var neverComposes: Bool {
        switch value {
        case 0..<0x300, 0x3000...0x3029, 0x4E00...0x9FFF, 0xFF01...0xFF5E: true
        default: false
        }
    }
}
