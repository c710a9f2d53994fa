import Actions
import Basics
import Storage

/// A member died. The membership ends on the day; when the head dies, another head is named and everybody's relation to the new head.
package struct RecordDeath: HouseholdAct {
    package static let name = "household.recordDeath"

    package var household: Int64
    package var person: Int64
    package var on: CalendarDate
    package var newHead: Int64?
    package var relations: [NewRelation]?
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, person: Int64, on: CalendarDate, newHead: Int64? = nil, relations: [NewRelation]? = nil, reason: String,
        evidence: String? = nil
    ) {
        self.household = household
        self.person = person
        self.on = on
        self.newHead = newHead
        self.relations = relations
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        let change = try HouseholdChange(self, in: writing)
        let member = try change.present(person, field: "person")
        try change.end(person: person, by: "death")
        try change.takeHead(after: member, newHead: newHead, relations: relations)
        try change.close(ChangeRecord(.death, self).with(person: person))
        return person
    }
}
