import Tabular

/// What came of one file: the figures that `run.json` and the report show. `rows == accepted + rejected`, always.
package struct FileReport: Sendable {
    package var source: String
    package var path: String
    package var description: FileDescription
    package var rows = 0
    package var accepted = 0
    package var rejected = 0
    /// Keys that became valid by normalising (blanks, full-width digits, x, 15 digits, disability cards).
    package var normalised = 0
    /// Keys that are no ID at all and so match nobody.
    package var malformed = 0
    /// Rows matched to the register, counted once for each register row.
    package var matched = 0
    /// By schema column: accepted rows with a value.
    package var filled: [Int]
    /// Headers no column of the schema knows.
    package var unknownHeaders: [String]
    /// Schema columns the file does not have.
    package var missingColumns: [String]
    package var bytes = 0

    package init(
        source: String, path: String, description: FileDescription, filled: [Int], unknownHeaders: [String] = [], missingColumns: [String] = []
    ) {
        self.source = source
        self.path = path
        self.description = description
        self.filled = filled
        self.unknownHeaders = unknownHeaders
        self.missingColumns = missingColumns
    }
}

extension FileReport {
    /// Of rows that came from no file: a register read out of a database, a delivery that lies parsed. Its counts are still to be made.
    package init(supplied name: String, of schema: SourceSchema) {
        self.init(
            source: schema.name, path: name,
            description: FileDescription(
                path: name, format: .delimited, encoding: .utf8, delimiter: nil, byteOrderMark: false, sheet: nil, header: [], headerLine: 0, size: 0),
            filled: schema.columns.map { _ in 0 })
    }
}
