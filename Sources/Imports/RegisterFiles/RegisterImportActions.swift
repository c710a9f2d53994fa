import Actions
import Basics
import Foundation
import Register
import Storage

/// One import of register files, as the actions first look at it.
struct RegisterImportHead: Sendable {
    let id: Int64
    let region: RegionCode
    let day: CalendarDate
    let state: String
    let leaf: Int64

    static func find(_ id: Int64, in reading: Reading) throws -> RegisterImportHead? {
        try reading.row(
            "SELECT i.id, i.region, i.day, i.state, i.audit_leaf FROM register_imports i WHERE i.id = \(id) AND \(within: reading.scope, "i.region")"
        ).map {
            RegisterImportHead(
                id: try $0.integer("id"), region: try $0.region("region"), day: try $0.date("day"), state: try $0.text("state"),
                leaf: try $0.integer("audit_leaf"))
        }
    }
}

/// An act on one import; departments' accounts have no business with the register.
protocol RegisterImportAct: Action {
    var number: Int64 { get }
}

extension RegisterImportAct {
    package static var permission: Permission { .registerImport }
    package func place(in reading: Reading) throws -> RegionCode? {
        reading.scope.department == nil ? try RegisterImportHead.find(number, in: reading)?.region : nil
    }
    func head(_ states: [String], in writing: Writing) throws -> RegisterImportHead {
        guard let head = try RegisterImportHead.find(number, in: writing.reading) else { throw Refusal.notFound }
        guard states.contains(head.state) else { throw Refusal.conflict(.importStarted) }
        writing.subject = "register-import/\(number)"
        return head
    }
}

/// Takes a spreadsheet for the register in: a new import, or the second file of one that was begun. A file of the same kind replaces the first.
struct AddRegisterFile: Action {
    static let name = "registerImport.addFile"
    static let permission = Permission.registerImport
    /// Nil begins a new import.
    var number: Int64?
    var region: Int64
    var day: CalendarDate
    var kind: RegisterFileKind
    var fileName: String
    var size: Int64
    var blob: BlobName
    var opened: OpenedFile
    var mapping: [String: String]

    func place(in reading: Reading) throws -> RegionCode? {
        guard reading.scope.department == nil else { return nil }
        return try number.map { try RegisterImportHead.find($0, in: reading)?.region } ?? RegionCode(number: region)
    }

    func perform(in writing: Writing) throws -> Int64 {
        let id =
            try number
            ?? writing.insert(
                into: .registerImports,
                ["region": region, "day": day, "state": "draft", "made_ms": writing.now, "made_by": writing.actor.account])
        if let number {
            guard try RegisterImportHead.find(number, in: writing.reading)?.state == "draft" else { throw Refusal.conflict(.importStarted) }
        }
        let values: [String: any Bindable] = [
            "import_id": id, "kind": kind, "name": fileName, "bytes_in": size, "blob": blob, "opened": try StoredJSON.text(opened),
            "mapping": try StoredJSON.text(mapping),
        ]
        let earlier = try writing.transaction.row("SELECT id FROM register_import_files WHERE import_id = \(id) AND kind = \(kind)")
        if let earlier {
            try writing.change(.registerImportFiles, id: earlier.integer("id"), values)
        } else {
            try writing.insert(into: .registerImportFiles, values)
        }
        writing.subject = "register-import/\(id)"
        return id
    }
}

/// Says which header means which column, remembers it for the county, and has the import begin if that was asked for too.
package struct MapRegisterColumns: RegisterImportAct {
    package static let name = "registerImport.map"
    package var number: Int64
    /// Of each sheet that was matched: column → header; an empty header leaves the column out.
    var mappings: [RegisterFileKind: [String: String]]
    var starts: Bool

    package func perform(in writing: Writing) throws -> Int64 {
        let head = try head(["draft"], in: writing)
        for (kind, mapping) in mappings.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            let row = try writing.transaction.row("SELECT id, opened FROM register_import_files WHERE import_id = \(number) AND kind = \(kind)")
            guard let row, let opened = try StoredJSON.value(OpenedFile.self, row.text("opened")) else { throw Refusal.notFound }
            let chosen = mapping.filter { !$0.value.isEmpty }
            let wrong = chosen.values.first { !opened.header.contains($0) }
            guard wrong == nil, Set(chosen.values).count == chosen.count else { throw Refusal.invalid(kind.rawValue, .mappingDoubled) }
            try writing.change(.registerImportFiles, id: row.integer("id"), ["mapping": try StoredJSON.text(chosen)])
            for (column, header) in chosen.sorted(by: { $0.key < $1.key }) { try remember(kind, column, header, head.region, writing) }
        }
        if starts { try StartRegisterImport(number: number).start(in: writing) }
        return number
    }

    private func remember(_ kind: RegisterFileKind, _ column: String, _ header: String, _ region: RegionCode, _ writing: Writing) throws {
        let known = try writing.transaction.row(
            "SELECT id, header FROM register_mappings WHERE region = \(region) AND kind = \(kind) AND column_name = \(column)")
        if let known {
            guard try known.text("header") != header else { return }
            try writing.change(.registerMappings, id: known.integer("id"), ["header": header])
        } else {
            try writing.insert(into: .registerMappings, ["region": region, "kind": kind, "column_name": column, "header": header])
        }
    }
}

