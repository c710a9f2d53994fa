import Basics
import Datasets
import Register
import Storage

/// A column of a register's file that can be read cell by cell.
protocol RegisterColumn: Sendable {
    func read(_ cell: FileCell) throws(Problem) -> Value
}

extension HouseholdColumn: RegisterColumn {}
extension MemberColumn: RegisterColumn {}

/// Reads the cells of one column. A word, a code, a yes or no is read once and remembered: there are few of them and a million cells.
struct ColumnReader<Column: RegisterColumn>: Sendable {
    let column: Column
    let name: String
    private let index: Int
    /// What the words of the column mean, by their numbers, as far as they were met; empty for a column of any values.
    private var known: [Value?]

    /// The columns of a file that the register keeps.
    static func all(of file: RegisterFileRows, _ column: (String) -> Column?) -> [ColumnReader] {
        let cells = file.cells
        return file.columns.filter { $0 != file.joining }.compactMap { index in
            let name = cells.schema.columns[index].name
            return column(name).map {
                ColumnReader(column: $0, name: name, index: index, known: Array(repeating: nil, count: cells.variety(index) ?? 0))
            }
        }
    }

    /// Nil for an empty cell.
    mutating func value(_ segment: Segment, _ row: Int, in cells: CellTexts) throws(Problem) -> Value? {
        guard !known.isEmpty, let number = cells.number(segment, index, row).flatMap({ Int(exactly: $0) }), known.indices.contains(number) else {
            guard let cell = cells.cell(segment, index, row) else { return nil }
            return try column.read(cell)
        }
        if let value = known[number] { return value }
        guard let cell = cells.cell(segment, index, row) else { return nil }
        let value = try column.read(cell)
        known[number] = value
        return value
    }
}
