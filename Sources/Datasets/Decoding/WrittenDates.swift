import CMemory

/// Dates as departments write them, as days since 1970-01-01.
enum WrittenDates {
    /// `2025-06-30`, `2025/06/30` or `20250630`, straight from the bytes.
    /// With `monthOnly` the day is checked for being digits and the month's first day is meant.
    @inline(__always) static func days(_ p: UnsafePointer<UInt8>, _ length: Int, monthOnly: Bool, _ calendar: CalendarTable) -> Int64? {
        if length == 10 {
            let separator = p[4]
            guard separator == 0x2D || separator == 0x2F, p[7] == separator else { return nil }
            // yyyymmdd gathered from yyyy-mm-dd
            let head = memory_load8(p)
            let year = head & 0xFFFF_FFFF
            let month = (head >> 40) & 0xFFFF
            let day = UInt64(p[8]) | UInt64(p[9]) << 8
            return packed(year | month << 32 | day << 48, monthOnly, calendar)
        }
        if length == 8 { return packed(memory_load8(p), monthOnly, calendar) }
        return nil
    }

    /// `2025/6/3`, `2025.06.30`, `2025-6-30`: a year of four digits, one separator twice, one or two digits each. Nil for all else.
    static func shortForm(_ p: UnsafePointer<UInt8>, _ length: Int, monthOnly: Bool, _ calendar: CalendarTable) -> Int64? {
        guard length >= 8, length <= 10 else { return nil }
        let separator = p[4]
        guard separator == 0x2D || separator == 0x2F || separator == 0x2E else { return nil }
        var at = 0
        func digits(_ limit: Int) -> Int? {
            var value = 0
            let first = at
            while at < length, at - first < limit, p[at] &- 0x30 < 10 {
                value = value * 10 + Int(p[at] &- 0x30)
                at += 1
            }
            return at > first ? value : nil
        }
        guard let year = digits(4), at == 4 else { return nil }
        at += 1
        guard let month = digits(2), at < length, p[at] == separator else { return nil }
        at += 1
        guard let day = digits(2), at == length else { return nil }
        return calendar.days(year: year, month: month, day: monthOnly ? 1 : day)
    }

    @inline(__always) private static func packed(_ word: UInt64, _ monthOnly: Bool, _ calendar: CalendarTable) -> Int64? {
        guard Digits.areEight(word) else { return nil }
        let n = Int(Digits.eight(word))
        return calendar.days(year: n / 10_000, month: n / 100 % 100, day: monthOnly ? 1 : n % 100)
    }

    /// The other spellings: `2025-6-3`, `2025.06.30`, `2025年6月30日`, a time of day after it, full-width digits; with `monthOnly` also
    /// `2025-06`, `202506`, `2025年6月`.
    static func days(text: String, monthOnly: Bool, _ calendar: CalendarTable) -> Int64? {
        var numbers: [Int] = []
        var current: Int?
        var digitCount = 0
        func close() { if let n = current { numbers.append(n) }; current = nil }
        scan: for scalar in text.unicodeScalars {
            var c = scalar
            if ("\u{FF01}"..."\u{FF5E}").contains(c) { c = Unicode.Scalar(c.value - 0xFEE0) ?? c }
            switch c {
            case "0"..."9":
                guard (current ?? 0) < 100_000_000 else { return nil }
                current = (current ?? 0) * 10 + Int(c.value - 0x30)
                digitCount += 1
            case "-", "/", ".", "年", "月": close()
            case "日", "号", " ", "T", "\u{3000}":
                close()
                if numbers.count >= 3 || (numbers.count == 1 && digitCount == 8) { break scan }
            default: return nil
            }
        }
        close()
        if numbers.count == 1, digitCount == 8 {
            return calendar.days(year: numbers[0] / 10_000, month: numbers[0] / 100 % 100, day: monthOnly ? 1 : numbers[0] % 100)
        }
        if monthOnly, numbers.count == 1, digitCount == 6 { return calendar.days(year: numbers[0] / 100, month: numbers[0] % 100, day: 1) }
        if monthOnly, numbers.count == 2 { return calendar.days(year: numbers[0], month: numbers[1], day: 1) }
        guard numbers.count == 3, numbers[0] >= 1000 else { return nil }
        return calendar.days(year: numbers[0], month: numbers[1], day: monthOnly ? 1 : numbers[2])
    }
}
