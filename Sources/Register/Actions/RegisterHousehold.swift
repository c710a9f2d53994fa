import Actions
import Basics
import Regions
import Storage

/// A household comes into the register by a form, with its head; its other members are recorded after it.
package struct RegisterHousehold: Action {
    package static let name = "household.register"
    package static let permission = Permission.householdStatus

    package var region: Int64
    package var number: Int64?
    package var naturalVillage: String?
    package var address: String?
    package var status: String
    package var mainCause: String?
    package var headName: String
    package var headSex: String
    package var headIdNumber: String?
    package var headBirthDate: CalendarDate?
    package var on: CalendarDate
    package var reason: String
    package var evidence: String?

    package init(
        region: Int64, number: Int64? = nil, naturalVillage: String? = nil, address: String? = nil, status: String, mainCause: String? = nil,
        headName: String, headSex: String, headIdNumber: String? = nil, headBirthDate: CalendarDate? = nil, on: CalendarDate, reason: String,
        evidence: String? = nil
    ) {
        self.region = region
        self.number = number
        self.naturalVillage = naturalVillage
        self.address = address
        self.status = status
        self.mainCause = mainCause
        self.headName = headName
        self.headSex = headSex
        self.headIdNumber = headIdNumber
        self.headBirthDate = headBirthDate
        self.on = on
        self.reason = reason
        self.evidence = evidence
    }

    package func place(in reading: Reading) throws -> RegionCode? { RegionCode(number: region) }

    package func perform(in writing: Writing) throws -> Int64 {
        guard let village = RegionCode(number: region), village.level == .village,
            try RegionNames.isInUse(village, on: writing.today, in: writing.reading)
        else { throw Refusal.invalid("region", RegisterProblems.notAVillage(region)) }
        try RegisterRules.check(day: on, today: writing.today, since: nil)
        try RegisterRules.check(reason: reason)
        var form = FormFacts<HouseholdField>()
        form.take(.naturalVillage, naturalVillage)
        form.take(.address, address)
        form.take(.status, status, required: true)
        form.take(.mainCause, mainCause)
        try form.finish()
        form.facts.set(.region, region)
        if status == "poor" { form.facts.set(.enteredOn, on) }
        let household = try HouseholdFounding.found(
            number: number, origin: "form", on: on, facts: form.facts, living: Facts(), in: writing)
        let head = try headFacts(household, in: writing)
        let person = try NewMember.newNumber(in: writing)
        try VersionTable.apply(.beginning(on, head), owner: person, to: [], in: writing)
        try PeopleIndex.refresh([person], in: writing)
        try ChangeRecord(.registered, on: on, reason: reason, evidence: evidence).with(after: status).write(household: household, in: writing)
        writing.subject = "household/\(household)"
        return household
    }

    /// The head's facts; problems under the names of this form.
    private func headFacts(_ household: Int64, in writing: Writing) throws -> Facts<MemberField> {
        do {
            return try NewMember(
                name: headName, sex: headSex, birthDate: headBirthDate, relation: Relation.head, idNumber: headIdNumber, joinedBy: "import"
            ).facts(household: household, in: writing)
        } catch Refusal.invalid(let problems) {
            throw Refusal.invalid(problems.map { FieldProblem(field: "head_" + $0.field, problem: $0.problem) })
        }
    }
}
