import Actions
import Basics
import Storage

/// What happened in a household, newest first: the changes that were recorded, each with the day it happened and the moment it was known.
package enum HouseholdEvents {
    package struct Event: Sendable, Hashable {
        package let kind: ChangeKind
        package let on: CalendarDate
        package let recorded: Moment
        package let account: Int64
        package let person: Int64?
        package let other: Int64?
        package let field: String?
        package let before: String?
        package let after: String?
        package let reason: String
        package let evidence: String?
        /// The person's name as it is known now.
        package let name: String?
    }

    /// The regions that moves and changes of the regions themselves speak of.
    static func regions(of events: [Event]) -> Set<RegionCode> {
        let moves = events.filter { $0.kind == .move || $0.kind == .succession }
        return Set(moves.flatMap { [$0.before, $0.after] }.compactMap { $0.flatMap { try? RegionCode($0) } })
    }

    static func all(of household: Int64, known: Moment?, in reading: Reading) throws -> [Event] {
        try reading.rows(
            """
            SELECT c.kind, c.effective_on, c.recorded_ms, c.account, c.person, c.other_household, c.field, c.code_before, c.code_after,
                c.reason, c.evidence, p.name
            FROM register_changes c LEFT JOIN people_index p ON p.person = c.person
            WHERE c.household = \(household) AND c.recorded_ms <= \((known ?? Moment(milliseconds: .max)).milliseconds)
            ORDER BY c.effective_on DESC, c.id DESC
            """
        ).compactMap { row in
            guard let kind: ChangeKind = ChangeKind(rawValue: try row.text("kind")) else { return nil }
            return Event(
                kind: kind, on: try row.date("effective_on"), recorded: try row.moment("recorded_ms"), account: try row.integer("account"),
                person: try row.optionalInteger("person"), other: try row.optionalInteger("other_household"), field: try row.optionalText("field"),
                before: try row.optionalText("code_before"), after: try row.optionalText("code_after"), reason: try row.text("reason"),
                evidence: try row.optionalText("evidence"), name: try row.optionalText("name"))
        }
    }
}