/// Has the files read into the register.
package struct StartRegisterImport: RegisterImportAct {
    package static let name = "registerImport.start"
    package var number: Int64

    package init(number: Int64) { self.number = number }

    package func perform(in writing: Writing) throws -> Int64 {
        _ = try head(["draft"], in: writing)
        try start(in: writing)
        return number
    }

    /// Both sheets must be there with their required columns matched.
    func start(in writing: Writing) throws {
        for kind in RegisterFileKind.allCases {
            let row = try writing.transaction.row("SELECT mapping FROM register_import_files WHERE import_id = \(number) AND kind = \(kind)")
            guard let row, let mapping = try StoredJSON.value([String: String].self, row.text("mapping")) else {
                throw Refusal.invalid(kind.rawValue, .filesMissing)
            }
            guard kind.required.allSatisfy({ mapping[$0] != nil }) else { throw Refusal.invalid(kind.rawValue, .columnsUnmapped) }
        }
        try writing.change(.registerImports, id: number, ["state": "running"])
        try writing.enqueue(RegisterImportJob(number: number), once: "register-import-\(number)")
    }
}

/// Writes some thousand rejected rows of an import.
struct KeepRegisterRejects: RegisterImportAct {
    static let name = "registerImport.keepRejects"
    var number: Int64
    var rows: [Row]

    struct Row: Codable, Sendable, Hashable {
        var kind: RegisterFileKind
        var line: Int64
        var column: String
        var reason: String
        var shown: String
        var detail: String
        var zh: String?
        var en: String?
    }

    func perform(in writing: Writing) throws -> Int {
        _ = try head(["running"], in: writing)
        let ids = try writing.newIDs(rows.count, for: .registerImportRejects)
        try writing.insertChunk(
            into: .registerImportRejects,
            zip(ids, rows).map { id, row in
                [
                    .integer(id), .integer(number), .text(row.kind.rawValue), .integer(row.line), .text(row.column), .text(row.reason),
                    .text(row.shown),
                    .text(row.detail), row.zh.value, row.en.value,
                ]
            })
        return rows.count
    }
}

/// The balance of both files: every row was taken or rejected.
struct FinishRegisterImport: RegisterImportAct {
    static let name = "registerImport.finish"
    var number: Int64
    var households: Balance
    var persons: Balance
    /// Why nothing could be read at all.
    var fault: String?

    struct Balance: Codable, Sendable, Hashable {
        var rows = 0
        var taken = 0
        var rejected = 0
    }

    func perform(in writing: Writing) throws -> String {
        _ = try head(["running"], in: writing)
        if let fault {
            try writing.change(.registerImports, id: number, ["state": "failed", "fault": fault, "ended_ms": writing.now])
            return "failed"
        }
        try writing.change(
            .registerImports, id: number,
            [
                "state": "done", "households_in": households.rows, "households_taken": households.taken, "households_rejected": households.rejected,
                "persons_in": persons.rows, "persons_taken": persons.taken, "persons_rejected": persons.rejected, "ended_ms": writing.now,
            ])
        writing.note("households", Int64(households.taken))
        writing.note("persons", Int64(persons.taken))
        return "done"
    }
}

/// Reads both files of an import into the register; `RegisterImportBody` does it.
struct RegisterImportJob: JobContent {
    static let kind = "registerImport.run"
    /// A killed server's work is taken up again within seconds; a chunk is written in a part of it even on a slow disk.
    static let lease = 10
    var number: Int64
}

extension Problem {
    static let importStarted = Problem(
        "import-started", what: .init(zh: "这次导入不能再改", en: "the import cannot be changed any more"), why: .init(zh: "它已经开始", en: "it has begun"),
        remedy: .init(zh: "要更正请另建一次导入", en: "begin another import for corrections"))
    static let filesMissing = Problem(
        "import-files-missing", what: .init(zh: "还不能开始导入", en: "the import cannot begin"),
        why: .init(zh: "户表和人员表要一起送", en: "households and people come together"), remedy: .init(zh: "请补上另一张表", en: "add the other spreadsheet"))
    static let columnsUnmapped = Problem(
        "import-columns-unmapped", what: .init(zh: "还不能开始导入", en: "the import cannot begin"),
        why: .init(zh: "有必需的列没有对上", en: "a required column has no header"), remedy: .init(zh: "请在列对照里选好", en: "choose one in the table of columns"))
    static let mappingDoubled = Problem(
        "import-mapping", what: .init(zh: "列对照不能保存", en: "the columns cannot be matched like this"),
        why: .init(zh: "一个表头用了两次，或文件里没有", en: "a header is used twice, or is not in the file"),
        remedy: .init(zh: "每个表头只对一列", en: "give each header to one column"))
}
