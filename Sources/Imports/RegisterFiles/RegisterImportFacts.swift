import Actions
import Basics
import Register
import Storage

/// Everything the page of one register import shows.
struct RegisterImportFacts: Sendable {
    var id: Int64
    var region: RegionCode
    var day: CalendarDate
    var state: String
    var fault: String?
    var made: Moment
    var by: String
    var households: (rows: Int64, taken: Int64, rejected: Int64)?
    var persons: (rows: Int64, taken: Int64, rejected: Int64)?
    var files: [RegisterFileKind: File]
    var done: Int64
    var all: Int64?
    var reasons: [Reason]
    /// People of it whose number the register has under another name or household, not decided yet.
    var questions: Int64

    struct File: Sendable {
        var name: String
        var size: Int64
        var opened: OpenedFile
        var mapping: [String: String]
    }

    struct Reason: Sendable {
        var kind: RegisterFileKind
        var reason: String
        var column: String
        var rows: Int64
        var first: Int64
        var zh: String?
        var en: String?
    }
}

/// One register import with its files and how far it is.
struct FindRegisterImport: Query {
    static let permission = Permission.registerImport
    var id: Int64
    var names: AccountNames

    func answer(in reading: Reading) throws -> RegisterImportFacts {
        guard reading.scope.department == nil,
            let row = try reading.row(
                """
                SELECT i.region, i.day, i.state, i.fault, i.made_ms, i.made_by, i.households_in, i.households_taken, i.households_rejected,
                       i.persons_in, i.persons_taken, i.persons_rejected
                FROM register_imports i WHERE i.id = \(id) AND \(within: reading.scope, "i.region")
                """)
        else { throw Refusal.notFound }
        let maker = try row.integer("made_by")
        let job = try reading.row("SELECT done_units, all_units FROM jobs WHERE once = \("register-import-\(id)")")
        return RegisterImportFacts(
            id: id, region: try row.region("region"), day: try row.date("day"), state: try row.text("state"), fault: try row.optionalText("fault"),
            made: try row.moment("made_ms"), by: try names([maker], reading)[maker] ?? "", households: try balance(row, "households"),
            persons: try balance(row, "persons"), files: try files(reading), done: try job?.integer("done_units") ?? 0,
            all: try job?.optionalInteger("all_units"), reasons: try reasons(reading),
            questions: try IdentityQuestion.open(batch: String(id), in: reading))
    }

    private func balance(_ row: Row, _ what: String) throws -> (rows: Int64, taken: Int64, rejected: Int64)? {
        guard let rows = try row.optionalInteger(what + "_in") else { return nil }
        return (rows, try row.integer(what + "_taken"), try row.integer(what + "_rejected"))
    }

    private func files(_ reading: Reading) throws -> [RegisterFileKind: RegisterImportFacts.File] {
        var files: [RegisterFileKind: RegisterImportFacts.File] = [:]
        for row in try reading.rows("SELECT kind, name, bytes_in, opened, mapping FROM register_import_files WHERE import_id = \(id)") {
            guard let opened = try StoredJSON.value(OpenedFile.self, row.text("opened")) else { continue }
            files[try row.one("kind")] = RegisterImportFacts.File(
                name: try row.text("name"), size: try row.integer("bytes_in"), opened: opened,
                mapping: try StoredJSON.value([String: String].self, row.text("mapping")) ?? [:])
        }
        return files
    }

    private func reasons(_ reading: Reading) throws -> [RegisterImportFacts.Reason] {
        try reading.rows(
            """
            SELECT kind, reason, column_name, COUNT(*) AS found, MIN(line) AS first, MIN(zh) AS zh, MIN(en) AS en FROM register_import_rejects
            WHERE import_id = \(id) GROUP BY kind, reason, column_name ORDER BY COUNT(*) DESC, kind, reason, column_name LIMIT 50
            """
        ).map {
            RegisterImportFacts.Reason(
                kind: try $0.one("kind"), reason: try $0.text("reason"), column: try $0.text("column_name"), rows: try $0.integer("found"),
                first: try $0.integer("first"), zh: try $0.optionalText("zh"), en: try $0.optionalText("en"))
        }
    }
}

/// The imports of a region, newest first.
struct RegisterImportList: Query {
    static let permission = Permission.registerImport
    var limit: Int
    var after: Int64?

    struct Line: Sendable {
        var id: Int64
        var day: CalendarDate
        var state: String
        var made: Moment
        var households: Int64?
        var persons: Int64?
        var rejected: Int64?
    }

    func answer(in reading: Reading) throws -> [Line] {
        guard reading.scope.department == nil else { return [] }
        return try reading.rows(
            """
            SELECT i.id, i.day, i.state, i.made_ms, i.households_taken, i.persons_taken, i.households_rejected + i.persons_rejected AS rejected
            FROM register_imports i WHERE \(within: reading.scope, "i.region") AND i.id < \(after ?? Int64.max) ORDER BY i.id DESC LIMIT \(limit + 1)
            """
        ).map {
            Line(
                id: try $0.integer("id"), day: try $0.date("day"), state: try $0.text("state"), made: try $0.moment("made_ms"),
                households: try $0.optionalInteger("households_taken"), persons: try $0.optionalInteger("persons_taken"),
                rejected: try $0.optionalInteger("rejected"))
        }
    }
}

/// What the county chose for its headers the last time: column → header.
struct RememberedMapping: Query {
    static let permission = Permission.registerImport
    var kind: RegisterFileKind

    func answer(in reading: Reading) throws -> [String: String] {
        let rows = try reading.rows(
            """
            SELECT m.column_name, m.header FROM register_mappings m WHERE m.kind = \(kind) AND \(within: reading.scope, "m.region") ORDER BY m.region DESC
            """)
        return Dictionary(try rows.map { (try $0.text("column_name"), try $0.text("header")) }, uniquingKeysWith: { _, last in last })
    }
}
