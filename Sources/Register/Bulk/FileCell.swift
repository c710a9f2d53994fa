import Basics
import Storage

/// A cell of a register file as its reader understood it, so that a day or an amount is not written as text only to be read again.
package enum FileCell: Sendable {
    case text(String)
    case day(CalendarDate)
    /// Amounts, areas and distances in hundredths: fen, of a mu, of a kilometre.
    case hundredths(Int64)
    case number(Int64)

    /// What would stand in the file.
    package var text: String {
        switch self {
        case .text(let text): return text
        case .day(let day): return day.description
        case .hundredths(let hundredths):
            let cents = hundredths.magnitude % 100
            return (hundredths < 0 ? "-" : "") + "\(hundredths.magnitude / 100).\(cents < 10 ? "0" : "")\(cents)"
        case .number(let number): return String(number)
        }
    }
}

extension FactReading {
    /// A cell as the value of a field. What a text would be refused for, the same cell in another form is refused for too.
    package static func value(_ cell: FileCell, of field: FieldDeclaration) throws(Problem) -> Value {
        switch (cell, field.kind) {
        case (.day(let day), .date): .text(day.description)
        case (.hundredths(let hundredths), .hundredths) where largestHundredths.contains(hundredths): .integer(hundredths)
        case (.number(let number), .integer(let range)) where range.contains(number): .integer(number)
        case (.number(let number), .year) where years.contains(number): .integer(number)
        default: try value(cell.text, of: field)
        }
    }
}

/// A column of a households file: which fact its cells are. Looked up once for a file, not for each cell.
package enum HouseholdColumn: Sendable {
    case fact(HouseholdField, FieldDeclaration)
    case living(LivingField, FieldDeclaration)
    case income(IncomeRecord.Column)

    /// Nil if the register keeps no such column of `DataSources/register/households`.
    package init?(_ name: String) {
        if let field = HouseholdField.named(name == "village_code" ? "region" : name) {
            self = .fact(field, field.declaration)
        } else if let field = LivingField.named(name) {
            self = .living(field, field.declaration)
        } else if let column = IncomeRecord.Column(rawValue: name) {
            self = .income(column)
        } else {
            return nil
        }
    }

    package func read(_ cell: FileCell) throws(Problem) -> Value {
        switch self {
        case .fact(_, let declaration), .living(_, let declaration): try FactReading.value(cell, of: declaration)
        case .income: try IncomeRecord.value(cell)
        }
    }
}

/// A column of a persons file.
package enum MemberColumn: Sendable {
    case fact(MemberField, FieldDeclaration)
    /// How the member came.
    case joining

    /// Nil if the register keeps no such column of `DataSources/register/persons`.
    package init?(_ name: String) {
        if name == "member_change" {
            self = .joining
        } else if let field = MemberField.named(name == "person_id" ? "person_number" : name), field.declaration.correctable {
            self = .fact(field, field.declaration)
        } else {
            return nil
        }
    }

    package func read(_ cell: FileCell) throws(Problem) -> Value {
        switch self {
        case .fact(_, let declaration): try FactReading.value(cell, of: declaration)
        case .joining: CodeLists.shipped["joining"]?.code(ofLabel: cell.text).map { .text($0) } ?? .null
        }
    }
}
