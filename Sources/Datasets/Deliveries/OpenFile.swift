import Synchronization
import Tabular

/// A file being read: its source of records, where its columns stand, and what the threads have brought back so far.
final class OpenFile: Sendable {
    let file: Int
    nonisolated(unsafe) let plan: ReadingPlan  // Why: read-only after init; the matcher inside is Sendable.
    let delivery: Int
    let fields: [Int]
    let books: [WordBook?]
    private let path: String
    private let source: any RecordSource
    private let headers: HeaderMap
    private let finished = Atomic(false)
    private let kept: Mutex<Kept>

    private struct Kept {
        // Why unsafe: a segment is written by one thread before it is handed in under the lock, and only read afterwards.
        nonisolated(unsafe) var segments: [Segment] = []
        var counts: [(sequence: Int, counts: StretchCounts)] = []
    }

    init(_ path: String, file: Int, plan: ReadingPlan, delivery: Int, books: [WordBook?], options: TableOptions) throws(DeliveryProblem) {
        var options = options
        options.knownHeaders = plan.schema.columns.flatMap(\.headers)
        do throws(TableProblem) { source = try TableFile.open(path: path, options: options) } catch { throw .file(error) }
        headers = HeaderMap.match(schema: plan.schema, header: source.description.header)
        guard headers.missingRequired.isEmpty else {
            throw .missingColumns(path: path, source: plan.schema.name, columns: headers.missingRequired)
        }
        fields = headers.fields
        kept = Mutex(Kept())
        (self.file, self.plan, self.delivery, self.books, self.path) = (file, plan, delivery, books, path)
    }

    var isFinished: Bool { finished.load(ordering: .relaxed) }

    func take(_ stretch: Stretch, waiting: Bool) throws(DeliveryProblem) -> Taken {
        do throws(TableProblem) {
            let taken = try source.take(stretch, waiting: waiting)
            if case .end = taken { finished.store(true, ordering: .relaxed) }
            return taken
        } catch { throw .file(error) }
    }

    func keep(_ segment: sending Segment?, _ counts: StretchCounts, sequence: Int) {
        // Why unsafe: the segment was built by this thread alone and is handed in here for good.
        nonisolated(unsafe) let segment = segment
        kept.withLock { kept in
            if let segment { kept.segments.append(segment) }
            kept.counts.append((sequence, counts))
        }
    }

    /// Puts everything in the order of the file into the delivery. Called once, after the threads have ended.
    func handOver(to delivery: Delivery) {
        nonisolated(unsafe) var segments: [Segment] = []  // Why: the threads have ended; nobody else holds them.
        var counts: [(sequence: Int, counts: StretchCounts)] = []
        kept.withLock { kept in
            segments = kept.segments
            counts = kept.counts
            kept = Kept()
        }
        delivery.segments += segments.sorted { $0.sequence < $1.sequence }
        counts.sort { $0.sequence < $1.sequence }
        delivery.files.append(report(counts.map(\.counts)))
        delivery.rejects.append(counts.flatMap(\.counts.rejects))
    }

    private func report(_ counts: [StretchCounts]) -> FileReport {
        let columns = plan.schema.columns
        var report = FileReport(
            source: plan.schema.name, path: path, description: source.description, filled: columns.map { _ in 0 },
            unknownHeaders: headers.unknownHeaders,
            missingColumns: columns.indices.filter { fields[$0] < 0 && columns[$0].kind != .ignored }.map { columns[$0].name })
        for part in counts {
            report.rows += part.rows
            report.rejected += part.rejected
            report.normalised += part.normalised
            report.malformed += part.malformed
            report.matched += part.matched
            report.bytes += part.bytes
            for i in part.filled.indices { report.filled[i] += part.filled[i] }
        }
        report.accepted = report.rows - report.rejected
        return report
    }
}
