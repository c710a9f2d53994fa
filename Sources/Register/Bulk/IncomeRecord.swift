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

    /// How many items a file can give a sheet.
    static let mostItems = 5

    /// The columns of a households file that make up its sheet.
    package enum Column: String, Sendable {
        case wage = "wage_income"
        case business = "business_income"
        case property = "property_income"
        case transfer = "transfer_income"
        case other = "other_income"
        case cost = "production_cost"
        case compensation = "compensation_income"
        case selfPaid = "compliant_self_paid"
        case minimumLiving = "minimum_living_income"
        case destitute = "destitute_income"
        case pension = "pension_income"
        case familyPlanning = "family_planning_income"
        case ecology = "ecology_income"
    }

    /// Sets one column; an empty cell leaves the sheet as it is.
    mutating func set(_ column: Column, _ value: Value) {
        guard case .integer(let fen) = value else { return }
        switch column {
        case .wage: wage = fen
        case .business: business = fen
        case .property: property = fen
        case .transfer: transfer = fen
        case .other: other = fen
        case .cost: cost = fen
        case .compensation: compensation = fen
        case .selfPaid: selfPaid = fen
        case .minimumLiving: set(item: "transfer.minimum-living", fen)
        case .destitute: set(item: "transfer.destitute", fen)
        case .pension: set(item: "transfer.pension", fen)
        case .familyPlanning: set(item: "transfer.family-planning", fen)
        case .ecology: set(item: "transfer.ecology", fen)
        }
    }

    private mutating func set(item: String, _ fen: Int64) {
        if fen > 0 { items[item] = fen }
    }

    /// A cell as fen; `.null` for an empty one.
    static func value(_ cell: FileCell) throws(Problem) -> Value {
        if case .hundredths(let amount) = cell, amounts.contains(amount) { return .integer(amount) }
        let text = cell.text
        return text.allSatisfy(\.isWhitespace) ? .null : .integer(try fen(text))
    }

    private static let amounts: ClosedRange<Int64> = 0...1_000_000_000

    /// An amount of yuan with at most two decimals, up to ten million.
    static func fen(_ text: String) throws(Problem) -> Int64 {
        let money = try Money(text)
        guard amounts.contains(money.fen) else { throw RegisterProblems.amount }
        return money.fen
    }

    /// Income less cost.
    package var net: Int64 { wage + business + property + transfer + other - cost }
}
