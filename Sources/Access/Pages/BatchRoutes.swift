import Actions
import Basics
import Storage
import Web

/// What machines are told when a list of accounts was taken.
struct SubmittedBatch: Codable, Sendable { var batch: Int64 }

/// Handing in many accounts at once, deciding the list, and taking the secrets away.
struct BatchRoutes {
    let gate: Gate
    let blobs: BlobStore
    /// 200 MiB: a province's 874,300 rows are some 70.
    private static let limit = 200 << 20

    var routes: [Route] { [list, page, template, upload, decide, rejects, secrets] }

    private var list: Route {
        .list("/accounts/batches", BatchListPage.self, needs: .accountRead, summary: "route.batches") { visit in
            try await visit.ask(BatchList(below: visit.after.flatMap { Int64($0) }, limit: visit.limit, states: visit.batchStates))
        }
    }

    private var page: Route {
        .page("/accounts/batches/{batch}", BatchPage.self, needs: .accountRead, summary: "route.batches.one") { visit in
            try await visit.ask(BatchFacts(id: visit.id("batch"), states: visit.batchStates))
        }
    }

    private var upload: Route {
        .upload(
            "/accounts/batches", needs: .accountCreate, summary: "route.batches.submit", limit: Self.limit,
            outcome: try? SchemaRecorder.schema(of: SubmittedBatch.self),
            redo: { visit, problems in try await visit.ask(BatchList(limit: 50, states: visit.batchStates, problems: problems)) }
        ) { [blobs] visit, upload in
            try visit.requireStepUp(back: "/accounts/batches")
            let writer = try blobs.writer()
            try await upload.receive { try writer.append($0) }
            let name = try writer.finish().name
            let done = try await visit.perform(SubmitBatch(file: upload.fileName, content: name.hex))
            return visit.format == .json
                ? try .data(SubmittedBatch(batch: done.outcome)) : .seeOther("/accounts/batches/\(done.outcome)").noting("batch.submitted")
        }
    }

    private var decide: Route {
        .act(
            "/accounts/batches/{batch}/decision", form: DecideBatch.self, summary: "route.batches.decide", needs: .accountGrant,
            make: { visit, action -> DecideBatch in
                try visit.requireStepUp(back: "/accounts/batches/\(action.batch)")
                return action
            },
            redo: { visit, form in try await visit.ask(BatchFacts(id: visit.id("batch"), states: visit.batchStates, form: form)) },
            then: { _, visit in .seeOther("/accounts/batches/\(try visit.id("batch"))").noting("account.decided") })
    }

    private var rejects: Route {
        .file("/accounts/batches/{batch}/rejects", needs: .accountRead, summary: "route.batches.rejects") { [blobs] visit in
            let batch = try await visit.ask(BatchByID(id: visit.id("batch")))
            guard let name = batch.rejects.flatMap(BlobName.init) else { throw Refusal.notFound }
            return Self.file(try blobs.reader(name), "accounts-\(batch.id)-rejected.csv")
        }
    }

    private static func file(_ blob: BlobReader, _ name: String) -> FileAnswer {
        FileAnswer(name: name, mediaType: "text/csv; charset=utf-8", size: blob.length) {
            let place = Place()
            return {
                let bytes = try blob.bytes(at: await place.next(Int64(64 << 10)), count: 64 << 10)
                return bytes.isEmpty ? nil : bytes
            }
        }
    }

    private actor Place {
        private var offset: Int64 = 0
        func next(_ step: Int64) -> Int64 {
            defer { offset += step }
            return offset
        }
    }

    /// The header, and one line for each role as an example.
    private var template: Route {
        .file("/accounts/batches/template", needs: .accountCreate, summary: "route.batches.template") { [gate] visit in
            let isChinese = visit.language == .zh
            var text = CSVText.mark + CSVText.line(AccountSheet.columns.map { $0.names[isChinese ? 0 : 1] })
            let region = try visit.actor.scope.region.prefix
            for role in Role.allCases where !role.isAdministrator {
                let department = role.hasDepartment ? gate.settings.departments.min() ?? "" : ""
                text += CSVText.line(["example-\(role.rawValue)", "", visit.language.text(of: role.name), region, department, ""])
            }
            return FileAnswer(name: isChinese ? "账号名单模板.csv" : "accounts-template.csv", mediaType: "text/csv; charset=utf-8", bytes: Array(text.utf8))
        }
    }

    /// Takes the secrets away: a POST, since it can be done only for an hour, and is written down.
    private var secrets: Route {
        .submit(
            "/accounts/batches/{batch}/secrets", BatchForm.self, needs: .accountReset, summary: "route.batches.secrets", json: false, pace: .heavy,
            redo: { visit, form in try await visit.ask(BatchFacts(id: visit.id("batch"), states: visit.batchStates, form: form)) }
        ) { visit, form in
            try visit.requireStepUp(back: "/accounts/batches/\(form.batch)")
            let batch = try await visit.ask(BatchByID(id: form.batch))
            guard let secrets = try BatchSecrets(batch, visit.desk.vault) else { throw Refusal.conflict(HandOutSecrets.gone) }
            _ = try await visit.perform(HandOutSecrets(batch: batch.id))
            let desk = visit.desk
            let head = visit.language == .zh ? ["登录名", "姓名", "区划代码", "一次性口令"] : ["login", "name", "region", "one-time secret"]
            return .file(
                FileAnswer(name: "accounts-\(batch.id)-secrets.csv", mediaType: "text/csv; charset=utf-8") {
                    let list = SecretList(desk: desk, batch: batch.id, secrets: secrets, head: head)
                    return { try await list.next() }
                })
        }
    }
}

struct BatchForm: Codable, Sendable { var batch: Int64 }

/// The secrets of a list, written down again account by account while they are sent.
private actor SecretList {
    private let desk: Desk
    private let batch: Int64
    private let secrets: BatchSecrets
    private let head: [String]
    private var after: Int64 = -1

    init(desk: Desk, batch: Int64, secrets: BatchSecrets, head: [String]) {
        (self.desk, self.batch, self.secrets, self.head) = (desk, batch, secrets, head)
    }

    func next() async throws -> [UInt8]? {
        let (batch, after) = (batch, after)
        let rows = try await desk.database.read { reader in
            try reader.rows(
                "SELECT id, login, name, region FROM accounts WHERE batch = \(batch) AND id > \(max(after, 0)) ORDER BY id LIMIT 2000"
            ).map { (try $0.integer("id"), [try $0.text("login"), try $0.text("name"), try $0.region("region").digits]) }
        }
        var text = after < 0 ? CSVText.mark + CSVText.line(head) : ""
        for (id, cells) in rows {
            text += CSVText.line(cells + [try secrets.secret(of: cells[0])])
            self.after = id
        }
        if after < 0, rows.isEmpty { self.after = 0 }
        return text.isEmpty ? nil : Array(text.utf8)
    }
}

extension Visit {
    var batchStates: [AccountBatch.State: String] {
        Dictionary(uniqueKeysWithValues: AccountBatch.State.allCases.map { ($0, text("batch.state.\($0.rawValue)")) })
    }
}
