/// The days from one to another, both included. A missing end is open.
package struct DateSpan: Hashable, Sendable, Codable {
    package let from: CalendarDate?
    package let until: CalendarDate?

    /// Nil if the span would end before it begins.
    package init?(from: CalendarDate?, until: CalendarDate?) {
        if let from, let until, until < from { return nil }
        self.from = from
        self.until = until
    }

    package static let always = DateSpan()

    private init() {
        from = nil
        until = nil
    }

    package func contains(_ day: CalendarDate) -> Bool {
        if let from, day < from { return false }
        if let until, until < day { return false }
        return true
    }

    /// Whether the two have a day in common.
    package func overlaps(_ other: DateSpan) -> Bool {
        if let until, let start = other.from, until < start { return false }
        if let from, let end = other.until, end < from { return false }
        return true
    }
}

extension DateSpan: CustomStringConvertible {
    /// `2018-01-01..2020-12-31`; an open end is left out.
    package var description: String { "\(from.map(\.description) ?? "")..\(until.map(\.description) ?? "")" }
}
