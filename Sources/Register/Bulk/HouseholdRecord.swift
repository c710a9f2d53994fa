import Basics
import Storage

/// One household of a register file with its people, read and checked cell by cell, before it is known whether the register takes it.
package struct HouseholdRecord: Sendable {
    package var number: Int64
    package var facts = Facts<HouseholdField>()
    package var living = Facts<LivingField>()
    package var income: IncomeRecord?
    package var members: [MemberRecord] = []
    /// The line of its file, for the reasons.
    package var line: Int64

    package init(number: Int64, line: Int64) {
        self.number = number
        self.line = line
    }

    /// Sets the value of a column of `DataSources/register/households`. False if the register keeps no such column.
    @discardableResult
    package mutating func set(_ column: String, _ text: String) throws(Problem) -> Bool {
        if let field = HouseholdField.named(HouseholdFileColumns.renamed[column] ?? column) {
            facts[field] = try FactReading.value(text, of: field.declaration)
        } else if let field = LivingField.named(column) {
            living[field] = try FactReading.value(text, of: field.declaration)
        } else if HouseholdFileColumns.income.contains(column) {
            var sheet = income ?? IncomeRecord()
            try sheet.set(column, text)
            income = sheet
        } else {
            return false
        }
        return true
    }
}

/// One person of a register file.
package struct MemberRecord: Sendable {
    package var facts = Facts<MemberField>()
    package var line: Int64

    package init(line: Int64) { self.line = line }

    /// Sets the value of a column of `DataSources/register/persons`. False if the register keeps no such column.
    @discardableResult
    package mutating func set(_ column: String, _ text: String) throws(Problem) -> Bool {
        if let change = MemberFileColumns.joining(column, text) {
            if let joined = change { facts.set(.joinedBy, joined) }
            return true
        }
        guard let field = MemberField.named(MemberFileColumns.renamed[column] ?? column), field.declaration.correctable else { return false }
        facts[field] = try FactReading.value(text, of: field.declaration)
        return true
    }
}

/// Columns of the files whose names are not those of the tables.
enum HouseholdFileColumns {
    static let renamed = ["village_code": "region"]
    static let income: Set<String> = [
        "wage_income", "business_income", "property_income", "transfer_income", "other_income", "production_cost", "compensation_income",
        "compliant_self_paid", "minimum_living_income", "destitute_income", "pension_income", "family_planning_income", "ecology_income",
    ]
}

enum MemberFileColumns {
    static let renamed = ["person_id": "person_number"]

    /// The column that tells how a member came; outer nil for another column.
    static func joining(_ column: String, _ text: String) -> String?? {
        guard column == "member_change" else { return nil }
        return .some(CodeLists.shipped["joining"]?.code(ofLabel: text))
    }
}
