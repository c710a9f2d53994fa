import Actions
import Basics
import Register
import Storage

/// Takes the rejected rows of a register import away in the clear. The desk logs who, which and what for; only then the bytes are given out.
struct OpenRegisterFile: RegisterImportAct {
    static let name = "registerImport.openFile"
    static let needsPurpose = true
    var number: Int64
    var kind: RegisterFileKind

    struct Outcome: Codable, Sendable {
        var blob: BlobName
        var fileName: String
        var isWorkbook: Bool
        /// Column → header of the file, as it was read.
        var mapping: [String: String]
    }

    func perform(in writing: Writing) throws -> Outcome {
        guard let head = try RegisterImportHead.find(number, in: writing.reading) else { throw Refusal.notFound }
        guard head.state == "done" else { throw Refusal.conflict(.importNotDone) }
        writing.subject = "register-import/\(number)"
        writing.note("file", kind.rawValue)
        let row = try writing.transaction.row(
            "SELECT name, blob, opened, mapping FROM register_import_files WHERE import_id = \(number) AND kind = \(kind)")
        guard let row, let blob = BlobName(try row.text("blob")), let opened = try StoredJSON.value(OpenedFile.self, row.text("opened")) else {
            throw Refusal.notFound
        }
        return Outcome(
            blob: blob, fileName: try row.text("name"), isWorkbook: opened.format == "workbook",
            mapping: try StoredJSON.value([String: String].self, row.text("mapping")) ?? [:])
    }
}

/// Every rejected row of one spreadsheet of an import, with what its sender is told: by the worker that read it, or by the register.
struct RegisterRejects: Query {
    static let permission = Permission.registerImport
    var number: Int64
    var kind: RegisterFileKind
    /// Makes the text: the column, the reason's word, what the register says of it, a detail.
    var told: @Sendable (_ column: String, _ reason: String, _ own: String?, _ detail: String) -> String
    var isChinese: Bool

    func answer(in reading: Reading) throws -> ReturnedRows {
        guard reading.scope.department == nil, try RegisterImportHead.find(number, in: reading) != nil else { throw Refusal.notFound }
        var returned = ReturnedRows()
        let rows = try reading.rows(
            """
            SELECT line, column_name, reason, detail, zh, en FROM register_import_rejects WHERE import_id = \(number) AND kind = \(kind) ORDER BY line
            """)
        for row in rows {
            let own = try row.optionalText(isChinese ? "zh" : "en")
            returned.add(
                line: Int(try row.integer("line")), told(try row.text("column_name"), try row.text("reason"), own, try row.text("detail")))
        }
        return returned
    }
}

extension Problem {
    static let importNotDone = Problem(
        "import-not-done", what: .init(zh: "还没有更正文件", en: "there is no correction file yet"),
        why: .init(zh: "导入没有结束", en: "the import has not ended"),
        remedy: .init(zh: "等导入结束再下载", en: "download it when the import has ended"))
}
