import CXlsxWriter
import Glibc

/// Writes an `.xlsx` workbook row by row in constant memory, the same bytes for the same rows. All text is written as text, never as a
/// formula. The file appears when it is closed; a writer that is let go before leaves nothing behind.
package final class WorkbookWriter {
    /// A column of a sheet: its header, and its width in characters.
    package struct Column: Sendable {
        package var title: String
        package var width: Double

        package init(_ title: String, width: Double = 14) {
            self.title = title
            self.width = width
        }
    }

    private let output: OutputFile
    private var workbook: UnsafeMutablePointer<lxw_workbook>?
    private var sheet: UnsafeMutablePointer<lxw_worksheet>?
    private let header: UnsafeMutablePointer<lxw_format>?
    private let money: UnsafeMutablePointer<lxw_format>?
    private let date: UnsafeMutablePointer<lxw_format>?
    private let share: UnsafeMutablePointer<lxw_format>?
    private var row: lxw_row_t = 0
    private var column: lxw_col_t = 0
    private var columns = 0
    private var problem: TableProblem?

    /// The day every workbook says it was made, so that the same rows make the same file: 2000-01-01 UTC.
    private static let created: time_t = 946_684_800
    private static let rowLimit: lxw_row_t = 1_048_576
    private static let columnLimit = 16_384
    /// Whole numbers a cell holds exactly as shown.
    private static let exact: UInt = 999_999_999_999_999

    package init(path: String) throws(TableProblem) {
        output = try OutputFile(path: path)
        var options = lxw_workbook_options()
        options.constant_memory = UInt8(LXW_TRUE.rawValue)
        workbook = workbook_new_opt(output.temporary, &options)
        guard let workbook else {
            throw TableProblem(path: path, what: "cannot write", why: "the workbook could not be begun", advice: "Check the disk")
        }
        var properties = lxw_doc_properties()
        properties.created = Self.created
        workbook_set_properties(workbook, &properties)
        header = workbook_add_format(workbook)
        format_set_bold(header)
        format_set_bg_color(header, 0xE7ECEF)
        format_set_bottom(header, UInt8(LXW_BORDER_THIN.rawValue))
        format_set_text_wrap(header)
        format_set_align(header, UInt8(LXW_ALIGN_VERTICAL_CENTER.rawValue))
        money = workbook_add_format(workbook)
        format_set_num_format(money, "#,##0.00")
        date = workbook_add_format(workbook)
        format_set_num_format(date, "yyyy-mm-dd")
        share = workbook_add_format(workbook)
        format_set_num_format(share, "0.0%")
    }

    deinit {
        if let workbook { lxw_workbook_free(workbook) }
    }

    /// Begins a sheet with a header row, which stays in sight and can be filtered by.
    package func beginSheet(_ name: String, columns: [Column]) throws(TableProblem) {
        endSheet()
        guard let workbook, workbook_validate_sheet_name(workbook, name) == LXW_NO_ERROR, columns.count <= Self.columnLimit,
            let sheet = workbook_add_worksheet(workbook, name)
        else {
            throw TableProblem(
                path: output.path, what: "cannot write the sheet \(name)", why: "a spreadsheet takes no such name or so many columns",
                advice: "Use a new name of at most 31 characters without []:*?/\\")
        }
        self.sheet = sheet
        self.columns = columns.count
        row = 0
        column = 0
        for (place, described) in columns.enumerated() {
            let place = lxw_col_t(place)
            worksheet_set_column(sheet, place, place, described.width, nil)
            put { worksheet_write_string($0, 0, place, Self.cell(described.title), header) }
        }
        worksheet_freeze_panes(sheet, 1, 0)
        row = 1
    }

    /// A cell of text; more than 32,767 characters are refused.
    package func text(_ text: String) {
        if !text.isEmpty { put { worksheet_write_string($0, row, column, Self.cell(text), nil) } }
        column += 1
    }

    /// A cell with a whole number; as text when a spreadsheet would round it.
    package func int(_ value: Int) {
        if value.magnitude > Self.exact { return text(String(value)) }
        put { worksheet_write_number($0, row, column, Double(value), nil) }
        column += 1
    }

    /// A cell with an amount in fen, shown in yuan with two decimals.
    package func money(fen: Int) {
        put { worksheet_write_number($0, row, column, Double(fen) / 100, money) }
        column += 1
    }

    /// A cell with a share from 0 to 1, shown in per cent with one decimal.
    package func share(_ value: Double) {
        put { worksheet_write_number($0, row, column, value, share) }
        column += 1
    }

    /// A cell with a date, in days since 1970-01-01.
    package func date(days: Int) {
        guard CivilDate.days.contains(days) else { return int(days) }
        let serial = days + 25_569
        // Before March 1900 a spreadsheet counts a day that never was.
        if serial <= 60 || serial > 2_958_465 {
            var bytes: [UInt8] = []
            CivilDate.append(days: days, to: &bytes)
            return text(String(decoding: bytes, as: UTF8.self))
        }
        put { worksheet_write_number($0, row, column, Double(serial), date) }
        column += 1
    }

    /// A cell without anything in it.
    package func empty() { column += 1 }

    /// Ends the row.
    package func endRow() throws(TableProblem) {
        if let problem { throw problem }
        guard row + 1 < Self.rowLimit else {
            throw TableProblem(
                path: output.path, what: "cannot write", why: "a sheet takes \(Self.rowLimit) rows", advice: "Write several sheets, or CSV")
        }
        row += 1
        column = 0
    }

    /// Writes the workbook and gives the file its name. Nothing may be written after.
    package func close() throws(TableProblem) {
        endSheet()
        if let problem { throw problem }
        guard let workbook else { return }
        self.workbook = nil
        sheet = nil
        let result = workbook_close(workbook)
        guard result == LXW_NO_ERROR else { throw failure(result) }
        try output.commit()
    }

    private func endSheet() {
        guard let sheet, columns > 0, row > 0 else { return }
        worksheet_autofilter(sheet, 0, 0, row - 1, lxw_col_t(columns - 1))
    }

    /// Writes a cell; the first failure is kept for the end of the row.
    private func put(_ write: (UnsafeMutablePointer<lxw_worksheet>) -> lxw_error) {
        guard problem == nil else { return }
        guard let sheet else {
            problem = TableProblem(path: output.path, what: "cannot write", why: "no sheet was begun", advice: "Begin a sheet first")
            return
        }
        let result = write(sheet)
        if result != LXW_NO_ERROR { problem = failure(result) }
    }

    private func failure(_ result: lxw_error) -> TableProblem {
        let why = lxw_strerror(result).map { String(cString: $0) } ?? "error \(result.rawValue)"
        return TableProblem(path: output.path, line: Int(row) + 1, what: "cannot write", why: why, advice: "Check the row and the disk")
    }

    /// C strings end at a zero, which no cell may hold.
    private static func cell(_ text: String) -> String {
        text.utf8.contains(0) ? text.replacing("\0", with: "\u{FFFD}") : text
    }
}
