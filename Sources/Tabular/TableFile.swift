/// Opens a file of records, whatever it is: what it holds decides, not its name.
package enum TableFile {
    /// Finds out format, encoding, delimiter and header of the file at `path` and gives a source of its records.
    package static func open(path: String, options: TableOptions = TableOptions()) throws(TableProblem) -> any RecordSource {
        let file = try InputFile(path: path)
        let head = try file.bytes(count: 8, at: 0)
        guard !head.isEmpty else {
            throw TableProblem(path: path, what: "no table", why: "the file is empty", advice: "Ask for the file again")
        }
        switch FileKind(head) {
        case .text: return try DelimitedOpening(file: file, options: options).open()
        case .zip: return try SheetSource.open(file: file, options: options)
        case .other(let name):
            throw TableProblem(
                path: path, what: "no table", why: "the file is \(name)", advice: "Save it as .xlsx or as CSV and hand that over")
        }
    }
}

/// What the first bytes of a file say it is.
enum FileKind: Equatable {
    case text, zip
    case other(String)

    private static let others: [([UInt8], String)] = [
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Excel file (.xls) or an encrypted workbook"),
        (Array("%PDF".utf8), "a PDF document"),
        ([0x1F, 0x8B], "compressed by gzip"),
        (Array("BZh".utf8), "compressed by bzip2"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "compressed by xz"),
        ([0x28, 0xB5, 0x2F, 0xFD], "compressed by zstd"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7-Zip archive"),
        (Array("Rar!".utf8), "a RAR archive"),
        ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)"),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)"),
        (Array("SQLite".utf8), "an SQLite database"),
        (Array("PAR1".utf8), "a Parquet file"),
    ]

    init(_ head: [UInt8]) {
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]) || head.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .zip
        } else if let (_, name) = Self.others.first(where: { head.starts(with: $0.0) }) {
            self = .other(name)
        } else {
            self = .text
        }
    }
}
