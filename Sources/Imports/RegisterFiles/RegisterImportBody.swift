import Actions
import Basics
import Datasets
import Register
import Storage

/// Reads both files and hands their households to the register, some thousand rows at a time, holding the cells of a few thousand. Each chunk commits its rows, its audit entry and its
/// receipt together; begun again after a crash, the chunks that are in are recognised by their receipts and the work goes on behind them.
struct RegisterImportBody: Sendable {
    let parts: ImportsParts
    private static let rejectChunk = 2_000

    func run(_ job: RegisterImportJob, in work: Work) async throws {
        guard let order = try await work.desk.ask(RegisterImportToRun(number: job.number), as: work.actor) else { return }
        do {
            try await read(order, work)
        } catch let refusal as FileRefusal {
            let fault = "\(refusal.code.rawValue) \(refusal.detail)"
            _ = try await work.desk.perform(
                FinishRegisterImport(number: job.number, households: .init(), persons: .init(), fault: fault), as: work.actor, request: work.request)
        }
    }

    private func read(_ order: RegisterImportToRun.Order, _ work: Work) async throws {
        let rejects = RejectKeeping(number: order.number, work: work, chunk: Self.rejectChunk)
        let households = try await file(.households, order, rejects, work)
        let persons = try await file(.persons, order, rejects, work)
        let rows = try RegisterRows(households: households.rows, persons: persons.rows, chunkRows: RegisterChunks.size, blobs: parts.blobs)
        let taken = Taking(order: order, rejects: rejects, work: work, all: Int64(households.facts.rows + persons.facts.rows))
        let circumstances = try await PreparedChunk.Circumstances.ask(villages: rows.villages, day: order.day, at: work.desk, as: work.actor)
        let chunks = try await RegisterChunks(rows, circumstances: circumstances, at: work.desk)
        let desk = work.desk
        try await chunks.forEach(isIn: { try await desk.isDone(work.once("chunk-\($0)")) }, now: { desk.now }) { try await taken.take($0) }
        for line in rows.orphans {
            try await rejects.add(.init(kind: .persons, line: line, column: "household_id", reason: "household-missing", shown: "", detail: ""))
        }
        try await rejects.flush()
        let household = FinishRegisterImport.Balance(
            rows: households.facts.rows, taken: taken.households, rejected: households.facts.rows - taken.households)
        let person = FinishRegisterImport.Balance(rows: persons.facts.rows, taken: taken.members, rejected: persons.facts.rows - taken.members)
        // What was told one by one must be all that was not taken.
        guard rejects.counts[.households] == household.rejected, rejects.counts[.persons] == person.rejected else {
            throw Hopeless("the balance of import \(order.number) does not add up")
        }
        _ = try await work.desk.perform(
            FinishRegisterImport(number: order.number, households: household, persons: person, fault: nil), as: work.actor, request: work.request)
    }

    /// Reads one file by a worker.
    private func file(
        _ kind: RegisterFileKind, _ order: RegisterImportToRun.Order, _ rejects: RejectKeeping, _ work: Work
    ) async throws -> (rows: RegisterFileRows, facts: ReadingFacts) {
        guard let file = order.files[kind], let schema = parts.schema(kind.folder) else { throw FileRefusal(.sourceUnknown, kind.folder) }
        var reading = ReadingOrder(task: .read, sources: parts.sourcesFolder, folder: kind.folder, mapping: file.mapping, required: kind.required)
        reading.limits = parts.limits
        reading.limits.rejects = .max
        let worker = try WorkerProcess(parts.program, order: reading, file: try parts.memory(of: file.blob))
        guard var rows = try RegisterFileReading(kind, schema, blobs: parts.blobs) else { throw FileRefusal(.columnsMissing, "household_id") }
        var facts: ReadingFacts?
        while let frame = try await worker.next() {
            switch frame {
            case .progress: try await work.report(0, of: nil)
            case .rejects(let rows): for row in rows { try await rejects.add(.init(kind, row)) }
            case .part(let bytes): try rows.add(bytes)
            case .finished(let found): facts = found
            default: break
            }
        }
        guard let facts else { throw FileRefusal(.garbled, "no balance") }
        return (rows.finished(), facts)
    }

    /// Hands chunk after chunk to the register and counts what it took.
    private final class Taking {
        private let order: RegisterImportToRun.Order
        private let rejects: RejectKeeping
        private let work: Work
        private let all: Int64
        private var done: Int64 = 0
        private(set) var households = 0
        private(set) var members = 0

        init(order: RegisterImportToRun.Order, rejects: RejectKeeping, work: Work, all: Int64) {
            (self.order, self.rejects, self.work, self.all) = (order, rejects, work, all)
        }

