import Actions
import Register
import Storage

/// How a column of `DataSources/register/…` is read out of the register's tables.
struct HeldColumn {
    /// What stands in a cell of the answer.
    enum Form {
        /// Whole numbers in the column's own unit, flags as 0 and 1.
        case number
        /// `yyyy-MM-dd`.
        case day
        case text
        /// One code of a list, and several joined by a comma.
        case code(String), codes(String)
        /// A sealed text of a column of a table; `row` is the place in the SELECT of the row's id.
        case sealed(table: StaticString, column: StaticString, row: Int)
    }

    /// The expression in the SELECT.
    let sql: SQL
    let form: Form
    /// Why the column is lacking where nobody has a value in it; nil where an empty column is an answer.
    var lackingWhenEmpty: String?

    /// A fact of one of the register's tables of versions, called `alias` in the SELECT.
    init<Field: FactField>(_ field: Field, alias: StaticString, row: Int) {
        let declaration = field.declaration
        sql = "\(name: alias).\(name: declaration.column)"
        switch declaration.kind {
        case .text: form = .text
        case .code(let list): form = .code(list)
        case .codes(let list, _): form = .codes(list)
        case .date: form = .day
        case .integer, .year, .flag, .region, .hundredths: form = .number
        case .sealed: form = .sealed(table: Field.table.name, column: declaration.column, row: row)
        }
    }

    init(_ sql: SQL, _ form: Form) { (self.sql, self.form) = (sql, form) }
}

/// What the register does with a column of its declarations.
enum Holding {
    case held(HeldColumn)
    /// Not kept, and why; a rule that asks for it is skipped.
    case lacking(String)
}
