import Actions
import Basics
import Storage

/// What a member is to the head after a change.
package struct NewRelation: Codable, Sendable, Hashable {
    package var person: Int64
    package var relation: String

    package init(person: Int64, relation: String) {
        self.person = person
        self.relation = relation
    }
}

extension HouseholdChange {
    /// After a member has gone: if it was the head, another takes over; otherwise nobody may be named.
    func takeHead(after gone: Version<MemberField>, newHead: Int64?, relations: [NewRelation]?) throws {
        guard gone.facts.text(.relation) == Relation.head, !present.isEmpty else { return }
        guard let newHead else { throw Refusal.invalid("new_head", RegisterProblems.headMissing) }
        try setHead(newHead, relations: relations ?? [], field: "new_head")
    }

    /// Makes somebody the head. Everybody else's relation to the new head must be said: what one was to the old head does not hold any more.
    func setHead(_ person: Int64, relations: [NewRelation], field: String) throws {
        _ = try present(person, field: field)
        var given: [Int64: String] = [:]
        for each in relations { given[each.person] = each.relation }
        for member in present where member.owner != person {
            guard let relation = given[member.owner] else { throw Refusal.invalid("relations", RegisterProblems.relationsMissing) }
            guard relation != Relation.head else { throw Refusal.invalid("relations", RegisterProblems.twoHeads) }
            try RegisterRules.check(relation: relation, sex: member.facts.text(.sex), field: "relations")
        }
        for member in present {
            let relation = member.owner == person ? Relation.head : given[member.owner] ?? Relation.other
            try change(person: member.owner, [.relation: .text(relation)])
        }
    }
}
