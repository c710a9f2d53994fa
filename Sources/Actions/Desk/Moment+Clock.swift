import Basics
import Foundation
import Storage

/// The clock and the two ways a moment is written: for machines in UTC, for people as a clock in China shows it.
extension Moment {
    package static var now: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }

    package func adding(seconds: Int64) -> Moment { Moment(milliseconds: milliseconds &+ seconds &* 1000) }

    /// The day in China, which keeps one time (UTC+8) from east to west.
    package var chinaDate: CalendarDate {
        let day = (milliseconds + 8 * 3_600_000).quotientFloored(by: 86_400_000)
        return CalendarDate(daysSinceEpoch: Int32(clamping: day))
    }

    /// `2025-10-21T08:15:00.123Z`.
    package var rfc3339: String {
        let day = milliseconds.quotientFloored(by: 86_400_000)
        let rest = milliseconds - day * 86_400_000
        let date = CalendarDate(daysSinceEpoch: Int32(clamping: day))
        return "\(date)T" + Self.clock(rest, seconds: true) + "." + Self.padded(rest % 1000, 3) + "Z"
    }

    /// `2025-10-21 16:15` on a clock in China.
    package var chinaText: String {
        let shifted = milliseconds + 8 * 3_600_000
        let rest = shifted - shifted.quotientFloored(by: 86_400_000) * 86_400_000
        return "\(chinaDate) " + Self.clock(rest, seconds: false)
    }

    private static func clock(_ rest: Int64, seconds: Bool) -> String {
        let text = padded(rest / 3_600_000, 2) + ":" + padded(rest / 60_000 % 60, 2)
        return seconds ? text + ":" + padded(rest / 1000 % 60, 2) : text
    }

    private static func padded(_ number: Int64, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

extension Int64 {
    /// The quotient rounded down, so that a time before 1970 falls on its own day.
    fileprivate func quotientFloored(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}

extension Moment: Codable, CustomStringConvertible {
    package init(from decoder: any Decoder) throws {
        self.init(milliseconds: try decoder.singleValueContainer().decode(Int64.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(milliseconds)
    }

    package var description: String { rfc3339 }
}
