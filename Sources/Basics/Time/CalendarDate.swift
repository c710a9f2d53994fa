/// A day of the Gregorian calendar, 0001-01-01 to 9999-12-31, held as days since 1970-01-01.
///
/// Four bytes and integer arithmetic only (the days-from-civil algorithm over eras of 400 years), because a province's comparison
/// holds tens of millions of them. Every value is inside the range; what would leave it is nil.
package struct CalendarDate: Hashable, Sendable {
    package let daysSinceEpoch: Int32

    package static let first = CalendarDate(unchecked: -719_162)
    package static let last = CalendarDate(unchecked: 2_932_896)

    private init(unchecked days: Int32) { daysSinceEpoch = days }

    /// The day so many days after 1970-01-01. A number outside the range gives the nearest day inside; `init?(exactly:)` refuses it.
    package init(daysSinceEpoch days: Int32) {
        daysSinceEpoch = min(max(days, Self.first.daysSinceEpoch), Self.last.daysSinceEpoch)
    }

    /// The day so many days after 1970-01-01, nil outside the range.
    package init?(exactly days: Int) {
        guard days >= Int(Self.first.daysSinceEpoch), days <= Int(Self.last.daysSinceEpoch) else { return nil }
        daysSinceEpoch = Int32(days)
    }

    /// Nil for a day that does not exist, such as 30 February.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year) else {
            return nil
        }
        // The year begins in March, so that the leap day is its last.
        let y = month <= 2 ? year - 1 : year
        let era = y / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        daysSinceEpoch = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month and day in one division chain; `year`, `month` and `day` are its parts.
    package var parts: (year: Int, month: Int, day: Int) {
        let z = Int(daysSinceEpoch) + 719_468
        let era = z / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var day: Int { parts.day }

    /// 20250630 for 2025-06-30: the form evidence prints.
    package var yyyymmdd: Int {
        let (year, month, day) = parts
        return year * 10_000 + month * 100 + day
    }

    package static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

    /// Days of a month; 0 for a month that does not exist.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        case 1...12: 31
        default: 0
        }
    }
}

extension CalendarDate: Comparable {
    package static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
}
