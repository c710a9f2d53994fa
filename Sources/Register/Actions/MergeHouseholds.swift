import Actions
import Basics
import Storage

/// A household becomes part of another: its members move over, it ends. Both lie in the scope.
package struct MergeHouseholds: HouseholdAct {
    package static let name = "household.merge"

    /// The one that ends.
    package var household: Int64
    package var into: Int64
    /// What those who come are to the other's head.
    package var relations: [NewRelation]
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(household: Int64, into: Int64, relations: [NewRelation], on: CalendarDate, reason: String, evidence: String? = nil) {
        self.household = household
        self.into = into
        self.relations = relations
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        guard household != into else { throw Refusal.invalid("into", RegisterProblems.sameHousehold) }
        let target = try HouseholdThread.visible(into, in: writing.reading)
        if let ended = target.endedOn { throw Refusal.invalid("into", RegisterProblems.ended(ended)) }
        let began = try VersionTable<HouseholdField>.believed(of: [into], in: writing.reading).first?.validFrom
        try RegisterRules.check(day: on, today: writing.today, since: began)
        let change = try HouseholdChange(self, in: writing)
        var given: [Int64: String] = [:]
        for each in relations { given[each.person] = each.relation }
        for member in change.present {
            guard let relation = given[member.owner], relation != Relation.head else {
                throw Refusal.invalid("relations", RegisterProblems.relationsMissing)
            }
            try RegisterRules.check(relation: relation, sex: member.facts.text(.sex), field: "relations")
        }
        for member in change.present {
            try change.change(person: member.owner, [.household: .integer(into), .relation: .text(given[member.owner] ?? Relation.other)])
        }
        try change.end(by: "merge")
        try change.close(ChangeRecord(.merge, self).with(other: into))
        try ChangeRecord(.mergedInto, self).with(other: household).write(household: into, in: writing)
        try writing.change(.households, id: into, ["changes": target.changes + 1])
        return into
    }
}
