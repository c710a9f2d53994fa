import Basics
import Storage

/// What a list of households can be narrowed by, one name of the address each: `monitored=any`, `cause=illness`. A figure counts by the same
/// names, so a number and the list behind it cannot differ.
package enum HouseholdCriterion: String, CaseIterable, Sendable, CodingKey {
    /// Codes of `Codes/status.yaml`, several with commas.
    case status
    case attribute, monitored, cause
    /// A risk that a monitored household has and that is not removed.
    case risk
    /// Of monitored households: `open`, or `removed`.
    case riskState = "risk_state"
    /// What is lacking: `housing`, `school`, `water`, `insurance`, as the check of the guarantees says.
    case lacks
    /// Whether somebody helps the household: `yes`, `no`.
    case helped
    /// Net income of each head in the last sheet, whole yuan: from (and including), to (and not including). `income=unknown`: no sheet.
    case incomeFrom = "income_from"
    case incomeTo = "income_to"
    case income
    /// The month, `2026-03`, in which it was taken in for monitoring, or its risk was removed.
    case takenIn = "taken_in"
    case riskRemoved = "risk_removed"
    case relocated
    /// Nobody of the household can work.
    case noLabour = "no_labour"
    /// Led by a leader in getting wealthy 致富带头人, a cooperative or an enterprise.
    case led

    /// What stands for "not said" where a code is asked for.
    static let unknown = "unknown"

    /// The condition on `v`, a version of a household. A value that means nothing finds nothing, rather than everything.
    func condition(_ value: String, _ view: HouseholdView) -> SQL {
        switch self {
        case .status: return "v.status IN \(list: value.split(separator: ",").map(String.init))"
        case .attribute: return Self.code(value, "v.attribute")
        case .monitored: return value == "any" ? "v.monitored_category IS NOT NULL" : "v.monitored_category = \(value)"
        case .cause: return Self.code(value, "v.main_cause")
        case .risk:
            // A code that no list has finds nothing; one with a sign of LIKE in it never reaches the statement.
            guard CodeLists.shipped.has("risk", value) else { return Self.nothing }
            return "\(sql: Self.openRisk) AND (',' || v.risks || ',') LIKE \("%,\(value),%")"
        case .riskState:
            switch value {
            case "open": return Self.openRisk
            case "removed": return "v.monitored_category IS NOT NULL AND v.risk_removed = 1"
            default: return Self.nothing
            }
        case .lacks:
            switch value {
            case "housing": return "v.housing_problem = 1"
            case "school": return "v.school_problem = 1"
            case "water": return "v.water_problem = 1"
            case "insurance": return "v.insurance_problem = 1"
            default: return Self.nothing
            }
        case .helped:
            switch value {
            case "yes": return "(v.helper_name IS NOT NULL OR v.helper_unit IS NOT NULL)"
            case "no": return "v.helper_name IS NULL AND v.helper_unit IS NULL"
            default: return Self.nothing
            }
        case .incomeFrom: return Self.fen(value).map { "\(sql: view.income) >= \($0)" } ?? Self.nothing
        case .incomeTo: return Self.fen(value).map { "\(sql: view.income) < \($0)" } ?? Self.nothing
        case .income: return value == Self.unknown ? "\(sql: view.income) IS NULL" : Self.nothing
        case .takenIn: return Self.month(value).map { "v.identified_on >= \($0.first) AND v.identified_on < \($0.next)" } ?? Self.nothing
        case .riskRemoved:
            return Self.month(value).map { "v.risk_removed = 1 AND v.risk_removed_on >= \($0.first) AND v.risk_removed_on < \($0.next)" }
                ?? Self.nothing
        case .relocated: return value == "yes" ? "v.relocated = 1" : Self.nothing
        case .noLabour: return value == "yes" ? "v.no_labour_household = 1" : Self.nothing
        case .led: return value == "yes" ? view.led : Self.nothing
        }
    }

    private static let nothing: SQL = "1 = 0"
    private static let openRisk: SQL = "v.monitored_category IS NOT NULL AND (v.risk_removed IS NULL OR v.risk_removed = 0)"

    /// A code, or `unknown` for what nobody said.
    static func code(_ value: String, _ column: StaticString) -> SQL {
        value == unknown ? "\(name: column) IS NULL" : "\(name: column) = \(value)"
    }

    private static func fen(_ yuan: String) -> Int64? {
        guard let whole = Int64(yuan), (0...1_000_000_000).contains(whole) else { return nil }
        return whole * 100
    }

    /// The first day of a month and of the next one.
    static func month(_ text: String) -> (first: CalendarDate, next: CalendarDate)? {
        guard text.utf8.count == 7, let first = CalendarDate(iso: text + "-01") else { return nil }
        let parts = first.parts
        let (year, month) = parts.month == 12 ? (parts.year + 1, 1) : (parts.year, parts.month + 1)
        return CalendarDate(year: year, month: month, day: 1).map { (first, $0) }
    }
}

