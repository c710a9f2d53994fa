import Actions
import Basics
import Regions
import Storage
import Web

/// Reading a handed-in list: every row against the rules and against the accounts there are. What is wrong goes into a file of its own.
struct ReadBatch: JobContent {
    static let kind = "accountBatch.read"
    static let attempts = 3
    static let lease = 600
    var batch: Int64
}

/// Making the accounts of a list that was granted.
struct CreateBatch: JobContent {
    static let kind = "accountBatch.create"
    static let attempts = 20
    static let lease = 600
    var batch: Int64
}

/// The key behind a list's one-time secrets is forgotten some time after they were handed out.
struct ForgetBatchSecrets: Job {
    static let kind = "accountBatch.forget"
    var batch: Int64

    func run(in work: Work) async throws {
        _ = try await work.desk.perform(ForgetSecrets(batch: batch), as: work.actor, request: work.once("forget"))
    }
}

/// What the jobs need beside the desk.
struct BatchWork: Sendable {
    let blobs: BlobStore
    let reader: ListReader
    let settings: AccessSettings
    /// Rows of one transaction and one leaf.
    static let chunk = 2_000

    func read(_ job: ReadBatch, _ work: Work) async throws {
        guard let batch = try await batch(job.batch, work) else { throw Hopeless("no such list of accounts") }
        let result: BatchReading
        do {
            result = try await reading(batch, work)
        } catch let problem as Problem {
            return try await fail(batch, problem, work)
        } catch is ListReader.Unreadable {
            return try await fail(batch, Self.unreadable, work)
        }
        _ = try await work.desk.perform(result.action(batch.id), as: work.actor, request: work.once("read"))
    }

    private func fail(_ batch: AccountBatch, _ problem: Problem, _ work: Work) async throws {
        let action = RecordBatchReading(batch: batch.id, accepted: 0, rejected: 0, wide: 0, rejects: nil, failure: problem.code.rawValue)
        _ = try await work.desk.perform(action, as: work.actor, request: work.once("read"))
    }

    /// Memory holds the logins seen and the rejects, not the list.
    private func reading(_ batch: AccountBatch, _ work: Work) async throws -> BatchReading {
        let list = try await opened(batch)
        let sheet = try AccountSheet(header: list.header)
        var result = BatchReading(header: sheet.header)
        var waiting: [(AccountSheet.Row, AccountDraft)] = []
        var seen: Set<String> = []
        while let lines = try await list.next() {
            for row in lines.map(sheet.row) {
                switch draft(row, batch, &seen) {
                case .failure(let mistakes): result.reject(row, mistakes.all)
                case .success(let draft): waiting.append((row, draft))
                }
            }
            guard waiting.count >= Self.chunk else { continue }
            try await settle(&waiting, &result, work)
            try await work.report(result.accepted + result.rejected, of: nil)
        }
        try await settle(&waiting, &result, work)
        result.rejects = result.rejected == 0 ? nil : try blobs.put(result.file).name.hex
        return result
    }

