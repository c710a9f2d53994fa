import Actions
import Basics
import Storage

/// Reads what was typed or what stood in a cell as the value of a field, or says what it should have been.
///
/// Codes come as codes (from our forms) or as labels (from files); both are looked up in the list.
package enum FactReading {
    /// `.null` for an empty text.
    package static func value(_ text: String, of field: FieldDeclaration) throws(Problem) -> Value {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { return .null }
        switch field.kind {
        case .text(let longest):
            guard trimmed.utf8.count <= longest || trimmed.unicodeScalars.count <= longest else { throw RegisterProblems.tooLong(longest) }
            return .text(trimmed)
        case .code(let list): return .text(try code(trimmed, list))
        case .codes(let list, let most): return try codes(trimmed, list, most)
        case .integer(let range): return .integer(try integer(trimmed, range))
        case .year: return .integer(try integer(trimmed, years))
        case .date:
            guard let day = CalendarDate(iso: trimmed) else { throw RegisterProblems.badValue("日期，如 2025-10-21", "a day such as 2025-10-21") }
            return .text(day.description)
        case .flag: return .integer(try flag(trimmed))
        case .region: return .integer(try RegionCode(trimmed).number)
        case .hundredths: return .integer(try hundredths(trimmed))
        case .sealed(let sealed): return .text(try number(trimmed, sealed))
        }
    }

    private static func code(_ text: String, _ list: String) throws(Problem) -> String {
        guard let codes = CodeLists.shipped[list] else { throw RegisterProblems.unknownCode(text) }
        if codes[text] != nil { return text }
        guard let code = codes.code(ofLabel: text) else { throw RegisterProblems.unknownCode(text) }
        return code
    }

    /// Several, joined by commas of any width; each once, in the order of the list, so that equal sets are equal texts.
    private static func codes(_ text: String, _ list: String, _ most: Int) throws(Problem) -> Value {
        var found: Set<String> = []
        for part in text.split(whereSeparator: { ",，、;；".contains($0) }) where !part.allSatisfy(\.isWhitespace) {
            found.insert(try code(part.trimmingPrefix { $0.isWhitespace }.description.trimmedAtEnd, list))
        }
        guard found.count <= most else { throw RegisterProblems.badValue("至多 \(most) 项", "at most \(most) of them") }
        let ordered = CodeLists.shipped[list]?.items.map(\.code).filter(found.contains) ?? []
        return ordered.isEmpty ? .null : .text(ordered.joined(separator: ","))
    }

    private static func integer(_ text: String, _ range: ClosedRange<Int64>) throws(Problem) -> Int64 {
        guard let number = Int64(NumberText.cleaned(text)), range.contains(number) else {
            throw RegisterProblems.badValue(
                "\(range.lowerBound) 到 \(range.upperBound) 的整数", "a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return number
    }

    private static func flag(_ text: String) throws(Problem) -> Int64 {
        switch text {
        case "1", "是", "Y", "y", "true", "有", "yes": return 1
        case "0", "否", "N", "n", "false", "无", "no": return 0
        default: throw RegisterProblems.badValue("是或否", "yes or no")
        }
    }

    static let years: ClosedRange<Int64> = 1900...2100
    /// Up to a million of the unit.
    static let largestHundredths: ClosedRange<Int64> = 0...100_000_000

    /// At most two decimals, up to a million of the unit.
    private static func hundredths(_ text: String) throws(Problem) -> Int64 {
        let money: Money
        do { money = try Money(text) } catch { throw RegisterProblems.badValue("最多两位小数的数", "a number with at most two decimals") }
        guard largestHundredths.contains(money.fen) else { throw RegisterProblems.badValue("不大于 1,000,000 的数", "a number up to 1,000,000") }
        return money.fen
    }

    private static func number(_ text: String, _ kind: FieldDeclaration.Sealed) throws(Problem) -> String {
        switch kind {
        case .identity: return ResidentID.normalise(text)
        case .phone:
            let digits = NumberText.cleaned(text)
            guard (7...15).contains(digits.utf8.count), digits.utf8.allSatisfy({ NumberText.isDigit($0) || $0 == 0x2D }) else {
                throw RegisterProblems.badValue("电话号码", "a phone number")
            }
            return digits
        case .account:
            let digits = NumberText.cleaned(text)
            guard (6...30).contains(digits.utf8.count) else { throw RegisterProblems.badValue("银行账号", "a bank account number") }
            return digits
        case .diagnosis:
            guard text.unicodeScalars.count <= 60 else { throw RegisterProblems.tooLong(60) }
            return text
        }
    }
}

extension String {
    /// Without blanks around it; most texts have none.
    fileprivate var trimmed: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return self }
        guard NumberText.isBlank(first.value) || NumberText.isBlank(last.value) else { return self }
        return String(unicodeScalars.drop { NumberText.isBlank($0.value) }).trimmedAtEnd
    }

    fileprivate var trimmedAtEnd: String {
        guard let last = unicodeScalars.lastIndex(where: { !NumberText.isBlank($0.value) }) else { return "" }
        return String(unicodeScalars[...last])
    }
}
