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
    /// Whether its number stands in an earlier chunk of the file, so that the register will have it by its turn.
    package var standsEarlier = false

    package init(number: Int64, line: Int64) {
        self.number = number
        self.line = line
    }

    /// Sets what was read of a column.
    package mutating func set(_ column: HouseholdColumn, _ value: Value) {
        switch column {
        case .fact(let field, _): facts[field] = value
        case .living(let field, _): living[field] = value
        case .income(let column):
            if income == nil { income = IncomeRecord() }
            income?.set(column, value)
        }
    }

    /// Sets the value of a column of `DataSources/register/households` by its name. False if the register keeps no such column.
    @discardableResult
    package mutating func set(_ column: String, _ text: String) throws(Problem) -> Bool {
        guard let column = HouseholdColumn(column) else { return false }
        set(column, try column.read(.text(text)))
        return true
    }
}

/// One person of a register file.
package struct MemberRecord: Sendable {
    package var facts = Facts<MemberField>()
    package var line: Int64
    /// Whether its ID number stands in an earlier chunk of the file.
    package var standsEarlier = false
    /// The keyed index of the ID number, once the check has made it.
    var identity: [UInt8]?

    package init(line: Int64) { self.line = line }

    /// Sets what was read of a column.
    package mutating func set(_ column: MemberColumn, _ value: Value) {
        switch column {
        case .fact(let field, _): facts[field] = value
        case .joining: if !value.isNull { facts[.joinedBy] = value }
        }
    }

    /// Sets the value of a column of `DataSources/register/persons` by its name. False if the register keeps no such column.
    @discardableResult
    package mutating func set(_ column: String, _ text: String) throws(Problem) -> Bool {
        guard let column = MemberColumn(column) else { return false }
        set(column, try column.read(.text(text)))
        return true
    }
}
