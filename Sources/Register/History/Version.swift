import Actions
import Basics
import Storage

/// What the register holds to have been true of one owner (a household, a person) for a span of days, as it knew for a span of time.
package struct Version<Field: FactField>: Sendable, Hashable {
    package var id: Int64
    package var owner: Int64
    /// First day; the end is the first day on which it no longer holds, nil while it does.
    package var validFrom: CalendarDate
    package var validUntil: CalendarDate?
    package var knownFrom: Moment
    package var knownUntil: Moment?
    package var facts: Facts<Field>
    /// The entry of the audit log that wrote the row.
    package var leaf: Int64

    package func isValid(on day: CalendarDate) -> Bool { validFrom <= day && validUntil.map { day < $0 } ?? true }
    package var isBelieved: Bool { knownUntil == nil }
}

/// A pair of times to look from: what was true on a day, as known at a moment.
package struct AsOf: Sendable, Hashable {
    package var day: CalendarDate
    /// Nil for everything known by now.
    package var known: Moment?

    package init(day: CalendarDate, known: Moment? = nil) {
        self.day = day
        self.known = known
    }

    /// The condition on a table of versions that stands as `v` in the statement.
    var condition: SQL { "\(sql: validity) AND \(sql: knowledge)" }

    var validity: SQL { "v.valid_from <= \(day) AND (v.valid_until IS NULL OR v.valid_until > \(day))" }

    var knowledge: SQL {
        guard let known else { return "v.known_until_ms IS NULL" }
        return "v.known_from_ms <= \(known.milliseconds) AND (v.known_until_ms IS NULL OR v.known_until_ms > \(known.milliseconds))"
    }
}
