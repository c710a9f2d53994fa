/// The forms departments send files in.
enum DeliveryFormat: String, Sendable, CaseIterable {
    case utf8CSV = "UTF-8 CSV"
    /// With a byte order mark, as spreadsheets save it.
    case utf8MarkedCSV = "UTF-8 CSV with BOM"
    case gb18030CSV = "GB18030 CSV"
    case gb18030Tabs = "GB18030, tabs"
    case utf16CSV = "UTF-16LE CSV"
    case semicolons = "UTF-8, semicolons"
    case workbook = "xlsx"

    var delimiter: UInt8 {
        switch self {
        case .gb18030Tabs: 0x09
        case .semicolons: 0x3B
        // Not written: it separates cells on their way into the spreadsheet.
        case .workbook: 0x1F
        default: 0x2C
        }
    }

    var fileExtension: String {
        switch self {
        case .gb18030Tabs: "txt"
        case .workbook: "xlsx"
        default: "csv"
        }
    }

    /// The name by which iconv knows the encoding; nil for UTF-8.
    var encoding: String? {
        switch self {
        case .gb18030CSV, .gb18030Tabs: "GB18030"
        case .utf16CSV: "UTF-16LE"
        case .utf8CSV, .utf8MarkedCSV, .semicolons, .workbook: nil
        }
    }

    var byteOrderMark: [UInt8] {
        switch self {
        case .utf8MarkedCSV: [0xEF, 0xBB, 0xBF]
        case .utf16CSV: [0xFF, 0xFE]
        default: []
        }
    }
}
