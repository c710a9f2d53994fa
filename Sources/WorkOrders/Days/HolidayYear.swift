import Basics
import Declarations

/// The public holidays of one year as the State Council's notice lays them down: spans of days off, and days of rest that are worked instead.
struct HolidayYear: Sendable, Hashable {
    struct Holiday: Sendable, Hashable {
        let zh: String
        let en: String
        let from: CalendarDate
        /// The last day off.
        let through: CalendarDate
    }

    let year: Int
    /// The notice's number, such as 国办发明电〔2025〕7号.
    let notice: String
    let holidays: [Holiday]
    /// Saturdays and Sundays that are worked.
    let madeUp: [CalendarDate]

    /// Reads one file of `Holidays/`; what is wrong goes to the log, and then there is no such year.
    init?(_ node: Node, _ log: DiagnosticLog) {
        guard let reader = MappingReader(node, what: "the holidays of a year", log), let year = reader.int("year", in: 2000...2100),
            let notice = reader.text("notice"), let spans = reader.list("days_off"), let days = reader.list("made_up")
        else { return nil }
        reader.finish()
        let holidays = spans.compactMap { Holiday($0, log) }
        let madeUp = days.compactMap { $0.date("a day that is worked", log) }
        guard holidays.count == spans.count, madeUp.count == days.count else { return nil }
        for day in madeUp where !day.isWeekend {
            log.error("made-up-day", "\(day) is no Saturday or Sunday, so nothing has to be made up", at: node.position)
            return nil
        }
        (self.year, self.notice, self.holidays, self.madeUp) = (year, notice, holidays, madeUp)
    }
}

extension HolidayYear.Holiday {
    fileprivate init?(_ node: Node, _ log: DiagnosticLog) {
        guard let reader = MappingReader(node, what: "a holiday", log), let zh = reader.text("zh"), let en = reader.text("en"),
            let from = reader.date("from"), let through = reader.date("through")
        else { return nil }
        reader.finish()
        guard from <= through else {
            log.error("holiday-span", "ends before it begins", at: node.position)
            return nil
        }
        (self.zh, self.en, self.from, self.through) = (zh, en, from, through)
    }
}

extension CalendarDate {
    /// Saturday or Sunday.
    var isWeekend: Bool { ((Int(daysSinceEpoch) + 3) % 7 + 7) % 7 >= 5 }
}
