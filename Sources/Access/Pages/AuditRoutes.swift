import Actions
import AuditLog
import Basics
import Storage
import Web

/// The log as inspectors and auditors read it, on pages and by the API, and the evidence to take away.
struct AuditRoutes {
    let office: AuditOffice

    var routes: [Route] { [list, entry, checkpoint, inclusion, consistency, evidencePage, evidence] }

    private var list: Route {
        .list(
            "/audit/entries", AuditListPage.self, needs: .auditRead, summary: "route.audit",
            inputs: [
                RouteInput("account", summary: "input.account"), RouteInput("action", summary: "input.action"),
                RouteInput("subject", summary: "input.subject"), RouteInput("from", summary: "input.from"), RouteInput("to", summary: "input.to"),
            ]
        ) { visit in
            let filter = AuditEntries.Filter(
                account: try visit.number("account"), action: visit.query("action"), subject: visit.query("subject"), from: try visit.date("from"),
                to: try visit.date("to"))
            var page = try await visit.ask(AuditList(filter: filter, below: visit.after.flatMap { Int64($0) }, limit: visit.limit))
            page.lines = page.lines.map { $0.worded(visit) }
            return page
        }
    }

    private var entry: Route {
        .page("/audit/entries/{entry}", AuditEntryPage.self, needs: .auditRead, summary: "route.audit.entry") { visit in
            var page = try await visit.ask(AuditEntryFacts(sequence: visit.id("entry")))
            page.line = page.line.worded(visit)
            return page
        }
    }

    /// The newest checkpoint; signed now if the log has grown since the last.
    private var checkpoint: Route {
        .json("/audit/checkpoint", CheckpointAnswer.self, needs: .auditRead, summary: "route.audit.checkpoint") { [office] _ in
            _ = try? await office.notary.seal()
            guard let newest = try office.notary.folder.latest() else { throw Refusal.notFound }
            return CheckpointAnswer(
                origin: newest.checkpoint.origin, size: newest.checkpoint.size, root: newest.checkpoint.root.base64,
                note: String(decoding: newest.bytes, as: UTF8.self), key: office.notary.verifier.text)
        }
    }

    private var inclusion: Route {
        .json(
            "/audit/proofs/inclusion", InclusionAnswer.self, needs: .auditRead, summary: "route.audit.inclusion",
            inputs: [
                RouteInput("seq", summary: "input.seq", schema: .integer(minimum: 0)),
                RouteInput("size", summary: "input.size", schema: .integer(minimum: 1)),
            ]
        ) { visit in
            guard let leaf = try visit.number("seq"), let size = try visit.number("size") else { throw Refusal.notFound }
            return try await visit.ask(InclusionOf(leaf: leaf, size: size))
        }
    }

    private var consistency: Route {
        .json(
            "/audit/proofs/consistency", ConsistencyAnswer.self, needs: .auditRead, summary: "route.audit.consistency",
            inputs: [
                RouteInput("from", summary: "input.size.from", schema: .integer(minimum: 1)),
                RouteInput("to", summary: "input.size.to", schema: .integer(minimum: 1)),
            ]
        ) { visit in
            guard let old = try visit.number("from"), let new = try visit.number("to") else { throw Refusal.notFound }
            return try await visit.ask(ConsistencyOf(old: old, new: new))
        }
    }

    private var evidencePage: Route {
        .form("/audit/evidence", EvidencePage.self, needs: .auditExport, summary: "route.audit.evidence") { visit in
            try await form(visit, FormState(for: Nothing.self))
        }
    }

    private var evidence: Route {
        .submit(
            "/audit/evidence", Nothing.self, needs: .auditExport, summary: "route.audit.evidence.take", json: true, pace: .heavy,
            redo: { visit, state in try await form(visit, state) }
        ) { [office] visit, _ in
            try visit.requireStepUp(back: "/audit/evidence")
            let done = try await visit.perform(ExportEvidence())
            let download = try await EvidenceDownload.prepare(office)
            return .file(download.answer(named: "youshu-evidence-\(done.leaf).zip"))
        }.givingFile()
    }

    private func form(_ visit: Visit, _ state: FormState) async throws -> EvidencePage {
        try visit.requireStepUp(back: "/audit/evidence")
        let isWhole = try visit.actor.scope.region.level == .province
        let newest = try office.notary.folder.latest()
        return EvidencePage(
            form: state, isWhole: isWhole, size: newest?.checkpoint.size ?? 0, note: newest.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "",
            key: office.notary.verifier.text)
    }
}

struct EvidencePage: PageModel {
    static let template = "audit-evidence"
    var form: FormState
    /// Only who sees the whole platform may take the whole log.
    var isWhole: Bool
    var size: Int64
    /// The newest signed checkpoint, to be copied and kept.
    var note: String
    var key: String

    static let specimen = EvidencePage(
        form: FormState(for: Nothing.self), isWhole: true, size: 8, note: "youshu\n8\nAAAA\n", key: "youshu+0a1b2c3d+AAAA")
}

struct CheckpointAnswer: Codable, Sendable {
    var origin: String
    var size: Int64
    var root: String
    /// The signed note (C2SP tlog-checkpoint).
    var note: String
    var key: String
}

struct InclusionAnswer: Codable, Sendable {
    var seq: Int64
    var size: Int64
    var path: [String]
}

struct ConsistencyAnswer: Codable, Sendable {
    var from: Int64
    var to: Int64
    var path: [String]
}

/// Hashes only, which tell nothing of what stands in the entries: no scope.
struct InclusionOf: Query {
    static let permission = Permission.auditRead
    let leaf: Int64
    let size: Int64

    func answer(in reading: Reading) throws -> InclusionAnswer {
        let trail = TrailReader(reading.reader)
        guard leaf >= 0, leaf < size, size <= (try trail.size()) else { throw Refusal.notFound }
        return InclusionAnswer(seq: leaf, size: size, path: try InclusionProof(of: leaf, in: size, reading: trail).path.map(\.base64))
    }
}

struct ConsistencyOf: Query {
    static let permission = Permission.auditRead
    let old: Int64
    let new: Int64

    func answer(in reading: Reading) throws -> ConsistencyAnswer {
        let trail = TrailReader(reading.reader)
        guard old > 0, old <= new, new <= (try trail.size()) else { throw Refusal.notFound }
        return ConsistencyAnswer(from: old, to: new, path: try ConsistencyProof(from: old, to: new, reading: trail).path.map(\.base64))
    }
}
