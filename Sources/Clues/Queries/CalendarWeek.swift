import Actions
import Basics
import Imports
import Storage

/// A week from Monday to Sunday as China's clocks go, numbered as ISO 8601 does: 2026-W47.
package struct CalendarWeek: Sendable, Hashable {
    package let text: String
    package let first: CalendarDate
    package let last: CalendarDate

    package init?(_ text: String) {
        guard text.dropFirst(4).hasPrefix("-W"), let period = DeliveryPeriod(text) else { return nil }
        self.init(period)
    }

    private init(_ period: DeliveryPeriod) { (text, first, last) = (period.text, period.first, period.last) }

    /// The week that a day lies in.
    package static func containing(_ day: CalendarDate) -> CalendarWeek? { DeliveryPeriod.containing(day, .weekly).map(CalendarWeek.init) }

    package var previous: CalendarWeek? { first.adding(days: -1).flatMap(CalendarWeek.containing) }
    package var next: CalendarWeek? { last.adding(days: 1).flatMap(CalendarWeek.containing) }

    /// Its first moment, and the first after it.
    package var from: Moment { Self.midnight(first) }
    package var until: Moment { Moment(milliseconds: Self.midnight(last).milliseconds + 86_400_000) }

    private static func midnight(_ day: CalendarDate) -> Moment {
        Moment(milliseconds: Int64(day.daysSinceEpoch) * 86_400_000 - 8 * 3_600_000)
    }

    package var year: String { String(text.prefix(4)) }
    package var number: Int { Int(text.suffix(2)) ?? 0 }
}
