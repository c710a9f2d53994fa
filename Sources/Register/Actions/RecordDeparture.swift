import Actions
import Basics
import Storage

/// A member left the household and the register: married out, settled abroad, imprisoned, moved elsewhere. Moving to another registered
/// household is `RecordMarriageIn` or `SplitHousehold`, told from there.
package struct RecordDeparture: HouseholdAct {
    package static let name = "household.recordDeparture"

    package var household: Int64
    package var person: Int64
    /// A code of the list of leaving, but death.
    package var kind: String
    package var on: CalendarDate
    package var newHead: Int64?
    package var relations: [NewRelation]?
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, person: Int64, kind: String, on: CalendarDate, newHead: Int64? = nil, relations: [NewRelation]? = nil, reason: String,
        evidence: String? = nil
    ) {
        self.household = household
        self.person = person
        self.kind = kind
        self.on = on
        self.newHead = newHead
        self.relations = relations
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        try RegisterRules.check(code: kind, of: "leaving", field: "kind")
        guard kind != "death" else { throw Refusal.invalid("kind", RegisterProblems.unknownCode(kind)) }
        let change = try HouseholdChange(self, in: writing)
        let member = try change.present(person, field: "person")
        try change.end(person: person, by: kind)
        try change.takeHead(after: member, newHead: newHead, relations: relations)
        try change.close(ChangeRecord(.departure, self).with(person: person, after: kind))
        return person
    }
}
