/// A file of records, opened, its encoding, delimiter and header known. Several threads may take from it at once:
/// each takes a stretch under a short lock (read, find the last end of a record) and splits it into blocks on its own.
package protocol RecordSource: AnyObject, Sendable {
    var description: FileDescription { get }
    /// Fills `stretch` with the next few megabytes, ending at the end of a record. With `waiting` false, gives `busy`
    /// instead of standing in line behind another thread.
    func take(_ stretch: Stretch, waiting: Bool) throws(TableProblem) -> Taken
}

package enum Taken: Sendable { case filled, busy, end }

/// What was found out about a file before its first record.
package struct FileDescription: Sendable {
    package enum Format: String, Sendable { case delimited, workbook }
    package var path: String
    package var format: Format
    package var encoding: TextEncoding
    /// The byte between fields; nil for a workbook.
    package var delimiter: UInt8?
    package var byteOrderMark: Bool
    /// The sheet's name for a workbook.
    package var sheet: String?
    /// Column headers, trimmed, in UTF-8.
    package var header: [String]
    /// The line (or the row of the sheet) the header stands in.
    package var headerLine: Int
    package var size: Int
    /// Cells of a workbook that hold a formula, met so far; what was read is the value saved with them.
    package var formulas: Int
    /// Title lines above the header.
    package var titleLines: Int

    package init(
        path: String, format: Format, encoding: TextEncoding, delimiter: UInt8?, byteOrderMark: Bool, sheet: String?, header: [String],
        headerLine: Int, size: Int, formulas: Int = 0, titleLines: Int = 0
    ) {
        self.path = path
        self.format = format
        self.encoding = encoding
        self.delimiter = delimiter
        self.byteOrderMark = byteOrderMark
        self.sheet = sheet
        self.header = header
        self.headerLine = headerLine
        self.size = size
        self.formulas = formulas
        self.titleLines = titleLines
    }
}