/// The moment a list is of, and where conditions find what does not stand in a household's own row.
package struct HouseholdView: Sendable {
    /// Nil for how things stand now.
    package var asOf: AsOf?
    let income: SQL

    /// Each row asks for its own income.
    package init(asOf: AsOf? = nil) { (self.asOf, income) = (asOf, Self.lastSheet(asOf)) }

    /// The rows have a column `net_per_head` already: for counting many figures in one walk.
    private init(asOf: AsOf?, income: SQL) { (self.asOf, self.income) = (asOf, income) }

    package var counting: HouseholdView { HouseholdView(asOf: asOf, income: "v.net_per_head") }

    /// The versions as of the moment.
    package var standing: SQL { asOf.map { $0.condition(of: "v") } ?? "v.valid_until IS NULL AND v.known_until_ms IS NULL" }

    /// The members `m` as of the moment.
    package var membersStanding: SQL { asOf.map { $0.condition(of: "m") } ?? "m.valid_until IS NULL AND m.known_until_ms IS NULL" }

    var led: SQL {
        let living = asOf.map { $0.condition(of: "l") } ?? "l.valid_until IS NULL AND l.known_until_ms IS NULL"
        return """
            EXISTS (SELECT l.id FROM living_conditions l WHERE l.household = v.household AND \(sql: living)
                AND (l.wealth_leader = 1 OR l.cooperative = 1 OR l.leading_enterprise = 1))
            """
    }

    /// The households to count in: stands as `v`. Their net income is a question asked wherever a condition names it, and not at all where none does.
    package func counted(_ place: SQL) -> SQL {
        "(SELECT v.*, \(sql: Self.lastSheet(asOf)) AS net_per_head FROM household_versions v WHERE \(sql: standing) AND \(sql: place)) v"
    }

    /// The same for conditions of which many ask for the income: each household's sheet is looked up once.
    package func countedWithIncome(_ place: SQL) -> SQL {
        """
        (SELECT v.*, s.net_per_head FROM household_versions v
            LEFT JOIN income_sheets s ON s.household = v.household AND s.id = \(sql: Self.lastSheet(asOf, "id"))
            WHERE \(sql: standing) AND \(sql: place)) v
        """
    }

    /// The net income of each head in the last sheet, as a household's page has it; or another column of that sheet.
    static func lastSheet(_ asOf: AsOf?, _ column: StaticString = "net_per_head") -> SQL {
        guard let asOf else {
            return """
                (SELECT t.\(name: column) FROM income_sheets t WHERE t.household = v.household AND t.known_until_ms IS NULL
                    ORDER BY t.period_from DESC LIMIT 1)
                """
        }
        return """
            (SELECT t.\(name: column) FROM income_sheets t WHERE t.household = v.household AND \(sql: asOf.knowledge(of: "t"))
                AND t.period_from <= \(asOf.day) ORDER BY t.period_from DESC LIMIT 1)
            """
    }
}
