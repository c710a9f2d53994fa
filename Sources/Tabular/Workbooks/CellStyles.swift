/// Which cell formats of a workbook show a number as a date.
final class CellStyles: XMLHandler {
    private var customDates: [Int: Bool] = [:]
    private(set) var isDate: [Bool] = []
    private var isInCellFormats = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "numFmt" {
            guard let id = attributes.number("numFmtId"), let code = attributes.string("formatCode") else { return }
            customDates[id] = Self.isDateFormat(code)
        } else if name == "cellXfs" {
            isInCellFormats = true
        } else if name == "xf", isInCellFormats {
            let id = attributes.number("numFmtId") ?? 0
            isDate.append(customDates[id] ?? Self.isBuiltInDate(id))
        }
    }

    override func end(_ name: XMLName) {
        if name == "cellXfs" { isInCellFormats = false }
    }

    /// Built-in formats (ECMA-376 part 1, 18.8.30): dates and times, and those of the Chinese and other East Asian editions.
    static func isBuiltInDate(_ id: Int) -> Bool {
        switch id {
        case 14...22, 27...36, 45...47, 50...58: true
        default: false
        }
    }

    /// Whether a format shows years, months or days: one of their letters outside quotes, brackets and escapes.
    static func isDateFormat(_ code: String) -> Bool {
        var isQuoted = false
        var isBracketed = false
        var isEscaped = false
        for character in code.lowercased().utf8 {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch character {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case _ where isQuoted: break
            case UInt8(ascii: "\\"), UInt8(ascii: "_"), UInt8(ascii: "*"): isEscaped = true
            case UInt8(ascii: "["): isBracketed = true
            case UInt8(ascii: "]"): isBracketed = false
            case _ where isBracketed: break
            // Only the first part, for positive numbers, counts.
            case UInt8(ascii: ";"): return false
            case UInt8(ascii: "y"), UInt8(ascii: "d"), UInt8(ascii: "m"): return true
            default: break
            }
        }
        return false
    }
}