    /// Those whose login is free and whose region exists are accepted.
    private func settle(_ waiting: inout [(AccountSheet.Row, AccountDraft)], _ result: inout BatchReading, _ work: Work) async throws {
        let (logins, regions) = (waiting.map(\.1.login), waiting.map(\.1.region))
        let (desk, actor) = (work.desk, work.actor)
        let (taken, unknown) = try await desk.database.read { reader in
            let reading = Reading(reader: reader, vault: desk.vault, actor: actor, now: desk.now)
            return (try Logins.taken(logins, in: reader), try RegionNames.unknown(among: regions, on: reading.today, in: reading))
        }
        for (row, draft) in waiting {
            var mistakes: [FieldMistake] = []
            if taken.contains(draft.login) { mistakes.append(FieldMistake("login", .loginTaken)) }
            if unknown.contains(draft.region) { mistakes.append(FieldMistake("region", .noSuchRegion)) }
            if mistakes.isEmpty { result.accept(draft) } else { result.reject(row, mistakes) }
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private func draft(_ row: AccountSheet.Row, _ batch: AccountBatch, _ seen: inout Set<String>) -> Result<AccountDraft, AccountDraft.Mistakes> {
        row.fields.flatMap { AccountDraft.read($0, within: batch.region, departments: settings.departments) }.flatMap { draft in
            if draft.role.isAdministrator { return .failure(.init([FieldMistake("role", .administratorInList)])) }
            guard seen.insert(draft.login).inserted else { return .failure(.init([FieldMistake("login", .loginTwice)])) }
            return .success(draft)
        }
    }

    func create(_ job: CreateBatch, _ work: Work) async throws {
        guard let batch = try await batch(job.batch, work) else { throw Hopeless("no such list of accounts") }
        guard batch.state == .approved else { return }
        let list = try await opened(batch)
        let sheet = try AccountSheet(header: list.header)
        var seen: Set<String> = []
        var (made, number): (Int64, Int) = (0, 0)
        var waiting: [CreateBatchChunk.Line] = []
        func make() async throws {
            guard !waiting.isEmpty else { return }
            let action = CreateBatchChunk(batch: batch.id, days: settings.invitationDays, lines: waiting)
            made += try await work.desk.perform(action, as: work.actor, request: work.once("chunk-\(number)")).outcome
            number += 1
            waiting.removeAll(keepingCapacity: true)
            try await work.report(made, of: batch.accepted)
        }
        while let lines = try await list.next() {
            for line in lines {
                guard case .success(let draft) = draft(sheet.row(line), batch, &seen) else { continue }
                waiting.append(.init(draft))
                if waiting.count == Self.chunk { try await make() }
            }
        }
        try await make()
        _ = try await work.desk.perform(FinishBatch(batch: batch.id, made: made), as: work.actor, request: work.once("finish"))
    }

    private func batch(_ id: Int64, _ work: Work) async throws -> AccountBatch? {
        try await work.desk.database.read { try AccountBatch.find(id, in: $0) }
    }

    private func opened(_ batch: AccountBatch) async throws -> ListReader.Opened {
        guard let name = BlobName(batch.content) else { throw Hopeless("the list has no content") }
        return try await reader.open(name, AccountSheet.columns.flatMap(\.names))
    }

    private static let unreadable = Problem(
        "batch-unreadable", what: .init(zh: "名单读不了", en: "the list cannot be read"),
        why: .init(zh: "不是表格文件,或者已经损坏", en: "it is no spreadsheet, or is damaged"),
        remedy: .init(zh: "请另存为 .xlsx 或 CSV 再交", en: "save it as .xlsx or CSV and hand that in"))
}

/// What was found while a list was read.
struct BatchReading {
    private(set) var accepted: Int64 = 0
    private(set) var rejected: Int64 = 0
    /// Accepted ones that stand over a whole province.
    private(set) var wide: Int64 = 0
    /// The rejected rows with their reasons, as a spreadsheet of the same columns.
    private(set) var file: [UInt8]
    var rejects: String?

    init(header: [String]) {
        file = [0xEF, 0xBB, 0xBF]
        file += Array(CSVText.line(["行号 line"] + header + ["原因", "reason"]).utf8)
    }

    mutating func accept(_ draft: AccountDraft) {
        accepted += 1
        if draft.role.isWide(at: draft.region.level) { wide += 1 }
    }

    mutating func reject(_ row: AccountSheet.Row, _ mistakes: [FieldMistake]) {
        rejected += 1
        let zh = mistakes.map { $0.problem.why.zh }.joined(separator: ";")
        let en = mistakes.map { $0.field.isEmpty ? $0.problem.why.en : "\($0.field): \($0.problem.why.en)" }.joined(separator: "; ")
        file += Array(CSVText.line([String(row.line)] + row.cells + [zh, en]).utf8)
    }

    func action(_ batch: Int64) -> RecordBatchReading {
        RecordBatchReading(batch: batch, accepted: accepted, rejected: rejected, wide: wide, rejects: rejects, failure: nil)
    }
}

enum Logins {
    static func taken(_ logins: [String], in reader: Reader) throws -> Set<String> {
        var taken: Set<String> = []
        var rest = logins[...]
        while !rest.isEmpty {
            let some = Array(rest.prefix(500))
            rest = rest.dropFirst(500)
            for row in try reader.rows("SELECT login FROM accounts WHERE login IN \(list: some)") { taken.insert(try row.text("login")) }
        }
        return taken
    }
}
