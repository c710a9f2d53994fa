import Actions
import Basics
import Storage

/// Somebody came into the household: married in, or otherwise. Who was in the register before and had left comes back under the same
/// number; who lives in another household of the scope leaves it on the same day.
package struct RecordMarriageIn: HouseholdAct {
    package static let name = "household.recordMarriageIn"

    package var household: Int64
    package var on: CalendarDate
    /// `marriage` or `other`.
    package var kind: String
    package var name: String
    package var sex: String
    package var birthDate: CalendarDate?
    package var relation: String
    package var idNumber: String?
    package var ethnicity: String?
    package var phone: String?
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, on: CalendarDate, kind: String = "marriage", name: String, sex: String, birthDate: CalendarDate? = nil, relation: String,
        idNumber: String? = nil, ethnicity: String? = nil, phone: String? = nil, reason: String, evidence: String? = nil
    ) {
        self.household = household
        self.on = on
        self.kind = kind
        self.name = name
        self.sex = sex
        self.birthDate = birthDate
        self.relation = relation
        self.idNumber = idNumber
        self.ethnicity = ethnicity
        self.phone = phone
        self.reason = reason
        self.evidence = evidence
    }

    package func perform(in writing: Writing) throws -> Int64 {
        guard ["marriage", "other"].contains(kind) else { throw Refusal.invalid("kind", RegisterProblems.unknownCode(kind)) }
        guard relation != Relation.head else { throw Refusal.invalid("relation", RegisterProblems.twoHeads) }
        let change = try HouseholdChange(self, in: writing)
        let person = try known(in: writing).map { try comeBack($0, change) } ?? arrive(change)
        try change.close(ChangeRecord(.marriageIn, self).with(person: person, after: kind))
        return person
    }

    /// The person whose number was given, if the register has it. One who lives elsewhere than in the scope has to be let go there first; the
    /// refusal tells no more than that.
    private func known(in writing: Writing) throws -> Int64? {
        guard let idNumber, !idNumber.isEmpty else { return nil }
        guard let found = try PeopleIndex.person(identity: NumberIndex.identity(idNumber, writing.vault), in: writing.reading) else { return nil }
        guard !found.present else { throw Refusal.invalid("id_number", RegisterProblems.alreadyRegistered) }
        return found.person
    }

    private func comeBack(_ person: Int64, _ change: HouseholdChange) throws -> Int64 {
        try RegisterRules.check(relation: relation, sex: sex)
        guard let last = try VersionTable<MemberField>.believed(of: [person], in: change.writing.reading).last,
            last.facts.text(.leftBy) != "death", PersonName.sameName(last.facts.text(.name) ?? "", name),
            last.validUntil.map({ $0 <= on }) ?? false
        else { throw Refusal.invalid("id_number", RegisterProblems.alreadyRegistered) }
        try change.begin(
            person: person,
            last.facts.changed([
                .household: .integer(household), .relation: .text(relation), .joinedBy: .text(kind), .leftBy: .null,
            ]))
        return person
    }

    private func arrive(_ change: HouseholdChange) throws -> Int64 {
        let facts = try NewMember(
            name: name, sex: sex, birthDate: birthDate, relation: relation, idNumber: idNumber, ethnicity: ethnicity, phone: phone, joinedBy: kind
        ).facts(household: household, in: change.writing)
        let person = try NewMember.newNumber(in: change.writing)
        try change.begin(person: person, facts)
        return person
    }
}
