/// The list of sheets of a workbook, from `xl/workbook.xml`.
final class SheetList: XMLHandler {
    struct Sheet {
        var name: String
        var relation: String
        var isHidden: Bool
    }
    private(set) var sheets: [Sheet] = []
    /// Whether day 0 is 1904-01-01.
    private(set) var countsFrom1904 = false

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == "sheet" {
            guard let title = attributes.string("name"), let relation = attributes.local("id") else { return }
            let state = attributes.string("state") ?? "visible"
            sheets.append(Sheet(name: title, relation: relation, isHidden: state != "visible"))
        } else if name == "workbookPr" {
            let value = attributes.string("date1904")
            countsFrom1904 = value == "1" || value == "true"
        }
    }
}

/// What a part of a workbook points to, from its `.rels` part.
final class Relations: XMLHandler {
    private(set) var targets: [String: (kind: String, target: String)] = [:]

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        guard name == "Relationship", let id = attributes.string("Id"), let type = attributes.string("Type"),
            let target = attributes.string("Target"), attributes.string("TargetMode") != "External"
        else { return }
        targets[id] = (type.split(separator: "/").last.map(String.init) ?? "", target)
    }

    func target(ofKind kind: String) -> String? { targets.values.first { $0.kind == kind }?.target }

    /// A target as a name in the archive: relative to the folder of the part, or from the root.
    static func resolve(_ target: String, in folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/").map(String.init)
        for part in target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(String(part)) }
        }
        return parts.joined(separator: "/")
    }
}

/// A workbook opened as far as to know its sheets, formats and where its parts lie.
struct WorkbookParts {
    let sheetName: String
    let sheet: ZipEntry
    let strings: ZipEntry?
    let isDate: [Bool]
    let countsFrom1904: Bool

    init(file: InputFile, directory: ZipDirectory, wanted: String?) throws(TableProblem) {
        guard let main = try Self.mainPart(file: file, directory: directory) else { throw Self.noWorkbook(file.path, directory) }
        let list = SheetList()
        try XMLReader.read(main, of: file, by: list)
        let folder = main.name.split(separator: "/").dropLast().joined(separator: "/")
        let part = main.name.split(separator: "/").last.map(String.init) ?? ""
        let relations = Relations()
        if let entry = directory[(folder.isEmpty ? "" : folder + "/") + "_rels/" + part + ".rels"] {
            try XMLReader.read(entry, of: file, by: relations)
        }
        let readable = list.sheets.filter { relations.targets[$0.relation]?.kind == "worksheet" }
        let chosen = wanted.map { name in readable.first { $0.name == name } } ?? readable.first { !$0.isHidden }
        guard let chosen, let target = relations.targets[chosen.relation]?.target else {
            let names = readable.map(\.name).joined(separator: ", ")
            throw .workbook(
                file.path, wanted.map { "it has no sheet \($0), only: \(names)" } ?? "it has no visible sheet", "Say which sheet to read")
        }
        guard let sheet = directory[Relations.resolve(target, in: folder)] else {
            throw .damagedWorkbook(file.path, "the sheet \(chosen.name) is missing")
        }
        sheetName = chosen.name
        self.sheet = sheet
        strings = relations.target(ofKind: "sharedStrings").flatMap { directory[Relations.resolve($0, in: folder)] }
        let styles = CellStyles()
        if let entry = relations.target(ofKind: "styles").flatMap({ directory[Relations.resolve($0, in: folder)] }) {
            try XMLReader.read(entry, of: file, by: styles)
        }
        isDate = styles.isDate
        countsFrom1904 = list.countsFrom1904
    }

    private static func mainPart(file: InputFile, directory: ZipDirectory) throws(TableProblem) -> ZipEntry? {
        if let entry = directory["_rels/.rels"] {
            let relations = Relations()
            try XMLReader.read(entry, of: file, by: relations)
            if let target = relations.target(ofKind: "officeDocument"), target.hasSuffix("workbook.xml") {
                return directory[Relations.resolve(target, in: "")]
            }
        }
        return directory["xl/workbook.xml"]
    }

    private static func noWorkbook(_ path: String, _ directory: ZipDirectory) -> TableProblem {
        let kind =
            if directory["xl/workbook.bin"] != nil { "a binary workbook (.xlsb)" } else if directory["content.xml"] != nil {
                "an OpenDocument file"
            } else if directory["word/document.xml"] != nil { "a Word document" } else { "a zip archive without a workbook" }
        return TableProblem(path: path, what: "no table", why: "the file is \(kind)", advice: "Save it as .xlsx or as CSV and hand that over")
    }
}
