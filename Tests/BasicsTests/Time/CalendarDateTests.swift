import Basics
import Foundation
import Testing

@Suite struct CalendarDateTests {
    @Test func theEpochIsDayZero() throws {
        let date = try #require(CalendarDate(year: 1970, month: 1, day: 1))
        #expect(date.daysSinceEpoch == 0)
        #expect(date.description == "1970-01-01")
    }

    @Test(arguments: [
        ("0001-01-01", -719_162), ("1969-12-31", -1), ("2000-02-29", 11_016), ("2025-06-30", 20_269), ("9999-12-31", 2_932_896),
    ])
    func knownDaysCountRight(iso: String, days: Int) throws {
        let date = try #require(CalendarDate(iso: iso))
        #expect(Int(date.daysSinceEpoch) == days)
        #expect(date.description == iso)
    }

    @Test func everyDayOfAnEraComesBackFromItsParts() {
        var expected = (year: 1, month: 1, day: 1)
        var days = Int(CalendarDate.first.daysSinceEpoch)
        // 400 years are one whole era of the algorithm; all later ones repeat it.
        while expected.year <= 401 {
            let date = CalendarDate(daysSinceEpoch: Int32(days))
            let parts = date.parts
            guard parts == expected, CalendarDate(year: expected.year, month: expected.month, day: expected.day) == date else {
                Issue.record("day \(days): got \(parts), expected \(expected)")
                return
            }
            expected.day += 1
            if expected.day > CalendarDate.length(ofMonth: expected.month, year: expected.year) {
                expected = expected.month == 12 ? (expected.year + 1, 1, 1) : (expected.year, expected.month + 1, 1)
            }
            days += 1
        }
    }

    @Test(arguments: [
        (2025, 2, 29), (1900, 2, 29), (2025, 4, 31), (2025, 13, 1), (2025, 0, 1), (2025, 1, 0), (0, 12, 31), (10_000, 1, 1),
        (Int.max, Int.max, Int.max), (Int.min, Int.min, Int.min),
    ])
    func daysThatDoNotExistAreRefused(year: Int, month: Int, day: Int) {
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: [
        "", "2025-6-30", "2025/06/30", "20250630", " 2025-06-30", "2025-06-30 ", "2025-06-3０", "2025-02-30", "２０２５-06-30", "-025-06-30",
        "2025-06-301", "2025-06--1",
    ])
    func onlyTheStrictFormIsRead(text: String) {
        #expect(CalendarDate(iso: text) == nil)
    }

    @Test func numbersOutsideTheRangeStayInsideOrAreRefused() {
        #expect(CalendarDate(daysSinceEpoch: .max) == .last)
        #expect(CalendarDate(daysSinceEpoch: .min) == .first)
        #expect(CalendarDate(exactly: Int(CalendarDate.last.daysSinceEpoch) + 1) == nil)
        #expect(CalendarDate(exactly: .min) == nil)
    }

    @Test func datesTravelAsISOTextInJSON() throws {
        let date = try #require(CalendarDate(iso: "2025-06-30"))
        let data = try JSONEncoder().encode([date])
        #expect(String(decoding: data, as: UTF8.self) == #"["2025-06-30"]"#)
        #expect(try JSONDecoder().decode([CalendarDate].self, from: data) == [date])
        #expect(throws: DecodingError.self) { try JSONDecoder().decode([CalendarDate].self, from: Data(#"["2025-02-30"]"#.utf8)) }
    }

    @Test func yyyymmddIsTheNumberEvidencePrints() throws {
        #expect(try #require(CalendarDate(iso: "2025-06-30")).yyyymmdd == 20_250_630)
    }
}
