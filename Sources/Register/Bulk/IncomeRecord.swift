import Basics
import Storage

/// The income sheet as a register file carries it: class totals, and a few items.
package struct IncomeRecord: Sendable {
    package var wage: Int64 = 0
    package var business: Int64 = 0
    package var property: Int64 = 0
    package var transfer: Int64 = 0
    package var other: Int64 = 0
    package var cost: Int64 = 0
    package var compensation: Int64?
    package var selfPaid: Int64?
    /// Item code to fen.
    package var items: [String: Int64] = [:]

    package init() {}

    private static let itemColumns = [
        "minimum_living_income": "transfer.minimum-living", "destitute_income": "transfer.destitute", "pension_income": "transfer.pension",
        "family_planning_income": "transfer.family-planning", "ecology_income": "transfer.ecology",
    ]

    mutating func set(_ column: String, _ text: String) throws(Problem) {
        guard !text.allSatisfy(\.isWhitespace) else { return }
        let fen = try Self.fen(text)
        switch column {
        case "wage_income": wage = fen
        case "business_income": business = fen
        case "property_income": property = fen
        case "transfer_income": transfer = fen
        case "other_income": other = fen
        case "production_cost": cost = fen
        case "compensation_income": compensation = fen
        case "compliant_self_paid": selfPaid = fen
        default:
            if let item = Self.itemColumns[column], fen > 0 { items[item] = fen }
        }
    }

    /// An amount of yuan with at most two decimals, up to ten million.
    static func fen(_ text: String) throws(Problem) -> Int64 {
        let money = try Money(text)
        guard (0...1_000_000_000).contains(money.fen) else { throw RegisterProblems.amount }
        return money.fen
    }

    /// Income less cost.
    package var net: Int64 { wage + business + property + transfer + other - cost }
}
