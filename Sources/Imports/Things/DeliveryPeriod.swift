import Basics

/// The time a delivery tells of, in the step its source comes in: `2025-09`, `2025-Q3`, `2025-W38`, `2025-09-21`, `2025`, `once`.
package struct DeliveryPeriod: Sendable, Hashable, CustomStringConvertible {
    package let text: String
    package let first: CalendarDate
    package let last: CalendarDate

    package var description: String { text }

    private init(_ text: String, _ first: CalendarDate, _ last: CalendarDate) { (self.text, self.first, self.last) = (text, first, last) }

    /// Nil for a text that is none of these, or names no time (`2025-13`, `2025-W60`).
    package init?(_ text: String) {
        if text == "once" {
            guard let first = CalendarDate(iso: "1949-10-01"), let last = CalendarDate(iso: "2099-12-31") else { return nil }
            self.init(text, first, last)
            return
        }
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let head = parts.first, head.count == 4, let year = Int(head), (1990...2099).contains(year) else { return nil }
        switch parts.count {
        case 1: self.init(text, from: "\(year)-01-01", to: "\(year)-12-31")
        case 2 where parts[1].hasPrefix("Q"):
            guard parts[1].count == 2, let quarter = Int(parts[1].dropFirst()), (1...4).contains(quarter) else { return nil }
            self.init(text, year: year, month: quarter * 3 - 2, months: 3)
        case 2 where parts[1].hasPrefix("W"):
            guard parts[1].count == 3, let week = Int(parts[1].dropFirst()), (1...53).contains(week) else { return nil }
            self.init(text, year: year, week: week)
        case 2:
            guard parts[1].count == 2, let month = Int(parts[1]), (1...12).contains(month) else { return nil }
            self.init(text, year: year, month: month, months: 1)
        case 3:
            guard let day = CalendarDate(iso: text) else { return nil }
            self.init(text, day, day)
        default: return nil
        }
    }

    private init?(_ text: String, from first: String, to last: String) {
        guard let first = CalendarDate(iso: first), let last = CalendarDate(iso: last) else { return nil }
        self.init(text, first, last)
    }

    private init?(_ text: String, year: Int, month: Int, months: Int) {
        let next = month + months
        let after = next > 12 ? "\(year + 1)-01-01" : "\(year)-\(Self.two(next))-01"
        guard let first = CalendarDate(iso: "\(year)-\(Self.two(month))-01"), let after = CalendarDate(iso: after) else { return nil }
        self.init(text, first, CalendarDate(daysSinceEpoch: after.daysSinceEpoch - 1))
    }

    /// ISO 8601: week 1 is the one with 4 January, weeks begin on Monday.
    private init?(_ text: String, year: Int, week: Int) {
        guard let fourth = CalendarDate(iso: "\(year)-01-04") else { return nil }
        let monday = Int(fourth.daysSinceEpoch) - Self.weekday(fourth)
        let first = CalendarDate(daysSinceEpoch: Int32(monday + (week - 1) * 7))
        let last = CalendarDate(daysSinceEpoch: first.daysSinceEpoch + 6)
        // A week 53 that belongs to the next year is no week of this one.
        guard CalendarDate(daysSinceEpoch: first.daysSinceEpoch + 3).parts.year == year else { return nil }
        self.init(text, first, last)
    }

    /// 0 for Monday.
    private static func weekday(_ date: CalendarDate) -> Int { ((Int(date.daysSinceEpoch) + 3) % 7 + 7) % 7 }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

    /// The period of a frequency that a day lies in.
    package static func containing(_ day: CalendarDate, _ frequency: DeliveryFrequency) -> DeliveryPeriod? {
        let parts = day.parts
        switch frequency {
        case .daily: return DeliveryPeriod(day.description)
        case .weekly:
            let thursday = CalendarDate(daysSinceEpoch: day.daysSinceEpoch - Int32(weekday(day)) + 3)
            guard let january = CalendarDate(iso: "\(thursday.parts.year)-01-01") else { return nil }
            return DeliveryPeriod("\(thursday.parts.year)-W\(two(Int(thursday.daysSinceEpoch - january.daysSinceEpoch) / 7 + 1))")
        case .monthly: return DeliveryPeriod("\(parts.year)-\(two(parts.month))")
        case .quarterly: return DeliveryPeriod("\(parts.year)-Q\((parts.month + 2) / 3)")
        case .yearly: return DeliveryPeriod("\(parts.year)")
        case .once: return DeliveryPeriod("once")
        }
    }

    /// The period before; nil for what comes once.
    package func previous(_ frequency: DeliveryFrequency) -> DeliveryPeriod? {
        frequency == .once ? nil : Self.containing(CalendarDate(daysSinceEpoch: first.daysSinceEpoch - 1), frequency)
    }

    /// `2025 年 9 月`, `September 2025`: in titles.
    package func label(chinese: Bool) -> String {
        let parts = text.split(separator: "-").map(String.init)
        let year = parts[0]
        if text == "once" { return chinese ? "一次性" : "once" }
        switch parts.count {
        case 1: return chinese ? "\(year) 年" : year
        case 3: return text
        default:
            let rest = parts[1]
            if rest.hasPrefix("Q") { return chinese ? "\(year) 年第 \(rest.dropFirst()) 季度" : "\(rest) \(year)" }
            if rest.hasPrefix("W") { return chinese ? "\(year) 年第 \(Int(rest.dropFirst()) ?? 0) 周" : "week \(Int(rest.dropFirst()) ?? 0), \(year)" }
            let month = Int(rest) ?? 1
            return chinese ? "\(year) 年 \(month) 月" : "\(Self.months[month - 1]) \(year)"
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}

/// How often a source comes, and when it is late.
package enum DeliveryFrequency: String, Sendable, CaseIterable, Codable {
    case daily, weekly, monthly, quarterly, yearly, once

    /// Days after the end of a period until its data is due. Working rules of ours, not of a document.
    package var grace: Int32 {
        switch self {
        case .daily: 2
        case .weekly: 5
        case .monthly, .quarterly: 20
        case .yearly: 45
        case .once: 0
        }
    }

    /// The last period whose data should be here by a day; nil for what comes once.
    package func due(by today: CalendarDate) -> DeliveryPeriod? {
        guard self != .once else { return nil }
        var period = DeliveryPeriod.containing(today, self)
        while let candidate = period, candidate.last.daysSinceEpoch + grace >= today.daysSinceEpoch { period = candidate.previous(self) }
        return period
    }
}
