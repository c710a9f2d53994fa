extension String {
    /// Columns the text takes on a terminal: two for Han characters and full-width forms, none for marks that combine.
    var displayWidth: Int { unicodeScalars.reduce(0) { $0 + $1.displayWidth } }

    /// The text cut to at most so many columns, with `…` where something was cut.
    func fitted(to columns: Int) -> String {
        guard displayWidth > columns else { return self }
        var kept = String.UnicodeScalarView()
        var width = 0
        for scalar in unicodeScalars {
            guard width + scalar.displayWidth < columns else { break }
            width += scalar.displayWidth
            kept.append(scalar)
        }
        return String(kept) + "…"
    }

    /// Blanks added behind (or before) until the text takes so many columns.
    func padded(to columns: Int, atStart: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, columns - displayWidth))
        return atStart ? blanks + self : self + blanks
    }
}

extension Unicode.Scalar {
    /// East Asian Width "wide" and "full-width" as terminals draw them (Unicode Standard Annex 11, the ranges that Chinese texts use).
    fileprivate var displayWidth: Int {
        switch value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060, 0xFE00...0xFE0F, 0xFEFF: 0
        case 0x300...0x36F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF: 2
        case 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD: 2
        default: 1
        }
    }
}
