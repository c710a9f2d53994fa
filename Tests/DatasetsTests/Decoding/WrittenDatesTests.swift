import Basics
import Testing

@testable import Datasets

@Suite struct WrittenDatesTests {
    /// As a cell is read: from its bytes, and from its text where that fails.
    private func read(_ text: String, monthOnly: Bool = false) -> String? {
        let fast = padded(text) { WrittenDates.days($0, $1, monthOnly: monthOnly, .shared) }
        let days = fast ?? WrittenDates.days(text: text, monthOnly: monthOnly, .shared)
        return days.flatMap { CalendarDate(exactly: Int($0)) }.map(\.description)
    }

    @Test(arguments: [
        "2025-06-30", "20250630", "2025/6/30", "2025/06/30", "2025.6.30", "2025.06.30", "2025年6月30日", "2025年06月30日", "2025-6-30",
        "2025-06-30 00:00:00", "2025-06-30T08:00:00", "２０２５年６月３０日", "2025年6月30号", "20250630 10:20",
    ])
    func everyWrittenFormIsThatDay(_ text: String) { #expect(read(text) == "2025-06-30") }

    @Test(arguments: [
        "2025-02-29", "2025-13-01", "2025-00-10", "2025-06-31", "20250631", "2025-06", "202506", "2025", "250630", "30.06.2025", "2025-06/30x",
        "不详", "-", "1799-12-31", "2200-01-01", "2025-06-3a", "99999999", "12345", "2025年", "6月30日", "20250630123456",
    ])
    func whatIsNoDayIsRefused(_ text: String) { #expect(read(text) == nil) }

    @Test(arguments: ["2025-06", "202506", "2025年6月", "2025年06月", "2025/6", "2025.06", "2025-06-17", "20250617", "2025年6月17日"])
    func aMonthIsItsFirstDay(_ text: String) { #expect(read(text, monthOnly: true) == "2025-06-01") }

    @Test(arguments: ["2025-13", "202500", "2025", "六月", "06-2025"])
    func whatIsNoMonthIsRefused(_ text: String) { #expect(read(text, monthOnly: true) == nil) }

    @Test func everyDayOfFourCenturiesIsReadInTwoForms() throws {
        let first = try #require(CalendarDate(year: 1800, month: 1, day: 1)).daysSinceEpoch
        let last = try #require(CalendarDate(year: 2199, month: 12, day: 31)).daysSinceEpoch
        for days in stride(from: first, through: last, by: 13) {
            let date = CalendarDate(daysSinceEpoch: days)
            #expect(padded(date.description) { WrittenDates.days($0, $1, monthOnly: false, .shared) } == Int64(days))
            #expect(padded("\(date.yyyymmdd)") { WrittenDates.days($0, $1, monthOnly: false, .shared) } == Int64(days))
        }
    }

    @Test func onlyDaysThatExistArePartOfTheCalendar() {
        for year in [1800, 1900, 2000, 2023, 2024, 2199] {
            for month in 0...13 {
                for day in 0...32 {
                    let expected = CalendarDate(year: year, month: month, day: day).map { Int64($0.daysSinceEpoch) }
                    #expect(CalendarTable.shared.days(year: year, month: month, day: day) == expected)
                }
            }
        }
    }
}
