import Basics
import Declarations
import Foundation

/// Counts working days (工作日): Monday to Friday without public holidays, with the days that are worked for them.
///
/// Of a year whose notice has not come yet only weekends are known (`isKnown`); a page that shows such a deadline says so.
package struct WorkingDays: Sendable {
    private let off: Set<CalendarDate>
    private let madeUp: Set<CalendarDate>
    private let idleWeekdays: [CalendarDate]
    private let workedWeekends: [CalendarDate]
    /// The number of the notice, by year.
    private let notices: [Int: String]

    /// The years that the program was built with. That every file can be read is checked by a test.
    package static let shipped: WorkingDays = {
        let log = DiagnosticLog()
        return WorkingDays(folder: Bundle.module.url(forResource: "Holidays", withExtension: nil)?.path ?? "", log)
    }()

    init(folder: String, _ log: DiagnosticLog) {
        let files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
        self.init(
            files.compactMap { file in
                DeclarationFile.read(path: "\(folder)/\(file)", shownAs: "Holidays/\(file)", into: log).flatMap { HolidayYear($0, log) }
            })
    }

    init(_ years: [HolidayYear]) {
        var off: Set<CalendarDate> = []
        for holiday in years.flatMap(\.holidays) {
            for day in holiday.from.daysSinceEpoch...holiday.through.daysSinceEpoch { off.insert(CalendarDate(daysSinceEpoch: day)) }
        }
        self.off = off
        let madeUp = Set(years.flatMap(\.madeUp))
        self.madeUp = madeUp
        idleWeekdays = off.filter { !$0.isWeekend && !madeUp.contains($0) }
        workedWeekends = madeUp.filter(\.isWeekend)
        notices = Dictionary(years.map { ($0.year, $0.notice) }) { first, _ in first }
    }

    /// Whether the holidays of a day's year are known.
    package func isKnown(_ day: CalendarDate) -> Bool { notices[day.year] != nil }
    package var years: [Int] { notices.keys.sorted() }
    package func notice(of year: Int) -> String? { notices[year] }

    package func isWorked(_ day: CalendarDate) -> Bool {
        if madeUp.contains(day) { return true }
        return !day.isWeekend && !off.contains(day)
    }

    /// The day that ends a limit of so many working days; the day it begins on is not counted. Nought is the day itself.
    package func day(_ count: Int, after day: CalendarDate) -> CalendarDate {
        var (found, left) = (day, count)
        while left > 0, found < .last {
            found = CalendarDate(daysSinceEpoch: found.daysSinceEpoch + 1)
            if isWorked(found) { left -= 1 }
        }
        return found
    }

    /// The working days after a day up to another, that one counted; as a negative number when it lies before. As quick over a thousand years as
    /// over a week, since a day may be whatever somebody typed: weekdays by the calendar, put right by the exceptions that are known.
    package func count(after day: CalendarDate, through end: CalendarDate) -> Int {
        guard day <= end else { return -count(after: end, through: day) }
        func within(_ days: [CalendarDate]) -> Int { days.count { $0 > day && $0 <= end } }
        return Self.weekdays(through: end) - Self.weekdays(through: day) - within(idleWeekdays) + within(workedWeekends)
    }

    /// Weekdays from the first of all dates, which is a Monday, up to a day.
    private static func weekdays(through day: CalendarDate) -> Int {
        let days = Int(day.daysSinceEpoch - CalendarDate.first.daysSinceEpoch) + 1
        return days / 7 * 5 + min(days % 7, 5)
    }
}
