import Basics
import Testing

@Suite struct CalendarArithmeticTests {
    private func day(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }

    @Test(arguments: [
        ("2025-01-31", 1, "2025-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2024-03-31", -1, "2024-02-29"), ("2025-11-30", 3, "2026-02-28"),
        ("2025-06-30", 0, "2025-06-30"), ("2025-06-15", -18, "2023-12-15"), ("2024-02-29", 12, "2025-02-28"), ("2024-02-29", 48, "2028-02-29"),
    ])
    func monthsEndOnTheLastDayOfAShorterMonth(start: String, months: Int, end: String) throws {
        #expect(try day(start).adding(months: months) == day(end))
    }

    @Test func daysAndYearsAreAdded() throws {
        #expect(try day("2024-02-28").adding(days: 2) == day("2024-03-01"))
        #expect(try day("2024-02-29").adding(years: 1) == day("2025-02-28"))
        #expect(try day("2024-02-29").adding(years: -4) == day("2020-02-29"))
    }

    @Test func leavingTheCalendarGivesNothing() throws {
        #expect(CalendarDate.last.adding(days: 1) == nil)
        #expect(CalendarDate.first.adding(days: -1) == nil)
        #expect(CalendarDate.first.adding(months: -1) == nil)
        #expect(CalendarDate.last.adding(months: 1) == nil)
        #expect(CalendarDate.first.adding(days: .max) == nil)
        #expect(CalendarDate.first.adding(days: .min) == nil)
        #expect(CalendarDate.last.adding(months: .max) == nil)
        #expect(CalendarDate.last.adding(months: .min) == nil)
        #expect(CalendarDate.last.adding(years: .max) == nil)
        #expect(CalendarDate.last.adding(years: .min) == nil)
    }

    @Test(arguments: [
        ("2000-06-30", "2025-06-29", 24, 299), ("2000-06-30", "2025-06-30", 25, 300), ("2004-02-29", "2025-02-28", 20, 251),
        ("2004-02-29", "2025-03-01", 21, 252), ("2025-01-31", "2025-02-28", 0, 0), ("2025-01-31", "2025-03-01", 0, 1),
        ("2025-06-30", "2000-06-30", -25, -300), ("2025-06-29", "2000-06-30", -24, -299), ("2025-06-30", "2025-06-30", 0, 0),
    ])
    func unitsCountWhenTheyAreFull(from: String, to: String, years: Int, months: Int) throws {
        #expect(try day(from).years(to: day(to)) == years)
        #expect(try day(from).months(to: day(to)) == months)
    }

    @Test func backwardsIsTheMirrorImage() throws {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<300 {
            let a = CalendarDate(daysSinceEpoch: .random(in: -50_000...50_000, using: &generator))
            let b = CalendarDate(daysSinceEpoch: .random(in: -50_000...50_000, using: &generator))
            #expect(a.months(to: b) == -b.months(to: a))
            #expect(a.years(to: b) == -b.years(to: a))
            #expect(a.adding(days: a.days(to: b)) == b)
        }
    }

    @Test func theFarthestDaysAreMeasured() {
        #expect(CalendarDate.first.days(to: .last) == 3_652_058)
        #expect(CalendarDate.first.years(to: .last) == 9998)
    }

    @Test func monthsOfTheCalendarCompare() throws {
        #expect(try day("2025-06-01").monthIndex == day("2025-06-30").monthIndex)
        #expect(try day("2025-12-31").monthIndex + 1 == day("2026-01-01").monthIndex)
        #expect(try day("2025-06-30").firstOfMonth == day("2025-06-01"))
    }
}

@Suite struct DateSpanTests {
    private func day(_ iso: String) throws -> CalendarDate { try #require(CalendarDate(iso: iso)) }

    @Test func bothEndsBelongToTheSpan() throws {
        let span = try #require(DateSpan(from: day("2018-01-01"), until: day("2020-12-31")))
        #expect(span.contains(try day("2018-01-01")))
        #expect(span.contains(try day("2020-12-31")))
        #expect(!span.contains(try day("2017-12-31")))
        #expect(!span.contains(try day("2021-01-01")))
        #expect(span.description == "2018-01-01..2020-12-31")
    }

    @Test func aMissingEndIsOpen() throws {
        let span = try #require(DateSpan(from: day("2018-01-01"), until: nil))
        #expect(span.contains(.last))
        #expect(!span.contains(.first))
        #expect(DateSpan.always.contains(.first))
    }

    @Test func aSpanThatEndsBeforeItBeginsIsRefused() throws {
        #expect(DateSpan(from: try day("2020-01-02"), until: try day("2020-01-01")) == nil)
    }

    @Test func spansOverlapWhenADayIsCommon() throws {
        let a = try #require(DateSpan(from: nil, until: day("2020-01-01")))
        let b = try #require(DateSpan(from: day("2020-01-01"), until: nil))
        let c = try #require(DateSpan(from: day("2020-01-02"), until: nil))
        #expect(a.overlaps(b) && b.overlaps(a) && b.overlaps(c))
        #expect(!a.overlaps(c) && !c.overlaps(a))
    }
}
