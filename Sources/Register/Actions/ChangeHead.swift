import Actions
import Basics
import Storage

/// Another member becomes the head of the household.
package struct ChangeHead: HouseholdAct {
    package static let name = "household.changeHead"

    package var household: Int64
    package var newHead: Int64
    package var relations: [NewRelation]
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(household: Int64, newHead: Int64, relations: [NewRelation], on: CalendarDate, reason: String, evidence: String? = nil) {
        self.household = household
        self.newHead = newHead
        self.relations = relations
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        let change = try HouseholdChange(self, in: writing)
        let old = change.head?.owner
        guard old != newHead else { throw Refusal.invalid("new_head", RegisterProblems.headStays) }
        try change.setHead(newHead, relations: relations, field: "new_head")
        try change.close(ChangeRecord(.head, self).with(person: newHead))
        return newHead
    }
}
