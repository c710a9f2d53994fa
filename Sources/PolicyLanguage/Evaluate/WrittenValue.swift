import Basics

extension Value {
    /// A value as a department writes it: yuan and hectares with up to two decimals, ISO dates, `true` and `false`.
    package init?(written text: String, as type: ValueType) {
        switch type {
        case .string: self = .string(text)
        case .int:
            guard let number = Int64(text) else { return nil }
            self = .int(number)
        case .double:
            guard let number = Double(text), number.isFinite else { return nil }
            self = .double(number)
        case .bool:
            guard text == "true" || text == "false" else { return nil }
            self = .bool(text == "true")
        case .date:
            guard let date = CalendarDate(iso: text) else { return nil }
            self = .date(date)
        case .money, .decimal:
            guard let number = Self.hundredths(text) else { return nil }
            if case .decimal(let unit) = type { self = .decimal(number, unit: unit) } else { self = .money(number) }
        default: return nil
        }
    }

    /// `12.5` is 1250. At most two decimals.
    private static func hundredths(_ text: String) -> Int64? {
        let negative = text.hasPrefix("-")
        let parts = text.dropFirst(negative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard decimals.count <= 2 else { return nil }
        return Int64((negative ? "-" : "") + parts[0] + decimals + String(repeating: "0", count: 2 - decimals.count))
    }
}
