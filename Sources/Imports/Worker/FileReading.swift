import Basics
import Datasets
import Tabular

/// Reads one file from beginning to end, in one thread and in the order of its lines: every row is accepted and goes out as columns, or is rejected
/// and goes out as a reason. Memory stays that of one stretch, whatever the size of the file (but for what `RepeatedRows` remembers).
final class FileReading {
    private let opening: FileOpening
    private let limits: ReadingLimits
    private let decoder: BlockDecoder
    private let builder: SegmentBuilder
    private let books: [WordBook?]
    private let wanted: [Bool]
    private var repeated: RepeatedRows
    private var tally: ReadingTally
    private var told = 0
    private var parts = 0
    private let send: (Frame) throws -> Void
    /// Sees every block with what was rejected of it, in the order of lines.
    var visit: ((RecordBlock, [RejectedRow]) throws -> Void)?

    init(_ opening: FileOpening, limits: ReadingLimits, send: @escaping (Frame) throws -> Void) {
        self.opening = opening
        self.limits = limits
        self.send = send
        let schema = opening.schema
        books = schema.columns.map { [.code, .word, .bool].contains($0.kind) ? WordBook(column: $0) : nil }
        wanted = schema.columns.map { $0.kind != .ignored }
        decoder = BlockDecoder(schema: schema, fields: opening.headers.places.map { $0 ?? -1 }, books: books)
        builder = SegmentBuilder(decoder: decoder, file: 0, wanted: wanted, withLines: true)
        repeated = RepeatedRows(passingOver: opening.correction?.places ?? [])
        tally = ReadingTally(schema: schema)
    }

    /// Reads everything and says how it went; the last frame is `finished`.
    func run() throws {
        let stretch = Stretch()
        let block = RecordBlock()
        let chosen = ChosenRows()
        reading: while true {
            let taken: Taken
            do throws(TableProblem) { taken = try opening.records.take(stretch, waiting: true) } catch {
                throw FileRefusal(.unreadable, "\(error.what): \(error.why). \(error.advice)")
            }
            guard case .filled = taken else { break reading }
            while stretch.next(block) { try read(block, chosen, sequence: stretch.sequence) }
            if let segment = try closed(stretch.sequence) {
                try send(.part(ParsedPart.encoded(segment)))
                parts += 1
            }
            try send(.progress(rows: tally.facts.rows))
        }
        if parts > 0 || tally.facts.rows > 0 { try send(.part(ParsedPart.words(books))) }
        tally.facts.formulas = opening.records.description.formulas
        try send(.finished(tally.finished()))
    }

    private func closed(_ sequence: Int) throws(FileRefusal) -> Segment? {
        do throws(DeliveryProblem) { return try builder.close(sequence: sequence) } catch { throw FileRefusal(.memory, "") }
    }

    private func read(_ block: RecordBlock, _ chosen: ChosenRows, sequence: Int) throws {
        decoder.decode(block)
        chosen.count = 0
        EveryRow().choose(keys: decoder.keys, refused: decoder.refused, rows: decoder.rows, into: chosen)
        var rejects = rejected(in: block)
        var kept = 0
        for i in 0..<chosen.count {
            let row = Int(chosen.rows[i])
            if let first = repeated.seen(block, row: row) {
                let line = Int(block.lines[row])
                rejects.append(RejectedRow(line: line, column: "", reason: RejectedRow.repeated, value: "", detail: String(first)))
                continue
            }
            chosen.rows[kept] = chosen.rows[i]
            kept += 1
        }
        chosen.count = kept
        builder.append(block, chosen, sequence: sequence)
        tally.add(block, decoder, chosen, rejects: rejects)
        if let place = opening.correction?.line { tally.addMended(block, chosen, field: place) }
        rejects.sort { $0.line < $1.line }
        try visit?(block, rejects)
        try tell(rejects)
    }

    private func rejected(in block: RecordBlock) -> [RejectedRow] {
        var rejects = block.faults.map { RejectedRow(line: $0.line, column: "", reason: $0.reason.rawValue, value: "", telling: $0.detail) }
        guard !decoder.problems.isEmpty else { return rejects }
        var last: Int32 = -1
        for problem in decoder.problems.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) where problem.row != last {
            let reject = Reject(problem, in: block, decoder: decoder)
            rejects.append(RejectedRow(line: reject.line, column: reject.column, reason: reject.reason, value: reject.value, telling: reject.detail))
            last = problem.row
        }
        return rejects
    }

    private func tell(_ rejects: [RejectedRow]) throws {
        guard !rejects.isEmpty, told < limits.rejects else { return }
        let some = rejects.prefix(limits.rejects - told)
        told += some.count
        try send(.rejects(Array(some)))
    }
}
