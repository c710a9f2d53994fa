extension CalendarDate {
    /// The day `days` later (earlier if negative), nil outside the calendar's range.
    package func adding(days: Int) -> CalendarDate? {
        let (sum, overflow) = Int(daysSinceEpoch).addingReportingOverflow(days)
        return overflow ? nil : CalendarDate(exactly: sum)
    }

    /// The same day `months` later; where the month is shorter, its last day (31 January + 1 month = 28 or 29 February).
    package func adding(months: Int) -> CalendarDate? {
        let (year, month, day) = parts
        let (index, overflow) = (year * 12 + month - 1).addingReportingOverflow(months)
        guard !overflow, index >= 12 else { return nil }
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        return CalendarDate(year: newYear, month: newMonth, day: min(day, Self.length(ofMonth: newMonth, year: newYear)))
    }

    /// The same day `years` later; 29 February becomes the 28th in a common year.
    package func adding(years: Int) -> CalendarDate? {
        let (months, overflow) = years.multipliedReportingOverflow(by: 12)
        return overflow ? nil : adding(months: months)
    }

    /// Days from this day to another, negative if the other is earlier.
    package func days(to other: CalendarDate) -> Int { Int(other.daysSinceEpoch) - Int(daysSinceEpoch) }

    /// Full months from this day to another: a month is full on the day with the same number. From the 31st to the 30th is none.
    /// Negative if the other is earlier, and then the mirror image.
    package func months(to other: CalendarDate) -> Int { (other.monthsAndDays - monthsAndDays) / 32 }

    /// Full years from this day to another, so that `birth.years(to: day)` is an age. Somebody born on 29 February is a year older on
    /// 1 March of a common year.
    package func years(to other: CalendarDate) -> Int { months(to: other) / 12 }

    /// `year * 12 + month - 1`: equal for two days of the same calendar month.
    package var monthIndex: Int {
        let (year, month, _) = parts
        return year * 12 + month - 1
    }

    /// The first day of the same month.
    package var firstOfMonth: CalendarDate {
        let (_, _, day) = parts
        return CalendarDate(daysSinceEpoch: daysSinceEpoch - Int32(day - 1))
    }

    /// Months in the high digits, the day below: their difference divided by 32 is full months.
    private var monthsAndDays: Int {
        let (year, month, day) = parts
        return (year * 12 + month - 1) * 32 + day
    }
}
