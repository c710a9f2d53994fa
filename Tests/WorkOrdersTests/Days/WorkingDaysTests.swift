import Basics
import Declarations
import Foundation
import Testing

@testable import WorkOrders

@Suite struct WorkingDaysTests {
    private let days = WorkingDays.shipped

    private func day(_ text: String) throws -> CalendarDate { try #require(CalendarDate(iso: text)) }

    @Test func everyShippedYearCanBeRead() throws {
        let log = DiagnosticLog()
        #expect(WorkingDays(folder: shipped, log).years == days.years)
        #expect(log.inOrderOfPlace.isEmpty)
        #expect(days.years == [2024, 2025, 2026])
        for year in days.years { #expect(days.notice(of: year)?.hasPrefix("国办发明电") == true) }
    }

    private var shipped: String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Sources/WorkOrders/Holidays").standardizedFileURL.path
    }

    /// Working days of each year, counted apart from the program from the notices.
    @Test(arguments: [("2023-12-31", "2024-12-31", 251), ("2024-12-31", "2025-12-31", 248), ("2025-12-31", "2026-12-31", 248)])
    func aYearHasAsManyWorkingDaysAsTheNoticeLeaves(_ from: String, _ through: String, _ count: Int) throws {
        #expect(try days.count(after: day(from), through: day(through)) == count)
    }

    /// Of any two days, near or far: what is counted by the calendar is what is found day by day.
    @Test func countingByTheCalendarIsCountingDayByDay() throws {
        var chance = SystemRandomNumberGenerator()
        let (first, span) = (try day("2023-11-01").daysSinceEpoch, Int32(1_400))
        for _ in 0..<300 {
            let from = first + Int32.random(in: 0..<span, using: &chance)
            let through = from + Int32.random(in: 0..<span, using: &chance)
            let slow = (from..<through).count { days.isWorked(CalendarDate(daysSinceEpoch: $0 + 1)) }
            #expect(days.count(after: CalendarDate(daysSinceEpoch: from), through: CalendarDate(daysSinceEpoch: through)) == slow)
        }
        // 521,722 weeks less a Monday; the three years have 37 weekdays less.
        #expect(days.count(after: .first, through: .last) == 2_608_614 - 37)
    }

    @Test func theWeekOfANationalDayIsNotCounted() throws {
        // 2025-09-30 is a Tuesday; 1 to 8 October are off, 9 and 10 are worked, and so is Saturday the 11th.
        #expect(try days.day(1, after: day("2025-09-30")) == day("2025-10-09"))
        #expect(try days.day(3, after: day("2025-09-30")) == day("2025-10-11"))
        #expect(try days.day(4, after: day("2025-09-30")) == day("2025-10-13"))
    }

    @Test func aDayThatIsMadeUpIsWorked() throws {
        #expect(try days.isWorked(day("2026-02-14")))
        #expect(try !days.isWorked(day("2026-02-16")))
        #expect(try !days.isWorked(day("2026-02-21")))
    }

    @Test func aYearWithoutANoticeHasWeekendsOnlyAndSaysSo() throws {
        #expect(try !days.isKnown(day("2027-10-01")))
        #expect(try days.isWorked(day("2027-10-01")))
        #expect(try !days.isWorked(day("2027-10-02")))
    }

    /// Over random days and limits: the end of a limit is worked, it is the first with that count, and counting there and back agree.
    @Test func limitsAndCountsAgree() throws {
        var chance = SystemRandomNumberGenerator()
        let first = try day("2023-11-01").daysSinceEpoch
        for _ in 0..<2_000 {
            let from = CalendarDate(daysSinceEpoch: first + Int32.random(in: 0..<1_400, using: &chance))
            let limit = Int.random(in: 1...40, using: &chance)
            let end = days.day(limit, after: from)
            #expect(days.isWorked(end) && end > from)
            #expect(days.count(after: from, through: end) == limit)
            #expect(days.count(after: end, through: from) == -limit)
            let before = CalendarDate(daysSinceEpoch: end.daysSinceEpoch - 1)
            #expect(days.count(after: from, through: before) == limit - 1)
            // A limit in two parts ends where the whole one does.
            let part = Int.random(in: 0...limit, using: &chance)
            #expect(days.day(limit - part, after: days.day(part, after: from)) == end)
        }
    }

    @Test func noughtIsTheDayItself() throws { #expect(try days.day(0, after: day("2025-10-01")) == day("2025-10-01")) }

    @Test func aDayThatIsMadeUpMustBeAWeekend() {
        let log = DiagnosticLog()
        let text = "year: 2025\nnotice: a\ndays_off:\n  - {zh: a, en: a, from: 2025-01-01, through: 2025-01-01}\nmade_up: [2025-01-02]\n"
        #expect(DeclarationFile.parse(text, shownAs: "a", into: log).flatMap { HolidayYear($0, log) } == nil)
        #expect(log.hasErrors)
    }

    @Test func aHolidayThatEndsBeforeItBeginsIsRefused() {
        let log = DiagnosticLog()
        let text = "year: 2025\nnotice: a\ndays_off:\n  - {zh: a, en: a, from: 2025-01-03, through: 2025-01-01}\nmade_up: []\n"
        #expect(DeclarationFile.parse(text, shownAs: "a", into: log).flatMap { HolidayYear($0, log) } == nil)
    }
}
