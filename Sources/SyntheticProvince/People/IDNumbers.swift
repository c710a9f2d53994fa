import Basics

/// Synthetic ID numbers: an area part that begins with 99, a right check character, never five nines in a row, no number twice
/// (for twins: but for two pairs of one day in a million).
///
/// Within a county, a year of birth and a sex there are 365 × 495 numbers. A person's place among the county's people is spread over them
/// by multiplication with a number prime to their count, so that day of birth and sequence look drawn and are unique without a table.
enum IDNumbers {
    /// Members of a household that have places of their own.
    static let places = 12
    private static let slots = 365 * 495
    private static let spread = 104_729

    /// The first 17 digits, and the day of birth that goes with them. `household` counts within the county, below 15,000.
    static func number(county: Int, household: Int, member: Int, year: Int, male: Bool) -> (digits: UInt64, birth: CalendarDate) {
        let slot = (household * places + member) * spread % slots
        let january = CalendarDate(year: year, month: 1, day: 1) ?? .first
        let birth = january.adding(days: slot % 365) ?? january
        return (digits(area: county, birth: birth, sequence: (slot / 365 + 1) * 2 - (male ? 1 : 0)), birth)
    }

    /// A number for a day of birth that was wished for (twins, an age at a limit): its area part is one that no county has.
    /// `serial` tells people born on the same day apart.
    static func number(born birth: CalendarDate, serial: Int, of areas: SpareAreas, male: Bool) -> UInt64 {
        digits(area: areas.rawValue + serial / 495 % 400, birth: birth, sequence: (serial % 495 + 1) * 2 - (male ? 1 : 0))
    }

    /// Four hundred area parts each, which no county has.
    enum SpareAreas: Int { case twins = 998_000, planted = 998_400 }

    private static func digits(area: Int, birth: CalendarDate, sequence: Int) -> UInt64 {
        (UInt64(area) * 100_000_000 + UInt64(birth.yyyymmdd)) * 1000 + UInt64(sequence)
    }

    private static let weights: [UInt64] = [2, 4, 8, 5, 10, 9, 7, 3, 6, 1, 2, 4, 8, 5, 10, 9, 7]
    private static let checks = Array("10X98765432".utf8)

    /// The check character of GB 11643-1999.
    static func check(_ digits: UInt64) -> UInt8 {
        var (rest, sum): (UInt64, UInt64) = (digits, 0)
        for weight in weights {
            sum += rest % 10 * weight
            rest /= 10
        }
        return checks[Int(sum % 11)]
    }

    static func text(_ digits: UInt64) -> String { String(digits) + String(UnicodeScalar(check(digits))) }
}
