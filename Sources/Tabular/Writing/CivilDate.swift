/// Day numbers as calendar dates.
enum CivilDate {
    /// The days of the years 1 to 9999.
    static let days = -719_162..<2_932_897

    /// Appends `yyyy-MM-dd` for days since 1970-01-01, one of `days` (the calendar's 400-year cycle, counted from 1 March of
    /// year 0).
    static func append(days: Int, to out: inout [UInt8]) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        func digits(_ value: Int, _ count: Int) {
            var unit = count == 4 ? 1000 : 10
            while unit > 0 {
                out.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / unit % 10))
                unit /= 10
            }
        }
        digits(year, 4)
        out.append(UInt8(ascii: "-"))
        digits(month, 2)
        out.append(UInt8(ascii: "-"))
        digits(day, 2)
    }
}
