import Register
import Storage

/// The columns of `DataSources/register/households` in a SELECT over `h` (households), `v` (its version now), `l` (how it lives) and `s` (its last
/// income sheet). The inverse of `HouseholdColumn`, by which a file is taken in.
enum HouseholdHoldings {
    /// The version's id is the first thing selected, for what is sealed in it.
    static let versionID = 0

    static func holding(_ column: String) -> Holding {
        switch column {
        case "household_id": return .held(HeldColumn("h.number", .number))
        case "village_code": return .held(HeldColumn("v.region", .number))
        case "head_name": return .held(HeldColumn(head, .text))
        case "people": return .held(HeldColumn(people, .number))
        default: break
        }
        if let field = HouseholdField.named(column) { return .held(HeldColumn(field, alias: "v", row: versionID)) }
        if let field = LivingField.named(column) { return .held(HeldColumn(field, alias: "l", row: versionID)) }
        if column == "last_year_net_income_per_head" {
            var held = HeldColumn(lastYear, .number)
            held.lackingWhenEmpty = "the register has no income sheet of the year before"
            return .held(held)
        }
        if let sql = income(column) { return .held(HeldColumn(sql, .number)) }
        return .lacking("the register keeps no such column")
    }

    private static let head: SQL = """
        (SELECT m.name FROM members m WHERE m.household = v.household AND m.relation = 'head' AND m.known_until_ms IS NULL
        AND m.valid_until IS NULL ORDER BY m.id LIMIT 1)
        """
    private static let people: SQL = """
        (SELECT COUNT(*) FROM members m WHERE m.household = v.household AND m.known_until_ms IS NULL AND m.valid_until IS NULL)
        """

    /// What the sheet states, and what the register reckons from it: sums, and the net income of each head.
    private static func income(_ column: String) -> SQL? {
        switch column {
        case "wage_income": "s.wage"
        case "business_income": "s.business"
        case "property_income": "s.property"
        case "transfer_income": "s.transfer"
        case "other_income": "s.other"
        case "production_cost": "s.cost"
        case "total_income": "s.wage + s.business + s.property + s.transfer + s.other"
        case "net_income": "s.net"
        case "net_income_per_head": "s.net_per_head"
        case "compensation_income": "s.compensation"
        case "compliant_self_paid": "s.self_paid"
        case "minimum_living_income": item("transfer.minimum-living")
        case "destitute_income": item("transfer.destitute")
        case "pension_income": item("transfer.pension")
        case "family_planning_income": item("transfer.family-planning")
        case "ecology_income": item("transfer.ecology")
        default: nil
        }
    }

    /// An item that a sheet does not have is nothing received.
    private static func item(_ item: String) -> SQL {
        "CASE WHEN s.id IS NULL THEN NULL ELSE COALESCE((SELECT i.amount FROM income_items i WHERE i.sheet = s.id AND i.item = \(item)), 0) END"
    }

    private static let lastYear: SQL = """
        (SELECT e.net_per_head FROM income_sheets e WHERE e.household = v.household AND e.known_until_ms IS NULL
        AND e.period_from < s.period_from ORDER BY e.period_from DESC LIMIT 1)
        """

    /// Columns that the register reckons itself from the sheet or from its members, whatever a file stated.
    static let reckoned: Set<String> = ["people", "head_name", "total_income", "net_income", "net_income_per_head"]
}
