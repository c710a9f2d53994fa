/// Lines of CSV (RFC 4180) for people who open them in a spreadsheet: a text that would be taken for a formula gets an apostrophe before it.
package enum CSVText {
    /// What a file begins with, so that a spreadsheet reads it as UTF-8.
    package static let mark = "\u{FEFF}"

    /// One line with its end.
    package static func line(_ cells: [String]) -> String { cells.map(field).joined(separator: ",") + "\r\n" }

    private static func field(_ cell: String) -> String {
        let isFormula = cell.unicodeScalars.first.map { "=+@\t\r".unicodeScalars.contains($0) } ?? false
        // A negative number is no formula.
        let safe = isFormula || (cell.hasPrefix("-") && Double(cell) == nil) ? "'" + cell : cell
        return safe.contains { $0 == "," || $0 == "\"" || $0.isNewline } ? "\"" + safe.replacing("\"", with: "\"\"") + "\"" : safe
    }
}
