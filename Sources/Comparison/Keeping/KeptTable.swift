import Datasets

/// A table as it is kept: where its columns stand in the files beside, and what cannot be a column. Everything a run needs of a delivery, and
/// everything another register needs to be matched to it.
struct KeptTable: Codable, Sendable {
    struct Column: Codable, Sendable {
        var storage: Int
        var width: Int
        var values: Rows
        var unpackedIDs: [String]
        var words: [String]?
        var hasAbsent: Bool
    }

    /// One value for each row: of the rows that belong to the register, and of the strangers that no rule asked for.
    struct Rows: Codable, Sendable {
        var known: KeptFile.Stretch
        var strangers: KeptFile.Stretch
    }

    /// Counted up when what is kept, or what a cell means, changes.
    static let version = 3
    var version = KeptTable.version
    var stamp: DeliveryStamp
    var count: Int
    var strangers: Int
    var columns: [Column?]
    var owners: Rows?
    var lines: Rows?
    var fileOf: Rows?
    var heap: KeptFile.Stretch?
    var heapStarts: [Int: Int]
    var partitionStarts: [Int]
    /// The stretches the delivery came in; nil when the rows cannot be put back into their order.
    var segments: [KeptSegment]?
    var reports: [KeptReport]
    var rejects: [[KeptReject]]

    /// All but the places of what `KeptWriting` writes.
    init(_ table: Table, _ account: DeliveryAccount, _ stamp: DeliveryStamp) {
        self.stamp = stamp
        count = table.count
        strangers = table.strangers
        columns = table.columns.map { column in
            column.map {
                Column(
                    storage: KeptTable.number($0.storage), width: $0.width, values: KeptTable.nowhere, unpackedIDs: $0.unpackedIDs,
                    words: $0.words?.words, hasAbsent: $0.hasAbsent)
            }
        }
        heapStarts = table.heaps.starts
        partitionStarts = table.partitionStarts
        segments = account.segments
        reports = account.files.map(KeptReport.init)
        rejects = account.rejects.map { $0.map(KeptReject.init) }
    }

    /// Before a column is written.
    private static let nowhere = Rows(
        known: KeptFile.Stretch(offset: 0, count: 0, sums: []), strangers: KeptFile.Stretch(offset: 0, count: 0, sums: []))

    private static func number(_ storage: Segment.Column.Storage) -> Int {
        switch storage {
        case .numbers: 0
        case .ids: 1
        case .texts: 2
        }
    }

    /// Whether a description's numbers fit each other and the schema.
    func fits(_ schema: SourceSchema) -> Bool {
        guard version == KeptTable.version, (0...Int(Int32.max)).contains(count), (0...Int(Int32.max)).contains(strangers),
            columns.count == schema.columns.count
        else { return false }
        return columns.allSatisfy { column in
            guard let column else { return true }
            let widths = [[1, 2, 4, 8], [8], [16]]
            return widths.indices.contains(column.storage) && widths[column.storage].contains(column.width) && fits(column.values, column.width)
        } && [(owners, 4), (lines, 4), (fileOf, 2)].allSatisfy { rows, width in rows.map { fits($0, width) } ?? true }
    }

    private func fits(_ rows: Rows, _ width: Int) -> Bool { rows.known.count == count * width && rows.strangers.count == strangers * width }

    /// Names of the files beside, by what stands in them.
    static func file(ofColumn index: Int) -> String { "\(index).column" }
    static let ownersFile = "owners.column"
    static let linesFile = "lines.column"
    static let filesFile = "files.column"
    static let heapFile = "texts.column"
}

/// A stretch of a delivery's file as it was read.
struct KeptSegment: Codable, Sendable {
    var file: Int
    var sequence: Int
    /// Accepted rows, each counted once.
    var rows: Int

    /// Of a delivery of which every accepted row is here. Nil when lines do not tell its rows apart, as when two records share one.
    static func list(_ delivery: Delivery) -> [KeptSegment]? {
        var segments: [KeptSegment] = []
        var accepted = delivery.files.map { _ in 0 }
        var last = delivery.files.map { _ in -1 }
        for segment in delivery.segments {
            guard let lines = segment.lines, accepted.indices.contains(segment.file) else { return nil }
            var rows = 0
            var before = last[segment.file]
            for row in 0..<segment.count {
                let line = Int(lines[row])
                guard line >= before else { return nil }
                rows += line > before ? 1 : 0
                before = line
            }
            last[segment.file] = before
            accepted[segment.file] += rows
            segments.append(KeptSegment(file: segment.file, sequence: segment.sequence, rows: rows))
        }
        return accepted == delivery.files.map(\.accepted) ? segments : nil
    }
}

/// What is to be told of a source's files, and kept with its table.
struct DeliveryAccount {
    var schema: SourceSchema
    var files: [FileReport]
    var rejects: [[Reject]]
    /// Nil when the delivery cannot be matched again from what is kept.
    var segments: [KeptSegment]?

    init(schema: SourceSchema, files: [FileReport], rejects: [[Reject]], segments: [KeptSegment]? = nil) {
        (self.schema, self.files, self.rejects, self.segments) = (schema, files, rejects, segments)
    }

    init(_ delivery: Delivery, segments: [KeptSegment]? = nil) {
        self.init(schema: delivery.schema, files: delivery.files, rejects: delivery.rejects, segments: segments)
    }
}
