import Tabular

/// What was found out about a file before its first row.
package struct OpenedFile: Codable, Sendable, Hashable {
    /// `delimited` or `workbook`.
    package var format: String
    package var encoding: String
    /// `,`, `TAB`, `;`, `|`; empty for a workbook.
    package var delimiter: String
    package var byteOrderMark: Bool
    package var sheet: String?
    package var header: [String]
    package var headerLine: Int
    /// Schema column → header that stands for it.
    package var mapped: [String: String]
    package var unknownHeaders: [String]
    /// Columns of the source the file does not have.
    package var missingColumns: [String]
    /// The delivery whose corrected rows these are, if the header says so.
    package var corrects: Int64?
    /// The first rows with their values masked, for the page where columns are matched.
    package var preview: [[String]]
}

/// One row that was not accepted. Nothing personal: IDs and names are masked, other texts left out.
package struct RejectedRow: Codable, Sendable, Hashable {
    package var line: Int
    /// The column of the source; empty when the row as a whole is at fault.
    package var column: String
    /// A stable word: `not-a-date`, `repeated-row`.
    package var reason: String
    package var value: String
    /// `15/16` for fields found and expected, the first line for a repeated row.
    package var detail: String

    package init(line: Int, column: String, reason: String, value: String, detail: String) {
        (self.line, self.column, self.reason, self.value, self.detail) = (line, column, reason, value, detail)
    }

    /// The same fields in every cell, one row before.
    package static let repeated = "repeated-row"
}

/// How many rows one reason has in one column, and the first of them.
package struct RejectCount: Codable, Sendable, Hashable {
    package var reason: String
    package var column: String
    package var rows: Int
    package var first: RejectedRow
}

/// The balance of a file: `rows == accepted + rejected`, always.
package struct ReadingFacts: Codable, Sendable, Hashable {
    package var rows = 0
    package var accepted = 0
    package var rejected = 0
    /// Numbers of persons that became numbers by normalising them, and those that are none: accepted, but matching nobody.
    package var normalised = 0
    package var malformed = 0
    /// Cells of a workbook that hold a formula; the value saved with it was read.
    package var formulas = 0
    /// Column → accepted rows with a value.
    package var filled: [String: Int] = [:]
    /// Column of amounts → sum of the accepted rows in fen; left out when it does not fit.
    package var sums: [String: Int64] = [:]
    /// Days since 1970-01-01, earliest and latest, over the first column of dates.
    package var firstDay: Int64?
    package var lastDay: Int64?
    /// Township → accepted rows, where the file has a column of regions.
    package var places: [Int64: Int] = [:]
    package var reasons: [RejectCount] = []
    /// Of a corrected file: lines of the first file whose rows are accepted now.
    package var mended: [Int] = []

    package init() {}
}

/// Why a file as a whole cannot be used.
package struct FileRefusal: Error, Codable, Sendable, Hashable {
    package enum Code: String, Codable, Sendable, CaseIterable {
        case unreadable = "file-unreadable"
        case columnsMissing = "columns-missing"
        case columnsDoubled = "columns-doubled"
        case otherUnit = "other-unit"
        case sourceUnknown = "source-unknown"
        case memory = "reader-memory"
        case time = "reader-time"
        case silent = "reader-silent"
        case crashed = "reader-crashed"
        case garbled = "reader-garbled"
        case cannotStart = "reader-cannot-start"
        case fileTooLarge = "file-too-large"
        case wrongDelivery = "corrects-another-delivery"
    }
    package var code: Code
    /// Names of columns, or what the reader said of the file. Nothing personal.
    package var detail: String

    package init(_ code: Code, _ detail: String = "") {
        (self.code, self.detail) = (code, detail)
    }
}

extension RejectedRow {
    /// From what the engine says of a row.
    init(line: Int, column: String, reason: String, value: String, telling detail: String) {
        let numbers = reason.hasSuffix("-fields") ? detail.split { !$0.isNumber }.prefix(2).joined(separator: "/") : ""
        self.init(line: line, column: column, reason: reason, value: value, detail: numbers)
    }
}
