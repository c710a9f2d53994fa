import Basics

/// Values as a person writes them in YAML: money in yuan, areas in their unit, ISO dates.
enum WrittenValue {
    /// In the type's own unit: fen, hundredths, days since 1970-01-01, 0 or 1; nil if the text does not read as the type.
    static func number(_ text: String, as type: ValueType) -> Int64? {
        switch type {
        case .int: Int64(text)
        case .money, .decimal: hundredths(text)
        case .date: CalendarDate(iso: text).map { Int64($0.daysSinceEpoch) }
        case .bool: text == "true" ? 1 : text == "false" ? 0 : nil
        default: nil
        }
    }

    static func parameter(_ text: String, as type: ValueType) -> ParameterValue? {
        type == .string ? .text(text) : number(text, as: type).map(ParameterValue.number)
    }

    /// What a value of the type looks like.
    static func form(of type: ValueType) -> String {
        switch type {
        case .int: "a whole number"
        case .money: "yuan with at most two decimals, such as 50000 or 12.5"
        case .decimal(let unit): "a number\(unit.isEmpty ? "" : " of \(unit)") with at most two decimals"
        case .date: "a day such as 2025-06-30"
        case .bool: "true or false"
        case .string: "a text"
        default: "a value of type \(type)"
        }
    }

    /// `-12.5` is -1250. Nil for more than two decimals, for anything but digits, and beyond 64 bits.
    private static func hundredths(_ text: String) -> Int64? {
        let negative = text.hasPrefix("-")
        let parts = (negative ? text.dropFirst() : text[...]).split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = digits(parts[0], 1...16) else { return nil }
        var fraction: Int64 = 0
        if parts.count == 2 {
            guard let value = digits(parts[1], 1...2) else { return nil }
            fraction = parts[1].utf8.count == 1 ? value * 10 : value
        }
        let magnitude = whole * 100 + fraction  // at most 18 digits
        return negative ? -magnitude : magnitude
    }

    private static func digits(_ text: Substring, _ count: ClosedRange<Int>) -> Int64? {
        guard count.contains(text.utf8.count), text.utf8.allSatisfy({ 48...57 ~= $0 }) else { return nil }
        return Int64(text)
    }
}
