import Datasets
import Dispatch
import Synchronization

/// Writes tables' columns, each into a file of its own, so that several threads can write: the system lets only one at a time into a file.
struct KeptWriting {
    /// Where a file's stretches are entered in the description.
    private enum Place: Sendable {
        case column(Int)
        case owners, lines, fileOf, heap
    }

    private struct Job: @unchecked Sendable {  // Why: points at memory of a finished table, which is only read.
        var table: Int
        var place: Place
        var memory: UnsafeRawPointer
        var knownBytes: Int
        var strangerBytes = 0
    }

    private let path: @Sendable (_ table: Int, _ file: String) -> String
    private var jobs: [Job] = []

    /// `path` gives the place of a table's file.
    init(path: @escaping @Sendable (_ table: Int, _ file: String) -> String) { self.path = path }

    mutating func add(_ number: Int, _ table: Table) {
        func add(_ place: Place, _ memory: UnsafeRawPointer?, _ width: Int) {
            guard let memory else { return }
            let job = Job(table: number, place: place, memory: memory, knownBytes: table.count * width, strangerBytes: table.strangers * width)
            jobs.append(job)
        }
        for (index, column) in table.columns.enumerated() { if let column { add(.column(index), column.values, column.width) } }
        add(.owners, table.owners, 4)
        add(.lines, table.lines, 4)
        add(.fileOf, table.fileOf, 2)
        let heap = table.heaps.bytes
        jobs.append(Job(table: number, place: .heap, memory: heap.base, knownBytes: heap.count))
    }

    /// Writes everything, the longest columns first, and enters it into the tables' descriptions; nil for a table of which something could not
    /// be written.
    func run(_ tables: [KeptTable], threads: Int) -> [KeptTable?] {
        let inOrder = jobs.enumerated().sorted { ($1.element.knownBytes, $0.offset) < ($0.element.knownBytes, $1.offset) }.map(\.element)
        let written = Mutex<[Int: KeptTable.Rows]>([:])
        let next = TicketCounter()
        let path = path
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while let i = next.take(below: inOrder.count) {
                guard let rows = KeptWriting.write(inOrder[i], to: path(inOrder[i].table, KeptWriting.file(inOrder[i].place))) else { continue }
                written.withLock { $0[i] = rows }
            }
        }
        let rows = written.withLock { $0 }
        var kept = tables.map(Optional.some)
        for (i, job) in inOrder.enumerated() {
            guard let rows = rows[i] else { kept[job.table] = nil; continue }
            switch job.place {
            case .column(let index): kept[job.table]?.columns[index]?.values = rows
            case .owners: kept[job.table]?.owners = rows
            case .lines: kept[job.table]?.lines = rows
            case .fileOf: kept[job.table]?.fileOf = rows
            case .heap: kept[job.table]?.heap = rows.known
            }
        }
        return kept
    }

    private static func file(_ place: Place) -> String {
        switch place {
        case .column(let index): KeptTable.file(ofColumn: index)
        case .owners: KeptTable.ownersFile
        case .lines: KeptTable.linesFile
        case .fileOf: KeptTable.filesFile
        case .heap: KeptTable.heapFile
        }
    }

    private static func write(_ job: Job, to path: String) -> KeptTable.Rows? {
        guard let writer = KeptFile.Writer(path), let known = writer.write(job.memory, job.knownBytes),
            let strangers = writer.write(job.memory + job.knownBytes, job.strangerBytes), writer.finish()
        else { return nil }
        return KeptTable.Rows(known: known, strangers: strangers)
    }
}
