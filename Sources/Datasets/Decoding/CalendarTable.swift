import Basics

/// Days before each month of the years 1800 to 2199, so that a date costs a look-up and an addition.
struct CalendarTable: Sendable {
    static let firstYear = 1800
    static let shared = CalendarTable()
    /// Days since 1970-01-01 of the first day of month `i`, counted from January 1800; one more entry closes the last month.
    private let starts: [Int32]

    private init() {
        var starts: [Int32] = []
        for month in 0...(400 * 12) {
            let year = CalendarTable.firstYear + month / 12
            starts.append(CalendarDate(year: year, month: month % 12 + 1, day: 1)?.daysSinceEpoch ?? 0)
        }
        self.starts = starts
    }

    @inline(__always) func days(year: Int, month: Int, day: Int) -> Int64? {
        let index = (year &- CalendarTable.firstYear) &* 12 &+ month &- 1
        guard month >= 1, month <= 12, index >= 0, index < starts.count - 1, day >= 1 else { return nil }
        return starts.withUnsafeBufferPointer { starts in
            let first = starts[index]
            guard day <= Int(starts[index + 1] &- first) else { return nil }
            return Int64(first) &+ Int64(day) &- 1
        }
    }
}
