import Basics

/// The year of the income sheet, which runs from 1 October to 30 September (handbook §1.5).
package struct IncomePeriod: Sendable, Hashable {
    package let from: CalendarDate
    /// The first day after it.
    package let until: CalendarDate

    package init(from: CalendarDate, until: CalendarDate) {
        self.from = from
        self.until = until
    }

    /// The last period that had ended by a day: what a household of that day has an account of.
    package init(containing day: CalendarDate) {
        let year = day.month >= 10 ? day.year : day.year - 1
        until = CalendarDate(year: year, month: 10, day: 1) ?? day
        from = CalendarDate(year: year - 1, month: 10, day: 1) ?? day
    }

    /// Rounded to the fen, halves away from zero.
    package static func perHead(_ net: Int64, people: Int64) -> Int64 {
        guard people > 0 else { return 0 }
        let half = net < 0 ? -people / 2 : people / 2
        return (net + half) / people
    }
}
