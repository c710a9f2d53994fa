import Actions
import Basics

/// The rules that hold for every change of the register. Pure: no database.
enum RegisterRules {
    /// The most members one form takes; a household of more is not one household.
    static let mostMembers = 40

    static func check(day: CalendarDate, today: CalendarDate, since: CalendarDate?, field: String = "on") throws {
        guard day <= today else { throw Refusal.invalid(field, RegisterProblems.inTheFuture(day)) }
        if let since, day < since { throw Refusal.invalid(field, RegisterProblems.beforeTheRecord(since)) }
    }

    static func check(reason: String) throws {
        guard !reason.allSatisfy(\.isWhitespace) else { throw Refusal.invalid("reason", RegisterProblems.missing) }
        guard reason.unicodeScalars.count <= 500 else { throw Refusal.invalid("reason", RegisterProblems.tooLong(500)) }
    }

    /// A household has one head; one without members has none.
    static func check(heads: Int, of members: Int, field: String = "head") throws {
        if members > 0, heads == 0 { throw Refusal.invalid(field, RegisterProblems.headMissing) }
        if heads > 1 { throw Refusal.invalid(field, RegisterProblems.twoHeads) }
    }

    static func check(code: String, of list: String, field: String) throws {
        guard CodeLists.shipped.has(list, code) else { throw Refusal.invalid(field, RegisterProblems.unknownCode(code)) }
    }

    /// A relation that implies a sex agrees with it.
    static func check(relation: String, sex: String?, field: String = "relation") throws {
        try check(code: relation, of: "relation", field: field)
        guard let implied = CodeLists.shipped["relation"]?[relation]?.sex, let sex, implied != sex else { return }
        throw Refusal.invalid(field, RegisterProblems.relationSex)
    }

    /// An ID number that a person may have: right by its standard, of that birth date and sex.
    static func check(identity: String, birth: CalendarDate?, sex: String?, field: String = "id_number") throws {
        let number: ResidentID
        do { number = try ResidentID(identity) } catch { throw Refusal.invalid(field, error) }
        if let birth, number.birthDate != birth { throw Refusal.invalid(field, RegisterProblems.identityBirth) }
        if let sex, number.sex.rawValue != sex { throw Refusal.invalid(field, RegisterProblems.identitySex) }
    }

    /// The status a household had on a day, by the dates it carries: a register taken over today knows when its households entered and exited.
    static func status(_ facts: Facts<HouseholdField>, on day: CalendarDate) -> String {
        let status = facts.text(.status) ?? "unregistered"
        let steps = [(facts.date(.enteredOn), "poor"), (facts.date(.exitedOn), "exited"), (facts.date(.relapsedOn), "returned")]
            .compactMap { step in step.0.map { ($0, step.1) } }.sorted { $0.0 < $1.0 }
        guard let next = steps.firstIndex(where: { day < $0.0 }) else { return status }
        return next == 0 ? "unregistered" : steps[next - 1].1
    }
}
