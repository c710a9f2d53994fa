import Actions
import Basics
import Storage

/// A child was born into a household. The ID number may follow when the child is registered with the police.
package struct RecordBirth: HouseholdAct {
    package static let name = "household.recordBirth"

    package var household: Int64
    /// The day of birth.
    package var on: CalendarDate
    package var name: String
    package var sex: String
    /// To the head.
    package var relation: String
    /// A member of the household; nil when the mother is not one.
    package var mother: Int64?
    package var idNumber: String?
    package var ethnicity: String?
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, on: CalendarDate, name: String, sex: String, relation: String, mother: Int64? = nil, idNumber: String? = nil,
        ethnicity: String? = nil, reason: String, evidence: String? = nil
    ) {
        self.household = household
        self.on = on
        self.name = name
        self.sex = sex
        self.relation = relation
        self.mother = mother
        self.idNumber = idNumber
        self.ethnicity = ethnicity
        self.reason = reason
        self.evidence = evidence
    }

    /// A mother is at least so many years older; younger ones are a typing mistake until shown otherwise.
    static let leastAgeOfMother = 12

    /// The number of the new person.
    package func perform(in writing: Writing) throws -> Int64 {
        let change = try HouseholdChange(self, in: writing)
        if let mother { try check(mother: change.present(mother, field: "mother")) }
        guard relation != Relation.head else { throw Refusal.invalid("relation", RegisterProblems.twoHeads) }
        let facts = try NewMember(
            name: name, sex: sex, birthDate: on, relation: relation, idNumber: idNumber, ethnicity: ethnicity, joinedBy: "birth"
        ).facts(household: household, in: writing)
        let person = try NewMember.newNumber(in: writing)
        try change.begin(person: person, facts)
        try change.close(ChangeRecord(.birth, self).with(person: person))
        return person
    }

    private func check(mother: Version<MemberField>) throws {
        guard mother.facts.text(.sex) != "male" else { throw Refusal.invalid("mother", RegisterProblems.motherNotFemale) }
        guard let born = mother.facts.date(.birthDate) else { return }
        guard born.years(to: on) >= Self.leastAgeOfMother else { throw Refusal.invalid("mother", RegisterProblems.motherTooYoung) }
    }
}
