/// One sheet being written, row by row.
struct SheetPart {
    let part: DeflatedPart
    private var rows = 0

    /// Begins the sheet. `frozen` rows stay when it is scrolled; widths are in characters.
    init(number: Int, widths: [Double], frozenRows: Int = 0, landscape: Bool = false) {
        part = DeflatedPart(name: "xl/worksheets/sheet\(number).xml")
        let pane =
            frozenRows == 0
            ? "" : #"<pane ySplit="\#(frozenRows)" topLeftCell="A\#(frozenRows + 1)" activePane="bottomLeft" state="frozen"/>"#
        part.append(
            WorkbookParts.declaration + #"<worksheet xmlns="\#(WorkbookParts.main)"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>"#
                + #"<sheetViews><sheetView workbookViewId="0"\#(number == 1 ? #" tabSelected="1""# : "")>\#(pane)</sheetView></sheetViews>"#
                + #"<sheetFormatPr defaultRowHeight="16"/><cols>"#
                + widths.enumerated().map { #"<col min="\#($0 + 1)" max="\#($0 + 1)" width="\#($1)" customWidth="1"/>"# }.joined()
                + "</cols><sheetData>")
        self.landscape = landscape
    }
    private let landscape: Bool

    /// The number of the row last written.
    var rowCount: Int { rows }

    /// One row; `cells` appends its cells with `XLSXCell`.
    mutating func row(height: Double? = nil, _ cells: (inout [UInt8]) -> Void) {
        rows += 1
        let number = rows
        part.append { bytes in
            bytes += #"<row r=""#.utf8
            bytes += String(number).utf8
            if let height { bytes += #"" ht="\#(height)" customHeight="1"#.utf8 }
            bytes += #"">"#.utf8
            cells(&bytes)
            bytes += "</row>".utf8
        }
    }

    /// A row of texts in one style.
    mutating func row(_ texts: [String], _ style: CellStyle, height: Double? = nil) {
        row(height: height) { bytes in for text in texts { XLSXCell.append(text, style, to: &bytes) } }
    }

    /// Ends the sheet. `filter` is the range that gets filter arrows, such as `A3:P200`; `merged` ranges are one cell.
    func close(filter: String? = nil, merged: [String] = []) {
        let merges =
            merged.isEmpty ? "" : #"<mergeCells count="\#(merged.count)">"# + merged.map { #"<mergeCell ref="\#($0)"/>"# }.joined() + "</mergeCells>"
        part.append(
            "</sheetData>" + (filter.map { #"<autoFilter ref="\#($0)"/>"# } ?? "") + merges
                + #"<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6" header="0.3" footer="0.3"/>"#
                + #"<pageSetup paperSize="9" orientation="\#(landscape ? "landscape" : "portrait")" fitToWidth="1" fitToHeight="0"/>"#
                + "<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter></worksheet>")
    }
}

/// Cells as bytes of a sheet.
enum XLSXCell {
    static func append(_ text: String, _ style: CellStyle, to bytes: inout [UInt8]) {
        if text.isEmpty {
            blank(style, to: &bytes)
        } else {
            open(style, to: &bytes)
            bytes += escaped(text)
            close(to: &bytes)
        }
    }

    /// A text cell whose text the caller appends, escaped, before `close`.
    static func open(_ style: CellStyle, to bytes: inout [UInt8]) { bytes += opening[style.rawValue] }
    static func close(to bytes: inout [UInt8]) { bytes += closing }
    static func blank(_ style: CellStyle, to bytes: inout [UInt8]) { bytes += blanks[style.rawValue] }

    /// A text that stands in the workbook's list of shared strings.
    static func append(shared number: Int, _ style: CellStyle, to bytes: inout [UInt8]) {
        bytes += #"<c s="\#(style.rawValue)" t="s"><v>\#(number)</v></c>"#.utf8
    }

    static func append(number: Int64, _ style: CellStyle, to bytes: inout [UInt8]) {
        bytes += numberOpening[style.rawValue]
        bytes += String(number).utf8
        bytes += "</v></c>".utf8
    }

    /// Text as XML: what a sheet may not hold (control characters) becomes a blank.
    static func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x26: bytes += "&amp;".utf8
            case 0x3C: bytes += "&lt;".utf8
            case 0x3E: bytes += "&gt;".utf8
            case 0x0A, 0x20...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: bytes += UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter
            default: bytes.append(0x20)
            }
        }
        return bytes
    }

    /// Digits as text, so that no spreadsheet rounds or groups them; an empty cell for 0.
    static func append(digits number: Int64, _ style: CellStyle, to bytes: inout [UInt8]) {
        guard number != 0 else { return blank(style, to: &bytes) }
        open(style, to: &bytes)
        if number < 0 { bytes.append(0x2D) }
        let start = bytes.count
        var rest = number.magnitude
        repeat {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
        close(to: &bytes)
    }

    private static let opening = CellStyle.allCases.map { Array(#"<c s="\#($0.rawValue)" t="inlineStr"><is><t>"#.utf8) }
    private static let closing = Array("</t></is></c>".utf8)
    private static let blanks = CellStyle.allCases.map { Array(#"<c s="\#($0.rawValue)"/>"#.utf8) }
    private static let numberOpening = CellStyle.allCases.map { Array(#"<c s="\#($0.rawValue)"><v>"#.utf8) }
}
