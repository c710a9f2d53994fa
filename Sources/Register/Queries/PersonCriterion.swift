import Basics
import Storage

/// What a list of people can be narrowed by, one name of the address each. What a household is asked (`status`, `monitored`, …) can be asked of
/// its people as well.
package enum PersonCriterion: String, CaseIterable, Sendable {
    case sex
    /// Whole years on the day of the list: from (and including), to (and not including). `age=unknown`: no day of birth.
    case ageFrom = "age_from"
    case ageTo = "age_to"
    case age
    case education, health, labour
    /// A code of `Codes/in-school.yaml`, `no` for nobody at school.
    case inSchool = "in_school"
    /// A code of `Codes/work-area.yaml`, `any` for whoever works, `away` for those who left the county.
    case workArea = "work_area"
    case disabled
    /// What a person has: `resident_medical`, `major_illness_insurance`, `resident_pension`, `minimum_living`, `destitute`.
    case has
    /// Without any medical insurance, without any pension: `medical`, `pension`.
    case without
    case minority
    /// Months worked in the last year, at least.
    case workMonths = "work_months"

    /// The condition on `m`, a version of a person in a household, on a day.
    func condition(_ value: String, on day: CalendarDate) -> SQL {
        switch self {
        case .sex: return HouseholdCriterion.code(value, "m.sex")
        case .ageFrom: return Self.born(value, before: day).map { "m.birth_date <= \($0)" } ?? Self.nothing
        case .ageTo: return Self.born(value, before: day).map { "m.birth_date > \($0)" } ?? Self.nothing
        case .age: return value == HouseholdCriterion.unknown ? "m.birth_date IS NULL" : Self.nothing
        case .education: return HouseholdCriterion.code(value, "m.education")
        case .health:
            guard value != HouseholdCriterion.unknown else { return "m.health IS NULL" }
            return CodeLists.shipped.has("health", value) ? "(',' || m.health || ',') LIKE \("%,\(value),%")" : Self.nothing
        case .labour: return HouseholdCriterion.code(value, "m.labour_skill")
        case .inSchool: return value == "no" ? "m.in_school IS NULL" : "m.in_school = \(value)"
        case .workArea:
            switch value {
            case "any": return "m.work_area IS NOT NULL"
            case "away": return "m.work_area IN ('province', 'beyond')"
            default: return "m.work_area = \(value)"
            }
        case .disabled: return value == "yes" ? "m.disability_kind IS NOT NULL" : Self.nothing
        case .has:
            switch value {
            case "resident_medical": return "m.resident_medical = 1"
            case "major_illness_insurance": return "m.major_illness_insurance = 1"
            case "resident_pension": return "m.resident_pension = 1"
            case "minimum_living": return "m.minimum_living = 1"
            case "destitute": return "m.destitute = 1"
            default: return Self.nothing
            }
        case .without:
            // What nobody said is not counted as lacking.
            switch value {
            case "medical": return "m.resident_medical = 0 AND m.employee_medical = 0"
            case "pension": return "m.resident_pension = 0 AND m.employee_pension = 0"
            default: return Self.nothing
            }
        case .minority: return value == "yes" ? "m.ethnicity <> '汉族' AND m.ethnicity <> '汉'" : Self.nothing
        case .workMonths: return Int64(value).map { "m.work_months >= \($0)" } ?? Self.nothing
        }
    }

    private static let nothing: SQL = "1 = 0"

    /// The last day on which somebody was born who is so many years old on a day. Who was born on 29 February grows older on 1 March.
    private static func born(_ years: String, before day: CalendarDate) -> CalendarDate? {
        guard let years = Int(years), (0...150).contains(years) else { return nil }
        let parts = day.parts
        return CalendarDate(year: parts.year - years, month: parts.month, day: parts.day)
            ?? CalendarDate(year: parts.year - years, month: parts.month, day: parts.day - 1)
    }
}

/// What a list of people is narrowed to: what is asked of them and of their households.
package struct PersonFilter: Sendable, Hashable {
    package var household: HouseholdFilter
    private var values: [PersonCriterion: String] = [:]

    package init(household: HouseholdFilter = HouseholdFilter()) { self.household = household }

    /// What an address says, by the names of the criteria.
    package init(_ value: (String) -> String?) {
        household = HouseholdFilter(value)
        for criterion in PersonCriterion.allCases { self[criterion] = value(criterion.rawValue) }
    }

    package subscript(_ criterion: PersonCriterion) -> String? {
        get { values[criterion] }
        set { values[criterion] = newValue.flatMap { $0.isEmpty ? nil : $0 } }
    }

    package var isEmpty: Bool { values.isEmpty && household.isEmpty }

    package var pairs: [(name: String, value: String)] {
        PersonCriterion.allCases.compactMap { criterion in values[criterion].map { (criterion.rawValue, $0) } } + household.pairs
    }

    /// What a person `m` of a household `v` must meet on a day.
    package func condition(_ view: HouseholdView, on day: CalendarDate) -> SQL {
        let own = PersonCriterion.allCases.compactMap { criterion in values[criterion].map { criterion.condition($0, on: day) } }
        return .all(own + [household.condition(view)])
    }

    /// The names that an address may have.
    package static let names = PersonCriterion.allCases.map(\.rawValue) + HouseholdCriterion.allCases.map(\.rawValue)
}
