import Actions
import Basics
import Storage

/// A fact that was recorded wrongly, or that changed without an event of its own: corrected for all its time or for a span of days, with the
/// reason and what proves it. What was believed before stays on record.
package struct CorrectFact: HouseholdAct {
    package static let name = "household.correctFact"
    package static let permission = Permission.householdCorrect

    package enum Subject: String, Codable, Sendable, CaseIterable { case household, living, member }

    package var household: Int64
    package var about: Subject
    package var person: Int64?
    /// A column's name.
    package var field: String
    /// As typed; empty for nothing.
    package var value: String
    /// From when it holds, when it was otherwise before; nil when it was always so.
    package var from: CalendarDate?
    package var until: CalendarDate?
    package var reason: String
    package var evidence: String?

    package init(
        household: Int64, about: Subject, person: Int64? = nil, field: String, value: String, from: CalendarDate? = nil, until: CalendarDate? = nil,
        reason: String, evidence: String?
    ) {
        self.household = household
        self.about = about
        self.person = person
        self.field = field
        self.value = value
        self.from = from
        self.until = until
        self.reason = reason
        self.evidence = evidence
    }

    /// The day the change is recorded under: when it begins, else the last day it could.
    package var on: CalendarDate { from ?? until?.adding(days: -1) ?? CalendarDate.first }

    package func perform(in writing: Writing) throws -> String {
        guard let evidence, !evidence.allSatisfy(\.isWhitespace) else { throw Refusal.invalid("evidence", RegisterProblems.noEvidence) }
        if let from, let until, until <= from { throw Refusal.invalid("until", RegisterProblems.badSpan) }
        let change = try HouseholdChange(correcting: self, in: writing)
        switch about {
        case .household: try correctHousehold(change)
        case .living: try correctLiving(change)
        case .member: try correctMember(change)
        }
        let record = ChangeRecord(.correction, on: from ?? writing.today, reason: reason, evidence: evidence)
        try change.close(record.with(person: person, field: "\(about.rawValue).\(field)"))
        return field
    }

    private func read<Field: FactField>(_ type: Field.Type) throws -> (Field, Value) {
        guard let found = Field.named(field) else { throw Refusal.invalid("field", RegisterProblems.unknownCode(field)) }
        guard found.declaration.correctable else { throw Refusal.invalid("field", RegisterProblems.notCorrectable) }
        do throws(Problem) { return (found, try FactReading.value(value, of: found.declaration)) } catch { throw Refusal.invalid("value", error) }
    }

    private func correctHousehold(_ change: HouseholdChange) throws {
        let (field, value) = try read(HouseholdField.self)
        guard try change.correct(from: from, until: until, [field: value]) else { throw Refusal.invalid("value", RegisterProblems.unchanged) }
    }

    private func correctLiving(_ change: HouseholdChange) throws {
        let (field, value) = try read(LivingField.self)
        let believed = try VersionTable<LivingField>.believed(of: [household], in: change.writing.reading)
        let revision = Revision.changing(believed, from: from, until: until) { $0.changed([field: value]) }
        guard !revision.isEmpty else { throw Refusal.invalid("value", RegisterProblems.unchanged) }
        try VersionTable.apply(revision, owner: household, to: believed, in: change.writing)
    }

    private func correctMember(_ change: HouseholdChange) throws {
        guard let person, let member = change.members.last(where: { $0.owner == person && $0.facts.integer(.household) == household }) else {
            throw Refusal.invalid("person", RegisterProblems.notAMember)
        }
        let (field, value) = try read(MemberField.self)
        try check(field, value, of: member, change)
        guard try change.correct(person: person, from: from, until: until, [field: value]) else {
            throw Refusal.invalid("value", RegisterProblems.unchanged)
        }
    }

    /// What a corrected fact of a person must agree with.
    private func check(_ field: MemberField, _ value: Value, of member: Version<MemberField>, _ change: HouseholdChange) throws {
        let facts = member.facts.changed([field: value])
        switch field {
        case .name, .relation, .sex:
            guard value != .null else { throw Refusal.invalid("value", RegisterProblems.missing) }
            try RegisterRules.check(relation: facts.text(.relation) ?? "", sex: facts.text(.sex), field: "value")
        case .idNumber:
            guard let number = facts.text(.idNumber) else { return }
            try RegisterRules.check(identity: number, birth: facts.date(.birthDate), sex: facts.text(.sex), field: "value")
            let index = try NumberIndex.identity(number, change.writing.vault)
            if let other = try PeopleIndex.person(identity: index, in: change.writing.reading), other.person != member.owner {
                throw Refusal.invalid("value", RegisterProblems.alreadyRegistered)
            }
        case .birthDate:
            guard let born = facts.date(.birthDate) else { return }
            try RegisterRules.check(day: born, today: change.writing.today, since: nil, field: "value")
            if let number = facts.text(.idNumber), let identity = try? ResidentID(number), identity.birthDate != born {
                throw Refusal.invalid("value", RegisterProblems.identityBirth)
            }
        default: return
        }
    }
}
