import Actions
import Basics
import Storage

/// Part of a household becomes a household of its own, at the same place: a son with his family, say. Both keep at least one member and have
/// a head; the new one takes over where it lives and how it stands.
package struct SplitHousehold: HouseholdAct {
    package static let name = "household.split"

    package var household: Int64
    /// Who goes, with the relation to the new household's head; one of them is the head.
    package var leaving: [NewRelation]
    /// If the old head goes: who takes over, and everybody's relation.
    package var newHead: Int64?
    package var relations: [NewRelation]?
    /// The new household's number; one of the village's own when none is given.
    package var number: Int64?
    package var address: String?
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, leaving: [NewRelation], newHead: Int64? = nil, relations: [NewRelation]? = nil, number: Int64? = nil,
        address: String? = nil, on: CalendarDate, reason: String, evidence: String? = nil
    ) {
        self.household = household
        self.leaving = leaving
        self.newHead = newHead
        self.relations = relations
        self.number = number
        self.address = address
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    /// The new household.
    package func perform(in writing: Writing) throws -> Int64 {
        let change = try HouseholdChange(self, in: writing)
        let goers = try leaving.map { try change.present($0.person, field: "leaving") }
        guard !goers.isEmpty, Set(leaving.map(\.person)).count == leaving.count, goers.count < change.present.count else {
            throw Refusal.invalid("leaving", RegisterProblems.splitEmpty)
        }
        try RegisterRules.check(heads: leaving.count { $0.relation == Relation.head }, of: leaving.count, field: "leaving")
        for (each, member) in zip(leaving, goers) {
            try RegisterRules.check(relation: each.relation, sex: member.facts.text(.sex), field: "leaving")
        }
        let oldHead = change.head
        let new = try HouseholdFounding.found(
            number: number, origin: "split", on: on, facts: newFacts(change), living: living(in: writing), in: writing)
        for each in leaving {
            try change.change(person: each.person, [.household: .integer(new), .relation: .text(each.relation)])
        }
        if let oldHead, leaving.contains(where: { $0.person == oldHead.owner }) {
            try change.takeHead(after: oldHead, newHead: newHead, relations: relations)
        }
        try change.close(ChangeRecord(.split, self).with(other: new))
        try ChangeRecord(.splitOff, self).with(other: household).write(household: new, in: writing)
        writing.note("new_household", new)
        return new
    }

    private func newFacts(_ change: HouseholdChange) throws -> Facts<HouseholdField> {
        var facts = change.facts
        if let address, !address.isEmpty {
            do { facts[.address] = try FactReading.value(address, of: HouseholdField.address.declaration) } catch {
                throw Refusal.invalid("address", error)
            }
        }
        // The account and the phone belong to the old household's people.
        facts[.bankAccount] = .null
        facts[.phone] = .null
        return facts
    }

    private func living(in writing: Writing) throws -> Facts<LivingField>? {
        try VersionTable<LivingField>.believed(of: [household], in: writing.reading).last { $0.isValid(on: on) }?.facts
    }
}
