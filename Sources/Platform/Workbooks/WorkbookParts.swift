/// The parts every workbook has around its sheets.
enum WorkbookParts {
    static let declaration = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#
    static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    private static let package = "http://schemas.openxmlformats.org/package/2006"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml"

    struct Sheet {
        var name: String
        var part: DeflatedPart
        /// Rows repeated on every printed page, such as `1:3`.
        var repeated: String?
        /// The range with filter arrows.
        var filtered: String?
    }

    /// Writes a workbook of these sheets.
    static func write(_ sheets: [Sheet], sharedStrings: String, to path: String) throws {
        var parts = [
            part("[Content_Types].xml", contentTypes(sheets.count)), part("_rels/.rels", rootRelations), part("xl/workbook.xml", workbook(sheets)),
            part("xl/_rels/workbook.xml.rels", workbookRelations(sheets.count)), part("xl/styles.xml", CellStyle.xml),
            part("xl/sharedStrings.xml", sharedStrings),
        ]
        parts += sheets.map(\.part)
        guard parts.map({ $0.finish() }).allSatisfy(\.self) else {
            throw CommandFailure(code: "unwritable", message: "\(path) cannot be compressed", advice: "check the memory that is left")
        }
        try ZipPackage.write(parts, to: path)
    }

    private static func part(_ name: String, _ text: String) -> DeflatedPart {
        let part = DeflatedPart(name: name)
        part.append(declaration + text)
        return part
    }

    private static func contentTypes(_ sheets: Int) -> String {
        #"<Types xmlns="\#(package)/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#
            + #"<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="\#(type).sheet.main+xml"/>"#
            + #"<Override PartName="/xl/styles.xml" ContentType="\#(type).styles+xml"/>"#
            + #"<Override PartName="/xl/sharedStrings.xml" ContentType="\#(type).sharedStrings+xml"/>"#
            + (1...sheets).map { #"<Override PartName="/xl/worksheets/sheet\#($0).xml" ContentType="\#(type).worksheet+xml"/>"# }.joined()
            + "</Types>"
    }

    private static var rootRelations: String {
        #"<Relationships xmlns="\#(package)/relationships"><Relationship Id="rId1" Type="\#(relations)/officeDocument" Target="xl/workbook.xml"/>"#
            + "</Relationships>"
    }

    private static func workbookRelations(_ sheets: Int) -> String {
        #"<Relationships xmlns="\#(package)/relationships">"#
            + (1...sheets).map { #"<Relationship Id="rId\#($0)" Type="\#(relations)/worksheet" Target="worksheets/sheet\#($0).xml"/>"# }.joined()
            + #"<Relationship Id="rId\#(sheets + 1)" Type="\#(relations)/styles" Target="styles.xml"/>"#
            + #"<Relationship Id="rId\#(sheets + 2)" Type="\#(relations)/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
    }

    private static func workbook(_ sheets: [Sheet]) -> String {
        let list = sheets.enumerated().map { #"<sheet name="\#($1.name)" sheetId="\#($0 + 1)" r:id="rId\#($0 + 1)"/>"# }.joined()
        let names = sheets.enumerated().map { place, sheet in
            let filter = sheet.filtered.map {
                #"<definedName name="_xlnm._FilterDatabase" localSheetId="\#(place)" hidden="1">'\#(sheet.name)'!\#(absolute($0))</definedName>"#
            }
            let titles = sheet.repeated.map {
                let rows = $0.split(separator: ":").map { "$\($0)" }.joined(separator: ":")
                return #"<definedName name="_xlnm.Print_Titles" localSheetId="\#(place)">'\#(sheet.name)'!\#(rows)</definedName>"#
            }
            return (filter ?? "") + (titles ?? "")
        }.joined()
        return #"<workbook xmlns="\#(main)" xmlns:r="\#(relations)"><bookViews><workbookView/></bookViews><sheets>\#(list)</sheets>"#
            + (names.isEmpty ? "" : "<definedNames>\(names)</definedNames>") + "</workbook>"
    }

    /// `A3:P9` as `$A$3:$P$9`.
    private static func absolute(_ range: String) -> String {
        range.split(separator: ":").map { cell in "$" + cell.prefix { $0.isLetter } + "$" + cell.drop { $0.isLetter } }.joined(separator: ":")
    }
}
