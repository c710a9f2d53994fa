import Actions
import Basics
import Storage

/// A person who comes into the register by a form, checked.
struct NewMember {
    var name: String
    var sex: String
    var birthDate: CalendarDate?
    var relation: String
    var idNumber: String?
    var ethnicity: String?
    var phone: String?
    var joinedBy: String

    static let people = AuditedTable("people", columns: ["id"])

    /// People are numbered by the register itself; a national number, where there is one, is a fact of its own.
    static func newNumber(in writing: Writing) throws -> Int64 { try writing.newID(for: people) }

    /// The facts, or everything that is wrong with them, field by field.
    func facts(household: Int64, in writing: Writing) throws -> Facts<MemberField> {
        var reading = FormFacts<MemberField>()
        reading.take(.name, name, required: true)
        reading.take(.sex, sex, required: true)
        reading.take(.relation, relation, required: true)
        reading.take(.idNumber, idNumber)
        reading.take(.ethnicity, ethnicity)
        reading.take(.phone, phone)
        try reading.check { try RegisterRules.check(relation: relation, sex: sex) }
        if let birthDate {
            reading.facts.set(.birthDate, birthDate)
            try reading.check { try RegisterRules.check(day: birthDate, today: writing.today, since: nil, field: "birth_date") }
        }
        if let number = reading.facts.text(.idNumber) { try check(number, &reading, in: writing) }
        try reading.finish()
        reading.facts.set(.household, household)
        reading.facts.set(.joinedBy, joinedBy)
        return reading.facts
    }

    private func check(_ number: String, _ reading: inout FormFacts<MemberField>, in writing: Writing) throws {
        try reading.check { try RegisterRules.check(identity: number, birth: birthDate, sex: sex) }
        if birthDate == nil, let born = (try? ResidentID(number))?.birthDate { reading.facts.set(.birthDate, born) }
        reading.facts.set(.documentType, "id-card")
        guard try PeopleIndex.person(identity: NumberIndex.identity(number, writing.vault), in: writing.reading) != nil else { return }
        reading.problems.append(.init(field: "id_number", problem: RegisterProblems.alreadyRegistered))
    }
}

/// Facts read from a form field by field; all that is wrong is gathered, so that the form says it at once.
struct FormFacts<Field: FactField> {
    var facts = Facts<Field>()
    var problems: [FieldProblem] = []

    mutating func take(_ field: Field, _ text: String?, required: Bool = false) {
        do throws(Problem) {
            let value = try FactReading.value(text ?? "", of: field.declaration)
            if required, value == .null { throw RegisterProblems.missing }
            facts[field] = value
        } catch { problems.append(FieldProblem(field: field.column, problem: error)) }
    }

    /// Runs a check and keeps what it refuses.
    mutating func check(_ body: () throws -> Void) throws {
        do { try body() } catch Refusal.invalid(let found) { problems += found.filter { new in !problems.contains { $0.field == new.field } } }
    }

    func finish() throws {
        guard problems.isEmpty else { throw Refusal.invalid(problems) }
    }
}
