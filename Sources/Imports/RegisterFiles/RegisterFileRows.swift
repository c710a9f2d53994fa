import Datasets
import Storage

/// The accepted rows of one spreadsheet of a register import. The cells lie sealed in a scratch file; of each row only what joins and places it is in
/// memory, 24 bytes.
struct RegisterFileRows: Sendable {
    struct Key: Sendable {
        var household: Int64
        /// Of a person the ID as one number, of a household its village; -1 for none.
        var mark: Int64
        var stretch: UInt32
        var row: UInt32
    }

    let cells: CellTexts
    /// The columns that are there, by their place in the schema.
    let columns: [Int]
    /// The column that joins people to households.
    let joining: Int
    /// Row by row in the order of the file.
    let keys: [Key]
    let stretches: SealedStretches
}

/// Takes a file's rows as the worker sends them.
struct RegisterFileReading {
    private let schema: SourceSchema
    private let joining: Int
    private let marking: Int?
    private let cells: CellTexts
    private let stretches: SealedStretches
    private var columns: Set<Int> = []
    private var words: [[String]?]
    private var keys: [RegisterFileRows.Key] = []

    /// Nil when the source has no column that joins.
    init?(_ kind: RegisterFileKind, _ schema: SourceSchema, blobs: BlobStore) throws {
        guard let joining = schema.columns.firstIndex(where: { $0.name == "household_id" }) else { return nil }
        (self.schema, self.joining) = (schema, joining)
        marking = schema.columns.firstIndex { $0.name == (kind == .persons ? "id_number" : "village_code") }
        stretches = try SealedStretches(schema, in: blobs)
        words = schema.columns.map { _ in nil }
        cells = CellTexts(schema: schema, words: words)
    }

    /// One part as the worker wrote it. It was made by the process that read a file from outside, and is believed only as far as it checks.
    mutating func add(_ part: [UInt8]) throws {
        switch try ParsedPart.decoded(part, schema: schema, file: 0) {
        case .words(let found): words = found
        case .rows(let segment):
            let number = UInt32(stretches.count)
            try stretches.append(part)
            for index in schema.columns.indices where segment.columns[index] != nil { columns.insert(index) }
            for row in 0..<segment.count {
                let household = cells.number(segment, joining, row) ?? 0
                keys.append(.init(household: household, mark: mark(segment, row), stretch: number, row: UInt32(row)))
            }
        }
    }

    private func mark(_ segment: Segment, _ row: Int) -> Int64 {
        guard let marking else { return -1 }
        return cells.identity(segment, marking, row) ?? cells.number(segment, marking, row) ?? -1
    }

    func finished() -> RegisterFileRows {
        RegisterFileRows(
            cells: CellTexts(schema: schema, words: words), columns: columns.sorted(), joining: joining, keys: keys, stretches: stretches)
    }
}
