import Datasets
import Dispatch
import Synchronization
import Tabular

/// A table as it is kept: where its columns stand in the file beside, and what cannot be a column. Everything a run needs of a delivery.
struct KeptTable: Codable, Sendable {
    struct Column: Codable, Sendable {
        var storage: Int
        var width: Int
        var stretch: KeptFile.Stretch
        var unpackedIDs: [String]
        var words: [String]?
        var hasAbsent: Bool
    }

    /// Counted up when what is kept, or what a cell means, changes.
    static let version = 2
    var version = KeptTable.version
    var stamp: DeliveryStamp
    var count: Int
    var columns: [Column?]
    var owners: KeptFile.Stretch?
    var lines: KeptFile.Stretch?
    var fileOf: KeptFile.Stretch?
    var heap: KeptFile.Stretch
    var heapStarts: [Int: Int]
    var partitionStarts: [Int]
    var reports: [KeptReport]
    var rejects: [[KeptReject]]

    /// Writes the table's memory to `path`; nil when the disk is full or the folder is not writable.
    init?(_ table: Table, _ delivery: Delivery, _ stamp: DeliveryStamp, to path: String) {
        guard let writer = KeptFile.Writer(path) else { return nil }
        self.stamp = stamp
        count = table.count
        columns = []
        for column in table.columns {
            guard let column else {
                columns.append(nil)
                continue
            }
            guard let stretch = writer.write(column.values, table.count * column.width) else { return nil }
            columns.append(
                Column(
                    storage: KeptTable.number(column.storage), width: column.width, stretch: stretch, unpackedIDs: column.unpackedIDs,
                    words: column.words?.words, hasAbsent: column.hasAbsent))
        }
        if let memory = table.owners {
            owners = writer.write(memory, table.count * 4)
            if owners == nil { return nil }
        }
        if let memory = table.lines { lines = writer.write(memory, table.count * 4) }
        if let memory = table.fileOf { fileOf = writer.write(memory, table.count * 2) }
        guard let heap = table.heaps.keep(in: writer) else { return nil }
        self.heap = heap
        heapStarts = table.heaps.starts
        partitionStarts = table.partitionStarts
        reports = delivery.files.map(KeptReport.init)
        rejects = delivery.rejects.map { $0.map(KeptReject.init) }
        guard writer.finish() else { return nil }
    }

    private static func number(_ storage: Segment.Column.Storage) -> Int {
        switch storage {
        case .numbers: 0
        case .ids: 1
        case .texts: 2
        }
    }

    /// The table with the wanted columns; nil when the file beside is damaged or is not of this schema.
    func table(_ schema: SourceSchema, wanted: [Bool], ownerCount: Int, from path: String, threads: Int) -> Table? {
        guard columns.count == schema.columns.count, wanted.count == columns.count else { return nil }
        var stretches: [KeptFile.Stretch?] = columns.indices.map { wanted[$0] ? columns[$0]?.stretch : nil }
        stretches += [owners, lines, fileOf, heap]
        let blocks = KeptTable.read(stretches, path, threads)
        guard zip(stretches, blocks).allSatisfy({ $0 == nil || $1 != nil }) else { return nil }
        let built = columns.indices.map { index -> Table.Column? in
            guard wanted[index], let column = columns[index], let block = blocks[index], block.size >= count * column.width else { return nil }
            return Table.Column(
                storage: [.numbers, .ids, .texts][min(max(column.storage, 0), 2)], width: column.width, values: block.base,
                unpackedIDs: column.unpackedIDs,
                words: column.words.map { WordBook(kept: $0) }, hasAbsent: column.hasAbsent)
        }
        for index in columns.indices where wanted[index] && columns[index] != nil && built[index] == nil { return nil }
        let n = columns.count
        let owners = blocks[n]?.base.bindMemory(to: Int32.self, capacity: count)
        if let owners { for row in 0..<count where owners[row] >= ownerCount { return nil } }
        return Table(
            schema: schema, count: count, columns: built, owners: owners, lines: blocks[n + 1]?.base.bindMemory(to: UInt32.self, capacity: count),
            fileOf: blocks[n + 2]?.base.bindMemory(to: UInt16.self, capacity: count), partitionStarts: partitionStarts,
            heaps: TextHeaps(kept: blocks[n + 3], starts: heapStarts), blocks: blocks.compactMap { $0 })
    }

    private static func read(_ stretches: [KeptFile.Stretch?], _ path: String, _ threads: Int) -> [MemoryBlock?] {
        let next = TicketCounter()
        let results = Mutex<[Int: MemoryBlock]>([:])
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while let i = next.take(below: stretches.count) {
                guard let stretch = stretches[i], let block = KeptFile.read(path, stretch) else { continue }
                results.withLock { $0[i] = block }
            }
        }
        let found = results.withLock { $0 }
        return stretches.indices.map { found[$0] }
    }
}

/// A file's report as it is kept.
struct KeptReport: Codable, Sendable {
    var source, path, format, encoding: String
    var delimiter: UInt8?
    var byteOrderMark: Bool
    var sheet: String?
    var header: [String]
    var headerLine, size, rows, accepted, rejected, normalised, malformed, matched, bytes: Int
    var filled: [Int]
    var unknownHeaders, missingColumns: [String]

    init(_ report: FileReport) {
        let file = report.description
        (source, path, format, encoding) = (report.source, report.path, file.format.rawValue, file.encoding.rawValue)
        (delimiter, byteOrderMark, sheet, header, headerLine, size) = (
            file.delimiter, file.byteOrderMark, file.sheet, file.header, file.headerLine, file.size
        )
        (rows, accepted, rejected) = (report.rows, report.accepted, report.rejected)
        (normalised, malformed, matched, bytes) = (report.normalised, report.malformed, report.matched, report.bytes)
        (filled, unknownHeaders, missingColumns) = (report.filled, report.unknownHeaders, report.missingColumns)
    }

    var report: FileReport {
        var description = FileDescription(
            path: path, format: FileDescription.Format(rawValue: format) ?? .delimited, encoding: TextEncoding(rawValue: encoding) ?? .utf8,
            delimiter: delimiter, byteOrderMark: byteOrderMark, sheet: sheet, header: header, headerLine: headerLine, size: size)
        description.path = path
        var report = FileReport(
            source: source, path: path, description: description, filled: filled, unknownHeaders: unknownHeaders, missingColumns: missingColumns)
        (report.rows, report.accepted, report.rejected) = (rows, accepted, rejected)
        (report.normalised, report.malformed, report.matched, report.bytes) = (normalised, malformed, matched, bytes)
        return report
    }
}

/// A rejected row as it is kept.
struct KeptReject: Codable, Sendable {
    var line: Int
    var column, value, reason, detail: String

    init(_ reject: Reject) {
        (line, column, value, reason, detail) = (reject.line, reject.column, reject.value, reject.reason, reject.detail)
    }

    var reject: Reject { Reject(line: line, column: column, value: value, reason: reason, detail: detail) }
}
