/// A text as one field of a CSV file that people open in a spreadsheet.
enum CSVField {
    /// Quoted where needed. A text that a spreadsheet would take for a formula (`=`, `+`, `-`, `@`, a tab or a line break in front) gets a `'` before
    /// it; control characters become blanks.
    static func bytes(_ text: String) -> [UInt8] {
        var utf8 = Array(text.utf8)
        for place in utf8.indices where utf8[place] < 0x20 || utf8[place] == 0x7F {
            // A tab or a line end in front would start a formula in some programs; inside a cell they only break lists.
            utf8[place] = 0x20
        }
        if startsFormula(text) { utf8.insert(0x27, at: 0) }
        guard utf8.contains(where: { $0 == 0x2C || $0 == 0x22 }) else { return utf8 }
        var quoted: [UInt8] = [0x22]
        for byte in utf8 {
            if byte == 0x22 { quoted.append(0x22) }
            quoted.append(byte)
        }
        quoted.append(0x22)
        return quoted
    }

    /// Whether a spreadsheet may run the text, blanks and full-width signs in front included.
    static func startsFormula(_ text: String) -> Bool {
        let first = text.unicodeScalars.first { $0 != " " && $0 != "\u{3000}" && $0 != "\u{FEFF}" }
        guard let first else { return false }
        return "=+-@\t\r\n|＝＋－＠".unicodeScalars.contains(first)
    }
}

extension ByteSink {
    /// A comma and the text as a field.
    func appendField(_ text: String) {
        append(byte: 0x2C)
        append(CSVField.bytes(text))
    }

    func appendField(_ number: Int64) {
        append(byte: 0x2C)
        append(number: number)
    }
}
