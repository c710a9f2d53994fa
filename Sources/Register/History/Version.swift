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
    var condition: SQL { condition(of: "v") }
    var validity: SQL { validity(of: "v") }
    var knowledge: SQL { knowledge(of: "v") }

    /// The same for a table that stands under another name.
    func condition(of table: StaticString) -> SQL { "\(sql: validity(of: table)) AND \(sql: knowledge(of: table))" }

    private func validity(of table: StaticString) -> SQL {
        "\(name: table).valid_from <= \(day) AND (\(name: table).valid_until IS NULL OR \(name: table).valid_until > \(day))"
    }

    func knowledge(of table: StaticString) -> SQL {
        guard let known else { return "\(name: table).known_until_ms IS NULL" }
        let moment = known.milliseconds
        return "\(name: table).known_from_ms <= \(moment) AND (\(name: table).known_until_ms IS NULL OR \(name: table).known_until_ms > \(moment))"
    }
}