        func take(_ chunk: RegisterChunks.Chunk) async throws {
            for read in chunk.reads { try await reject(read) }
            if !chunk.households.isEmpty {
                let action = ImportRegisterChunk(
                    batch: String(order.number), chunk: chunk.number, digest: "\(order.digest)/\(chunk.number)/\(chunk.rows)", day: order.day,
                    households: chunk.households, prepared: chunk.prepared)
                let outcome = try await action.take(at: work.desk, as: work.actor, request: work.once("chunk-\(chunk.number)")).outcome
                households += outcome.households
                members += outcome.members
                for row in outcome.rejected { try await rejects.add(.init(row)) }
                try await ask(about: chunk, outcome.rejected)
            }
            done += Int64(chunk.rows)
            try await work.report(done, of: all)
        }

        /// Who was not taken because the register has the number, under another name or in another household, is for somebody to decide.
        private func ask(about chunk: RegisterChunks.Chunk, _ rejected: [Register.RejectedRow]) async throws {
            let action = RaiseIdentityQuestions(batch: String(order.number), chunk: chunk.number, of: chunk.households, rejected: rejected)
            guard !action.rows.isEmpty else { return }
            _ = try await work.desk.perform(action, as: work.actor, request: work.once("questions-\(chunk.number)"))
        }

        private func reject(_ read: RegisterRows.Read) async throws {
            if let problem = read.problem {
                try await rejects.add(.init(.households, read.line, problem.column, problem.problem))
                for line in read.personLines { try await rejects.add(.init(.persons, line, "household_id", .householdNotRead)) }
            } else {
                for reject in read.rejects { try await rejects.add(.init(.persons, reject.line, reject.column, reject.problem)) }
            }
        }
    }

    /// Gathers rejected rows until they make a chunk; what was kept under an earlier attempt is recognised by its place.
    private final class RejectKeeping {
        private let number: Int64
        private let work: Work
        private let size: Int
        private var waiting: [KeepRegisterRejects.Row] = []
        private var chunk = 0
        private(set) var counts: [RegisterFileKind: Int] = [.households: 0, .persons: 0]

        init(number: Int64, work: Work, chunk size: Int) { (self.number, self.work, self.size) = (number, work, size) }

        func add(_ row: KeepRegisterRejects.Row) async throws {
            waiting.append(row)
            counts[row.kind, default: 0] += 1
            if waiting.count >= size { try await flush() }
        }

        func flush() async throws {
            guard !waiting.isEmpty else { return }
            _ = try await work.desk.perform(
                KeepRegisterRejects(number: number, rows: waiting), as: work.actor, request: work.once("rejects-\(chunk)"))
            waiting.removeAll(keepingCapacity: true)
            chunk += 1
        }
    }
}

extension KeepRegisterRejects.Row {
    init(_ kind: RegisterFileKind, _ row: RejectedRow) {
        self.init(kind: kind, line: Int64(row.line), column: row.column, reason: row.reason, shown: row.value, detail: row.detail)
    }

    init(_ kind: RegisterFileKind, _ line: Int64, _ column: String, _ problem: Problem) {
        self.init(kind: kind, line: line, column: column, reason: problem.code.rawValue, shown: "", detail: "", zh: problem.zh, en: problem.en)
    }

    init(_ row: Register.RejectedRow) {
        self.init(
            kind: row.file == .households ? .households : .persons, line: row.line, column: row.column ?? "", reason: row.code, shown: "", detail: "",
            zh: row.zh, en: row.en)
    }
}

extension Problem {
    static let householdNotRead = Problem(
        "household-rejected", what: .init(zh: "此人没有导入", en: "the person was not taken in"), why: .init(zh: "所在的户没有导入", en: "the household was not"),
        remedy: .init(zh: "请先改正户信息", en: "correct the household first"))
}

/// What the job must know of an import; nil once it has ended.
struct RegisterImportToRun: Query {
    static let permission = Permission.registerImport
    var number: Int64

    struct Order: Sendable {
        var number: Int64
        var day: CalendarDate
        var files: [RegisterFileKind: File]
        /// Of both files and how they were matched: the same on every attempt.
        var digest: String
    }

    struct File: Sendable {
        var blob: BlobName
        var mapping: [String: String]
    }

    func answer(in reading: Reading) throws -> Order? {
        guard let head = try RegisterImportHead.find(number, in: reading), head.state == "running" else { return nil }
        var files: [RegisterFileKind: File] = [:]
        var digest = ""
        for row in try reading.rows("SELECT kind, blob, mapping FROM register_import_files WHERE import_id = \(number) ORDER BY kind") {
            let mapping = try row.text("mapping")
            guard let blob = BlobName(try row.text("blob")) else { continue }
            digest += blob.hex + mapping
            files[try row.one("kind")] = File(blob: blob, mapping: try StoredJSON.value([String: String].self, mapping) ?? [:])
        }
        return Order(number: number, day: head.day, files: files, digest: try SHA256Digest(of: Array(digest.utf8)).hex)
    }
}
