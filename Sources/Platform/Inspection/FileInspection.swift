import Datasets
import Tabular

/// What a file is and how good it is: the answer of `youshu inspect`.
struct FileInspection: Encodable {
    struct Column: Encodable {
        var header: String
        /// The column of the source it is read as; nil without a source or when nobody knows it.
        var readAs: String?
        var type: String
        var filled: Int
        var distinct: Int
        /// False when `distinct` is an estimate.
        var distinctIsExact: Bool
        /// Masked.
        var examples: [String]
    }

    struct BadRow: Encodable {
        var line: Int
        var column: String
        var value: String
        var reason: String
        var advice: String
    }

    /// What the source's schema makes of it.
    struct Fit: Encodable {
        var source: String
        var accepted: Int
        var rejected: Int
        var normalised: Int
        var malformed: Int
        var missingColumns: [String]
        var unknownHeaders: [String]
        /// Why no row can be accepted; nil if rows can.
        var problem: String?
    }

    var path: String
    var format: String
    var encoding: String
    var byteOrderMark: Bool
    var delimiter: String?
    var sheet: String?
    var headerLine: Int
    var bytes: Int
    var rows: Int
    /// Records that are no rows: too many fields, quotes that never close.
    var faults: Int
    /// Workbooks only: cells with a formula, whose saved value was read.
    var formulas: Int
    var columns: [Column]
    var fit: Fit?
    /// The first twenty.
    var badRows: [BadRow]

    static let shownBadRows = 20

    var isClean: Bool { faults == 0 && (fit.map { $0.rejected == 0 && $0.problem == nil } ?? true) }

    static func run(path: String, schema: SourceSchema?, progress: (_ done: Int, _ total: Int) -> Void) throws -> FileInspection {
        let known = schema?.columns.flatMap(\.headers) ?? []
        let source = try TableFile.open(path: path, options: TableOptions(knownHeaders: known))
        let reading = InspectionReading(source: source, schema: schema)
        try reading.run(progress: progress)
        return reading.inspection
    }
}

/// One pass over the file, block by block.
private final class InspectionReading {
    private let source: any RecordSource
    private let schema: SourceSchema?
    private let map: HeaderMap?
    private let decoder: BlockDecoder?
    private var profiles: [ColumnProfile]
    private var rows = 0
    private var faults = 0
    private var rejected = 0
    private var normalised = 0
    private var malformed = 0
    private var badRows: [FileInspection.BadRow] = []

    init(source: any RecordSource, schema: SourceSchema?) {
        self.source = source
        self.schema = schema
        let header = source.description.header
        let map = schema.map { HeaderMap.match(schema: $0, header: header) }
        self.map = map
        profiles = header.indices.map { place in
            guard let schema, let column = map?.places.firstIndex(of: place) else { return ColumnProfile() }
            return ColumnProfile(isPlain: Self.plainKinds.contains(schema.columns[column].kind))
        }
        if let schema, let map, map.isUsable {
            let books = schema.columns.map { [.code, .word, .bool].contains($0.kind) ? WordBook(column: $0) : nil }
            decoder = BlockDecoder(schema: schema, fields: map.places.map { $0 ?? -1 }, books: books)
        } else {
            decoder = nil
        }
    }

    private static let plainKinds: Set<SourceSchema.Column.Kind> = [
        .code, .bool, .year, .money, .m2, .mu, .km, .percent, .decimal, .date, .month, .region,
    ]

    func run(progress: (Int, Int) -> Void) throws {
        let stretch = Stretch()
        let block = RecordBlock()
        var done = 0
        while case .filled = try source.take(stretch, waiting: true) {
            while stretch.next(block) { look(at: block) }
            done += stretch.byteCount
            progress(done, source.description.size)
        }
    }

    private func look(at block: RecordBlock) {
        rows += block.rows + block.faults.count
        faults += block.faults.count
        var bad = block.faults.map { FileInspection.BadRow(Reject($0)) }
        let width = min(block.columns, profiles.count)
        for column in 0..<width {
            for row in 0..<block.rows {
                let at = row * block.columns + column
                let start = Int(block.starts[at])
                let cell = UnsafeBufferPointer(start: block.bytes + start, count: Int(block.ends[at]) - start)
                profiles[column].add(cell) { CellText.string(block.bytes + start, min(cell.count, 200), block.encoding) ?? "?" }
            }
        }
        if let decoder {
            decoder.decode(block)
            normalised += decoder.normalised
            malformed += decoder.malformed
            for row in 0..<block.rows where decoder.refused[row] != 0 { rejected += 1 }
            var last: Int32 = -1
            for problem in decoder.problems.sorted(by: { ($0.row, $0.column) < ($1.row, $1.column) }) where problem.row != last {
                last = problem.row
                if bad.count + badRows.count < 10 * FileInspection.shownBadRows { bad.append(.init(Reject(problem, in: block, decoder: decoder))) }
            }
        }
        badRows = Array((badRows + bad.sorted { $0.line < $1.line }).prefix(FileInspection.shownBadRows))
    }

    var inspection: FileInspection {
        let about = source.description
        let columns = about.header.indices.map { place in
            FileInspection.Column(
                header: about.header[place], readAs: readAs(place), type: profiles[place].type, filled: profiles[place].filled,
                distinct: profiles[place].distinctCount, distinctIsExact: profiles[place].isExact, examples: profiles[place].examples)
        }
        return FileInspection(
            path: about.path, format: about.format.rawValue, encoding: about.encoding.rawValue, byteOrderMark: about.byteOrderMark,
            delimiter: about.delimiter.map(DelimiterText.of), sheet: about.sheet, headerLine: about.headerLine, bytes: about.size, rows: rows,
            faults: faults, formulas: about.formulas, columns: columns, fit: fit(about), badRows: badRows)
    }

    private func readAs(_ place: Int) -> String? {
        guard let schema, let map else { return nil }
        return map.places.firstIndex { $0 == place }.map { schema.columns[$0].name }
    }

    private func fit(_ about: FileDescription) -> FileInspection.Fit? {
        guard let schema, let map else { return nil }
        let missing = schema.columns.indices.filter { map.places[$0] == nil && schema.columns[$0].kind != .ignored }.map { schema.columns[$0].name }
        let refused = decoder == nil ? rows : rejected + faults
        return FileInspection.Fit(
            source: schema.name, accepted: rows - refused, rejected: refused, normalised: normalised, malformed: malformed, missingColumns: missing,
            unknownHeaders: map.unknown.map { about.header[$0] }, problem: problem(schema, map, about))
    }

    private func problem(_ schema: SourceSchema, _ map: HeaderMap, _ about: FileDescription) -> String? {
        if !map.missing.isEmpty { return "required columns are missing: " + map.missing.map { schema.columns[$0].name }.joined(separator: ", ") }
        if let doubled = map.doubled.first {
            return "two headers lead to \(schema.columns[doubled.column].name): " + doubled.places.map { about.header[$0] }.joined(separator: ", ")
        }
        return map.otherUnit.first.map { "\(about.header[$0.place]) is in another unit than \(schema.columns[$0.column].name)" }
    }
}

extension FileInspection.BadRow {
    fileprivate init(_ reject: Reject) {
        self.init(line: reject.line, column: reject.column, value: reject.value, reason: reject.reason, advice: reject.detail)
    }
}
