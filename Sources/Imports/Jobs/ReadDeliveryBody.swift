import Actions
import Basics
import Datasets
import Foundation
import Storage

/// Reads one delivery: starts a worker on its file, writes down what comes back, seals the accepted rows. Killed at any point and begun again it ends in
/// the same state: what was written under an earlier attempt is recognised by its place.
struct ReadDeliveryBody: Sendable {
    let parts: ImportsParts
    private static let rejectChunk = 2_000

    func run(_ job: ReadDeliveryJob, in work: Work) async throws {
        guard let task = try await work.desk.ask(DeliveryToRead(delivery: job.delivery), as: work.actor) else { return }
        do {
            try await read(task, work)
        } catch let refusal as FileRefusal {
            _ = try await work.desk.perform(RefuseFile(delivery: job.delivery, refusal: refusal), as: work.actor, request: work.request)
        }
    }

    private func read(_ task: DeliveryToRead.Order, _ work: Work) async throws {
        guard let schema = parts.schema(task.folder) else { throw FileRefusal(.sourceUnknown, task.folder) }
        guard let period = DeliveryPeriod(task.period) else { throw Hopeless("the delivery's period is none") }
        let started = ContinuousClock.now
        let order = ReadingOrder(task: .read, sources: parts.sourcesFolder, folder: task.folder, limits: parts.limits)
        let worker = try WorkerProcess(parts.program, order: order, file: try parts.memory(of: task.blob))
        let writer = try ParsedDeliveryWriter(parts.blobs, schema: schema)
        var matching = PeopleMatching(schema, lookup: parts.people)
        var opened: OpenedFile?
        var facts: ReadingFacts?
        var rejects: [RejectedRow] = []
        var chunk = 0
        while let frame = try await worker.next() {
            switch frame {
            case .opened(let file): opened = file
            case .progress(let rows): try await work.report(Int64(rows), of: nil)
            case .rejects(let rows):
                rejects += rows
                while rejects.count >= Self.rejectChunk {
                    try await keep(Array(rejects.prefix(Self.rejectChunk)), chunk, task, work)
                    rejects.removeFirst(Self.rejectChunk)
                    chunk += 1
                }
            case .part(let bytes): try await take(bytes, schema, writer, &matching, work)
            case .finished(let found): facts = found
            case .bytes, .lines, .refused: throw FileRefusal(.garbled, "an answer to another question")
            }
        }
        guard let opened, let facts else { throw FileRefusal(.garbled, "no balance") }
        try ReadDeliveryBody.check(facts)
        if !rejects.isEmpty { try await keep(rejects, chunk, task, work) }
        let checks = DeliveryChecks(schema: schema, period: period)
            .run(facts, opened: opened, earlier: task.earlier, isSupplement: opened.corrects != nil)
        let kept = try writer.finish()
        let spent = started.duration(to: .now).components
        _ = try await work.desk.perform(
            FinishReading(
                delivery: task.delivery, opened: opened, facts: facts, checks: checks, match: matching?.result ?? PeopleMatch(),
                parsed: kept.parsed, owners: kept.owners, milliseconds: spent.seconds * 1000 + spent.attoseconds / 1_000_000_000_000_000),
            as: work.actor, request: work.request)
    }

    /// The worker read a file from outside: its balance is held against itself before anybody is told.
    private static func check(_ facts: ReadingFacts) throws(FileRefusal) {
        let counted = facts.reasons.reduce(0) { $0 + $1.rows }
        guard facts.reasons.allSatisfy({ RejectReason.known.contains($0.reason) }) else { throw FileRefusal(.garbled, "a reason nobody knows") }
        guard facts.rows == facts.accepted + facts.rejected, counted == facts.rejected, facts.accepted >= 0, facts.rejected >= 0 else {
            throw FileRefusal(.garbled, "a balance that does not add up")
        }
    }

    private func keep(_ rows: [RejectedRow], _ chunk: Int, _ task: DeliveryToRead.Order, _ work: Work) async throws {
        _ = try await work.desk.perform(
            KeepRejects(delivery: task.delivery, rows: rows), as: work.actor, request: work.once("rejects-\(chunk)"))
    }

    private func take(
        _ bytes: [UInt8], _ schema: SourceSchema, _ writer: ParsedDeliveryWriter, _ matching: inout PeopleMatching?, _ work: Work
    ) async throws {
        let content: ParsedPart.Content
        do { content = try ParsedPart.decoded(bytes, schema: schema, file: 0) } catch { throw FileRefusal(.garbled, "\(error)") }
        try writer.append(part: bytes, content)
        guard case .rows(let segment) = content, var match = matching else { return }
        let unknown = match.unknown(in: segment)
        for start in stride(from: 0, to: unknown.count, by: 500) {
            let keys = Array(unknown[start..<min(start + 500, unknown.count)])
            match.learn(keys, try await work.desk.ask(FindRegistered(keys: keys, lookup: parts.people), as: work.actor))
        }
        match.count(segment)
        matching = match
    }
}

/// What the job must know of a delivery; nil once it has been read.
struct DeliveryToRead: Query {
    static let permission = Permission.deliverySubmit
    var delivery: Int64

    struct Order: Sendable {
        var delivery: Int64
        var folder: String
        var period: String
        var blob: BlobName
        var earlier: DeliveryChecks.Earlier?
    }

    func answer(in reading: Reading) throws -> Order? {
        guard let head = try DeliveryHead.find(delivery, in: reading), head.state == .received else { return nil }
        let file = try reading.row("SELECT blob FROM delivery_files WHERE delivery_id = \(delivery)")
        guard let blob = try file.flatMap({ BlobName(try $0.text("blob")) }) else { return nil }
        return Order(delivery: delivery, folder: head.folder, period: head.period, blob: blob, earlier: try earlier(than: head, in: reading))
    }

    /// The last whole delivery of an earlier period that is in use, to compare with.
    private func earlier(than head: DeliveryHead, in reading: Reading) throws -> DeliveryChecks.Earlier? {
        let row = try reading.row(
            """
            SELECT d.rows_in, f.sums FROM deliveries d JOIN delivery_files f ON f.delivery_id = d.id
            WHERE d.source = \(head.source) AND d.region = \(head.region) AND d.state = 'accepted' AND d.kind = 'whole'
              AND d.period < \(head.period) AND \(within: reading.scope, "d.region", department: "d.department", dataset: "d.folder")
            ORDER BY d.period_last DESC, d.version DESC LIMIT 1
            """)
        return try row.map {
            DeliveryChecks.Earlier(
                rows: try $0.integer("rows_in"), sums: try StoredJSON.value([String: Int64].self, $0.optionalText("sums")) ?? [:])
        }
    }
}
