import Basics

/// A moment in UTC to the millisecond, written `2026-11-22T09:30:00.125Z` (RFC 3339).
package struct AuditTime: Hashable, Sendable, Comparable {
    private static let day: Int64 = 86_400_000
    private static let span = Int64(CalendarDate.first.daysSinceEpoch) * day...Int64(CalendarDate.last.daysSinceEpoch) * day + day - 1

    package let milliseconds: Int64

    /// Milliseconds since 1970-01-01; brought into the years 0001 to 9999.
    package init(milliseconds: Int64) {
        self.milliseconds = min(max(milliseconds, Self.span.lowerBound), Self.span.upperBound)
    }

    /// Nil unless the text is exactly of the form above.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 24, let date = CalendarDate(iso: text.prefix(10)) else { return nil }
        func number(_ from: Int, _ count: Int) -> Int64? {
            bytes[from..<from + count].reduce(Int64?(0)) { sum, byte in (0x30...0x39).contains(byte) ? sum.map { $0 * 10 + Int64(byte) - 0x30 } : nil
            }
        }
        guard let hour = number(11, 2), let minute = number(14, 2), let second = number(17, 2), let rest = number(20, 3),
            hour < 24, minute < 60, second < 60
        else { return nil }
        self.init(milliseconds: Int64(date.daysSinceEpoch) * Self.day + ((hour * 60 + minute) * 60 + second) * 1000 + rest)
        guard self.text == text else { return nil }
    }

    package var text: String {
        var days = milliseconds / Self.day
        var rest = milliseconds % Self.day
        if rest < 0 {
            days -= 1
            rest += Self.day
        }
        func padded(_ value: Int64, _ count: Int) -> String {
            let digits = String(value)
            return String(repeating: "0", count: max(0, count - digits.count)) + digits
        }
        let date = CalendarDate(daysSinceEpoch: Int32(clamping: days))
        return "\(date)T\(padded(rest / 3_600_000, 2)):\(padded(rest / 60_000 % 60, 2)):\(padded(rest / 1000 % 60, 2)).\(padded(rest % 1000, 3))Z"
    }

    package static func < (a: AuditTime, b: AuditTime) -> Bool { a.milliseconds < b.milliseconds }
}
