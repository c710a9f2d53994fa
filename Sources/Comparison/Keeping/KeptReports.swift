import Datasets
import Tabular

/// A file's report as it is kept.
struct KeptReport: Codable, Sendable {
    var source, path, format, encoding: String
    var delimiter: UInt8?
    var byteOrderMark: Bool
    var sheet: String?
    var header: [String]
    var headerLine, size, rows, accepted, rejected, normalised, malformed, matched, bytes: Int
    var filled: [Int]
    var unknownHeaders, missingColumns: [String]

    init(_ report: FileReport) {
        let file = report.description
        (source, path, format, encoding) = (report.source, report.path, file.format.rawValue, file.encoding.rawValue)
        (delimiter, byteOrderMark, sheet, header, headerLine, size) = (
            file.delimiter, file.byteOrderMark, file.sheet, file.header, file.headerLine, file.size
        )
        (rows, accepted, rejected) = (report.rows, report.accepted, report.rejected)
        (normalised, malformed, matched, bytes) = (report.normalised, report.malformed, report.matched, report.bytes)
        (filled, unknownHeaders, missingColumns) = (report.filled, report.unknownHeaders, report.missingColumns)
    }

    var report: FileReport {
        var description = FileDescription(
            path: path, format: FileDescription.Format(rawValue: format) ?? .delimited, encoding: TextEncoding(rawValue: encoding) ?? .utf8,
            delimiter: delimiter, byteOrderMark: byteOrderMark, sheet: sheet, header: header, headerLine: headerLine, size: size)
        description.path = path
        var report = FileReport(
            source: source, path: path, description: description, filled: filled, unknownHeaders: unknownHeaders, missingColumns: missingColumns)
        (report.rows, report.accepted, report.rejected) = (rows, accepted, rejected)
        (report.normalised, report.malformed, report.matched, report.bytes) = (normalised, malformed, matched, bytes)
        return report
    }
}

/// A rejected row as it is kept.
struct KeptReject: Codable, Sendable {
    var line: Int
    var column, value, reason, detail: String

    init(_ reject: Reject) {
        (line, column, value, reason, detail) = (reject.line, reject.column, reject.value, reject.reason, reject.detail)
    }

    var reject: Reject { Reject(line: line, column: column, value: value, reason: reason, detail: detail) }
}
