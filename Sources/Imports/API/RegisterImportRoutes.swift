import Actions
import Basics
import Datasets
import Register
import Storage
import Web

/// What machines are told when a spreadsheet of the register was taken.
struct ReceivedRegisterFile: Codable, Sendable { var `import`: Int64 }

/// Bringing the register's own spreadsheets in: two files, matched columns, then a job.
struct RegisterImportRoutes: Sendable {
    let parts: ImportsParts

    var all: [Route] { [list, upload, page, columns, start, correction] }

    private var list: Route {
        .list("/register-imports", RegisterImportsPage.self, needs: .registerImport, summary: "route.register-imports") { visit in
            try await listed(visit, [])
        }
    }

    private func listed(_ visit: Visit, _ problems: [FormProblem]) async throws -> RegisterImportsPage {
        let limit = try visit.limit
        let found = try await visit.ask(RegisterImportList(limit: limit, after: visit.after.flatMap(Int64.init)))
        return RegisterImportsPage(found, limit: limit, today: visit.now.chinaDate, problems: problems, Words(visit))
    }

    /// `kind`, `day` and, for the second file, `import` before the file.
    private var upload: Route {
        .upload(
            "/register-imports", needs: .registerImport, summary: "route.register-import-file", limit: parts.largestFile,
            outcome: try? SchemaRecorder.schema(of: ReceivedRegisterFile.self),
            redo: { visit, problems in try await listed(visit, problems) },
            receive: { visit, upload in
                let number = try await receive(visit, upload)
                guard visit.format == .html else { return try Answer.data(ReceivedRegisterFile(import: number)) }
                return .seeOther("/register-imports/\(number)")
            }
        ).taking([
            RouteInput("kind", summary: "input.kind"), RouteInput("day", summary: "input.day"), RouteInput("import", summary: "input.import"),
        ])
    }

    private func receive(_ visit: Visit, _ upload: Upload) async throws -> Int64 {
        let writer = try parts.blobs.writer()
        var given: (kind: RegisterFileKind, day: CalendarDate, number: Int64?)?
        try await upload.receive(
            begin: { upload in
                func value(_ name: String) -> String? { (upload.fields[name] ?? visit.query(name)).flatMap { $0.isEmpty ? nil : $0 } }
                guard let kind = value("kind").flatMap(RegisterFileKind.init(rawValue:)) else { throw Refusal.invalid("kind", .sourceUnknown) }
                let day = value("day").flatMap { CalendarDate(iso: $0) } ?? visit.now.chinaDate
                guard day <= visit.now.chinaDate else { throw Refusal.invalid("day", .periodAhead) }
                given = (kind, day, value("import").flatMap(Int64.init))
            },
            take: { try writer.append($0) })
        guard let given, writer.length > 0 else { throw Refusal.invalid("file", .fileMissing) }
        let length = writer.length
        let blob = try writer.finish().name
        let (opened, mapping) = try await looked(blob, given.kind, visit)
        let action = AddRegisterFile(
            number: given.number, region: try visit.actor.scope.region.number, day: given.day, kind: given.kind, fileName: upload.fileName,
            size: length,
            blob: blob, opened: opened, mapping: mapping)
        return try await visit.perform(action).outcome
    }

    /// Has a worker look at the file's header and first rows, and matches its columns as well as can be guessed.
    private func looked(_ blob: BlobName, _ kind: RegisterFileKind, _ visit: Visit) async throws -> (OpenedFile, [String: String]) {
        guard let schema = parts.schema(kind.folder) else { throw Refusal.invalid("kind", .sourceUnknown) }
        let order = ReadingOrder(task: .look, sources: parts.sourcesFolder, folder: kind.folder, limits: parts.limits)
        do {
            let worker = try WorkerProcess(parts.program, order: order, file: try parts.memory(of: blob))
            guard case .opened(let opened)? = try await worker.next() else { throw FileRefusal(.garbled) }
            let remembered = try await visit.ask(RememberedMapping(kind: kind))
            return (opened, MappingSuggestion(schema: schema, remembered: remembered).mapping(for: opened))
        } catch let refusal as FileRefusal {
            throw Refusal.invalid("file", refusal.problem)
        }
    }

    private var page: Route {
        .page("/register-imports/{import}", RegisterImportPage.self, needs: .registerImport, summary: "route.register-import") { visit in
            try await shown(visit, [])
        }
    }

