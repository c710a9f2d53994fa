import Synchronization
import Tabular

/// A file being read: its source of records, where its columns stand, and what the threads have brought back so far.
final class OpenFile: Sendable {
    let file: Int
    let plan: ReadingPlan
    let delivery: Int
    let fields: [Int]
    let books: [WordBook?]
    private let path: String
    private let source: any RecordSource
    private let headers: HeaderMap
    private let finished = Atomic(false)
    private let kept: Mutex<Kept>

    private struct Kept: Sendable {
        var segments: [Segment] = []
        var counts: [(sequence: Int, counts: StretchCounts)] = []
    }

    init(_ path: String, file: Int, plan: ReadingPlan, delivery: Int, books: [WordBook?], options: TableOptions) throws(DeliveryProblem) {
        var options = options
        options.knownHeaders = plan.schema.columns.flatMap(\.headers)
        do throws(TableProblem) { source = try TableFile.open(path: path, options: options) } catch { throw .file(error) }
        headers = HeaderMap.match(schema: plan.schema, header: source.description.header)
        guard headers.isUsable else { throw .header(path: path, source: plan.schema.name, what: OpenFile.fault(headers, plan.schema)) }
        fields = headers.places.map { $0 ?? -1 }
        kept = Mutex(Kept())
        (self.file, self.plan, self.delivery, self.books, self.path) = (file, plan, delivery, books, path)
    }

    private static func fault(_ headers: HeaderMap, _ schema: SourceSchema) -> String {
        let missing = headers.missing.map { "column \(schema.columns[$0].name) (\(schema.columns[$0].title.zh)) is missing" }
        let doubled = headers.doubled.map { "column \(schema.columns[$0.column].name) stands there \($0.places.count) times" }
        let units = headers.otherUnit.map { "column \(schema.columns[$0.column].name) is given in \($0.unit), another unit than declared" }
        return (missing + doubled + units).joined(separator: "; ")
    }

    var isFinished: Bool { finished.load(ordering: .relaxed) }

    func take(_ stretch: Stretch, waiting: Bool) throws(DeliveryProblem) -> Taken {
        do throws(TableProblem) {
            let taken = try source.take(stretch, waiting: waiting)
            if case .end = taken { finished.store(true, ordering: .relaxed) }
            return taken
        } catch { throw .file(error) }
    }

    func keep(_ segment: Segment?, _ counts: StretchCounts, sequence: Int) {
        kept.withLock { kept in
            if let segment { kept.segments.append(segment) }
            kept.counts.append((sequence, counts))
        }
    }

    /// Puts everything in the order of the file into the delivery. Called once, after the threads have ended.
    func handOver(to delivery: Delivery) {
        let brought = kept.withLock { kept in
            defer { kept = Kept() }
            return kept
        }
        delivery.segments += brought.segments.sorted { $0.sequence < $1.sequence }
        let counts = brought.counts.sorted { $0.sequence < $1.sequence }
        delivery.files.append(report(counts.map(\.counts)))
        delivery.rejects.append(counts.flatMap(\.counts.rejects))
    }

    private func report(_ counts: [StretchCounts]) -> FileReport {
        let columns = plan.schema.columns
        var report = FileReport(
            source: plan.schema.name, path: path, description: source.description, filled: columns.map { _ in 0 },
            unknownHeaders: headers.unknown.compactMap { source.description.header.indices.contains($0) ? source.description.header[$0] : nil },
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
