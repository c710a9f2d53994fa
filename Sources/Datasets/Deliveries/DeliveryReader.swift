import Dispatch
import Synchronization
import Tabular

/// Reads several sources at once with a few threads. A file is cut into stretches under a short lock and each thread decodes, matches and
/// keeps its stretches alone; a thread that finds a file's lock taken (an xlsx sheet being unpacked) turns to the next file. What
/// comes out does not depend on who did what: segments are put back in the order of the files.
package struct DeliveryReader: Sendable {
    package var threads: Int
    package var tableOptions: TableOptions
    /// Called now and then with the bytes read so far, from any thread.
    package var progress: @Sendable (_ bytes: Int) -> Void

    package init(threads: Int, tableOptions: TableOptions = TableOptions(), progress: @escaping @Sendable (Int) -> Void = { _ in }) {
        self.threads = max(1, threads)
        self.tableOptions = tableOptions
        self.progress = progress
    }

    package func read(_ plans: [ReadingPlan]) throws(DeliveryProblem) -> [Delivery] {
        var deliveries: [Delivery] = []
        var open: [OpenFile] = []
        for (index, plan) in plans.enumerated() {
            let books = plan.schema.columns.map { [.code, .word, .bool].contains($0.kind) ? WordBook(column: $0) : nil }
            for (file, path) in plan.paths.enumerated() {
                open.append(try OpenFile(path, file: file, plan: plan, delivery: index, books: books, options: tableOptions))
            }
            deliveries.append(Delivery(schema: plan.schema, files: [], segments: [], books: books, rejects: []))
        }
        let failure = Mutex<DeliveryProblem?>(nil)
        let files = open
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            do throws(DeliveryProblem) { try ReadingWorker(files: files, progress: progress).run() } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        if let problem = failure.withLock({ $0 }) { throw problem }
        for file in files { file.handOver(to: deliveries[file.delivery]) }
        return deliveries
    }
}

/// One thread's turn-taking over the files still open.
private struct ReadingWorker {
    let files: [OpenFile]
    let progress: @Sendable (Int) -> Void

    func run() throws(DeliveryProblem) {
        let stretch = Stretch()
        let block = RecordBlock()
        let chosen = ChosenRows()
        var desks: [Int: ReadingDesk] = [:]
        while true {
            var anyBusy = false
            var taken: Int?
            search: for index in files.indices where !files[index].isFinished {
                switch try files[index].take(stretch, waiting: false) {
                case .filled:
                    taken = index
                    break search
                case .busy: anyBusy = true
                case .end: desks[index] = nil
                }
            }
            if taken == nil, anyBusy, let first = files.indices.first(where: { !files[$0].isFinished }) {
                if case .filled = try files[first].take(stretch, waiting: true) { taken = first } else { continue }
            }
            guard let index = taken else {
                if anyBusy { continue }
                return
            }
            let desk = desks[index] ?? ReadingDesk(file: files[index])
            desks[index] = desk
            try desk.work(stretch, block, chosen)
            progress(stretch.byteCount)
        }
    }
}

/// One thread's decoder and builder for one file.
private final class ReadingDesk {
    private let file: OpenFile
    private let decoder: BlockDecoder
    private let builder: SegmentBuilder

    init(file: OpenFile) {
        self.file = file
        decoder = BlockDecoder(schema: file.plan.schema, fields: file.fields, books: file.books)
        builder = SegmentBuilder(decoder: decoder, file: file.file, wanted: file.plan.wanted, withLines: file.plan.withLines)
    }

    func work(_ stretch: Stretch, _ block: RecordBlock, _ chosen: ChosenRows) throws(DeliveryProblem) {
        var counts = StretchCounts(columns: file.plan.schema.columns.count)
        while stretch.next(block) {
            decoder.decode(block)
            chosen.count = 0
            file.plan.matcher.choose(keys: decoder.keys, refused: decoder.refused, rows: decoder.rows, into: chosen)
            builder.append(block, chosen, sequence: stretch.sequence)
            counts.add(block, decoder, matched: chosen)
        }
        counts.bytes = stretch.byteCount
        file.keep(try builder.close(sequence: stretch.sequence), counts, sequence: stretch.sequence)
    }
}

/// What one stretch adds to a file's report.
struct StretchCounts: Sendable {
    var rows = 0
    var rejected = 0
    var normalised = 0
    var malformed = 0
    var matched = 0
    var bytes = 0
    var filled: [Int]
    var rejects: [Reject] = []

    init(columns: Int) { filled = Array(repeating: 0, count: columns) }

    mutating func add(_ block: RecordBlock, _ decoder: BlockDecoder, matched chosen: ChosenRows) {
        rows += block.rows + block.faults.count
        normalised += decoder.normalised
        malformed += decoder.malformed
        var refusedRows = 0
        let refused = decoder.refused
        for row in 0..<block.rows { refusedRows &+= Int(refused[row]) }
        rejected += refusedRows + block.faults.count
        let owners = chosen.owners
        for i in 0..<chosen.count { matched &+= owners[i] >= 0 ? 1 : 0 }
        for column in filled.indices {
            let values = decoder.values[column]
            guard decoder.fields[column] >= 0 else { continue }
            let kept = block.rows - refusedRows
            guard !decoder.schema.columns[column].required else {
                filled[column] += kept
                continue
            }
            var n = 0
            for row in 0..<block.rows { n &+= values[row] != absent && refused[row] == 0 ? 1 : 0 }
            filled[column] += n
        }
        guard refusedRows > 0 || !block.faults.isEmpty else { return }
        rejects += block.faults.map(Reject.init)
        var lastRow: Int32 = -1
        for problem in decoder.problems.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) where problem.row != lastRow {
            rejects.append(Reject(problem, in: block, decoder: decoder))
            lastRow = problem.row
        }
    }
}