    /// The page; after a form that was refused with what was chosen in it.
    private func shown(_ visit: Visit, _ problems: [FormProblem], _ form: FormState? = nil) async throws -> RegisterImportPage {
        var facts = try await visit.ask(FindRegisterImport(id: visit.id("import"), names: parts.accounts))
        var schemas: [RegisterFileKind: SourceSchema] = [:]
        for kind in RegisterFileKind.allCases { schemas[kind] = parts.schema(kind.folder) }
        for kind in form == nil ? [] : RegisterFileKind.allCases {
            for column in schemas[kind]?.columns ?? [] {
                guard let chosen = form?.fields["\(kind.rawValue).\(column.name)"]?.value else { continue }
                facts.files[kind]?.mapping[column.name] = chosen.isEmpty ? nil : chosen
            }
        }
        return RegisterImportPage(facts, schemas: schemas, problems: problems, Words(visit))
    }

    /// The tables of columns as one form: `households.household_id=户号`, `persons.name=姓名`; `then=start` begins the import as well.
    struct ColumnsForm: Codable, Sendable {
        var households: [String: String]?
        var persons: [String: String]?
        var then: String?
        var `import`: String

        var mappings: [RegisterFileKind: [String: String]] {
            var mappings: [RegisterFileKind: [String: String]] = [:]
            mappings[.households] = households
            mappings[.persons] = persons
            return mappings
        }
    }

    private var columns: Route {
        .act(
            "/register-imports/{import}/columns", form: ColumnsForm.self, summary: "route.register-import-columns", needs: .registerImport,
            make: { visit, form in
                MapRegisterColumns(number: try visit.id("import"), mappings: form.mappings, starts: form.then == "start")
            },
            redo: { visit, form in try await shown(visit, form.problems, form) },
            then: { _, visit in
                let starts = visit.form["then"] == "start"
                return .seeOther("/register-imports/\(try visit.id("import"))")
                    .noting(starts ? "register-import.note.started" : "register-import.note.mapped")
            })
    }

    /// The rows that were not taken, as they came, with the reason in front. What is logged is the taking away, before the first byte leaves.
    private var correction: Route {
        .file("/register-imports/{import}/correction/{kind}", needs: .registerImport, summary: "route.register-import-correction") { visit in
            guard let kind = RegisterFileKind(rawValue: try visit.parameter("kind")) else { throw Refusal.notFound }
            let number = try visit.id("import")
            try visit.requireStepUp(back: "/register-imports/\(number)")
            var request = visit.request
            request.purpose = visit.text("delivery.correction.purpose")
            let outcome = try await visit.desk.perform(OpenRegisterFile(number: number, kind: kind), as: visit.actor, request: request).outcome
            let returned = try await visit.ask(
                RegisterRejects(number: number, kind: kind, told: told(kind, Words(visit)), isChinese: visit.language == .zh))
            let file = CorrectionFile(parts: parts, number: number, kind: kind, outcome: outcome, returned: returned)
            return FileAnswer(name: file.name, mediaType: file.mediaType) { try file.pieces() }
        }
    }

    /// Why and what to do, in the reader's words: `村编码：不是十二位数字：…`.
    private func told(_ kind: RegisterFileKind, _ words: Words) -> @Sendable (String, String, String?, String) -> String {
        let titles = Dictionary((parts.schema(kind.folder)?.columns ?? []).map { ($0.name, words.title($0.title)) }) { first, _ in first }
        let stop = words.isChinese ? "：" : ": "
        return { column, reason, own, detail in
            let why = own ?? words("reject.\(reason)") + stop + words("reject.\(reason).todo")
            return (titles[column].map { $0 + stop } ?? "") + why + (detail.isEmpty ? "" : "（\(detail)）")
        }
    }

    struct StartForm: Codable, Sendable { var `import`: String }

    private var start: Route {
        .act(
            "/register-imports/{import}/start", form: StartForm.self, summary: "route.register-import-start", needs: .registerImport,
            make: { visit, _ in StartRegisterImport(number: try visit.id("import")) },
            redo: { visit, form in try await shown(visit, form.problems) },
            then: { _, visit in .seeOther("/register-imports/\(try visit.id("import"))").noting("register-import.note.started") })
    }
}

extension FileRefusal {
    /// The same as a fault of the form's file field.
    var problem: Problem {
        Problem(
            .init(rawValue: code.rawValue), what: .init(zh: "文件不能用", en: "the file cannot be used"),
            why: .init(zh: detail.isEmpty ? code.rawValue : detail, en: detail.isEmpty ? code.rawValue : detail),
            remedy: .init(zh: "另存为 .xlsx 或 CSV 再送", en: "save it as .xlsx or CSV and send it again"))
    }
}
