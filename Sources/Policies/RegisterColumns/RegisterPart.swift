import Actions
import Basics
import Comparison
import Datasets
import Register
import Storage

/// One of the register's two tables as the engine's columns.
struct RegisterPart: @unchecked Sendable {  // Why: the delivery is made by one reading and handed on whole.
    let delivery: Delivery
    /// For households: the register's id of each number, in the order of numbers.
    let households: HouseholdIDs
    /// How many entries the audit log had when it was read: the same for two parts that saw the same register.
    let ledger: Int64
    let lacking: [LackingColumn]

    /// The numbers that people of a persons part are matched by.
    var keys: [IdentityKey] {
        guard let index = delivery.schema.key else { return [] }
        return delivery.segments.flatMap { segment -> [IdentityKey] in
            guard let column = segment.columns[index] else { return [] }
            let values = column.values.assumingMemoryBound(to: Int64.self)
            return (0..<segment.count).compactMap { row in
                if values[row] >= 0 { return IdentityKey(value: UInt64(values[row])) }
                let place = Int(-2 - values[row])
                return column.unpackedIDs.indices.contains(place) ? IdentityKey(normalised: ResidentID.normalise(column.unpackedIDs[place])) : nil
            }
        }
    }
}

/// The register's id of a household by its number.
package struct HouseholdIDs: Sendable {
    private var pairs: [(number: Int64, id: Int64)] = []

    init(_ pairs: [(number: Int64, id: Int64)] = []) {
        let inOrder = zip(pairs, pairs.dropFirst()).allSatisfy { $0.number < $1.number }
        self.pairs = inOrder ? pairs : pairs.sorted { $0.number < $1.number }
    }

    var numbers: [Int64] { pairs.map(\.number) }

    package subscript(number: Int64) -> Int64? {
        var (low, high) = (0, pairs.count)
        while low < high {
            let middle = (low + high) / 2
            if pairs[middle].number < number { low = middle + 1 } else { high = middle }
        }
        return low < pairs.count && pairs[low].number == number ? pairs[low].id : nil
    }
}

extension LackingColumn {
    /// Numbers are kept as they are matched: of a disability card's 20 characters the register has 18.
    fileprivate static func asWritten(_ record: String, _ column: String) -> LackingColumn {
        LackingColumn(
            record: record, column: column, reason: "the register keeps the number in its normal form, not as it was written",
            isThereNormalised: true)
    }
}

extension RegisterPart {
    /// Some stretches of one table, read beside each other, as one.
    init(_ stretches: [RegisterStretch], of query: ReadRegisterPart) {
        let schema = query.lenientSchema
        var report = FileReport(supplied: schema.name, of: schema)
        report.rows = stretches.reduce(0) { $0 + $1.rows }
        report.accepted = report.rows
        report.filled = schema.columns.indices.map { column in stretches.reduce(0) { $0 + $1.filled[column] } }
        let delivery = Delivery(schema: schema, files: [report], segments: stretches.flatMap(\.segments), books: query.books, rejects: [[]])
        let columns = query.columns
        let empty = columns.held.compactMap { column, held in
            report.filled[column] > 0
                ? nil : held.lackingWhenEmpty.map { LackingColumn(record: query.record, column: schema.columns[column].name, reason: $0) }
        }
        self.init(
            delivery: delivery, households: HouseholdIDs(stretches.flatMap(\.households)), ledger: stretches.first?.ledger ?? 0,
            lacking: columns.lacking + empty)
    }
}

/// What one reading of a part of a table gave.
struct RegisterStretch: @unchecked Sendable {  // Why: the segments are made by one reading and handed on whole.
    var segments: [Segment]
    var rows: Int
    /// By schema column.
    var filled: [Int]
    var households: [(number: Int64, id: Int64)]
    var ledger: Int64
}

/// Reads the households, or the people, of a region as they stand now. Rows go from the answer straight into columns.
struct ReadRegisterPart: Query {
    static let permission = Permission.policyRun
    enum Table: Sendable { case households, persons }
    let table: Table
    let region: RegionCode
    let schema: SourceSchema
    /// By schema column.
    let wanted: [Bool]
    /// One numbering of words for all stretches of the table.
    let books: [WordBook?]
    /// Only villages with these codes, and the number of the first segment: stretches beside each other keep theirs apart.
    var stretch: (codes: ClosedRange<Int64>, first: Int)?
    /// Only these (`households.id`); nil for all of the region.
    var only: [Int64]?
    /// As it was known at a moment; nil for now. Of what depends on days passing (an income sheet's period) it says the same.
    var known: Moment?

    init(table: Table, region: RegionCode, schema: SourceSchema, wanted: [Bool], only: [Int64]? = nil, known: Moment? = nil) {
        (self.table, self.region, self.schema, self.wanted, self.only, self.known) = (table, region, schema, wanted, only, known)
        books = schema.columns.map { $0.kind == .code || $0.kind == .word ? WordBook(column: $0) : nil }
    }

    var record: String { table == .households ? "household" : "person" }

    /// The register may hold somebody without a number.
    var lenientSchema: SourceSchema {
        var schema = schema
        for index in schema.columns.indices { schema.columns[index].required = false }
        return schema
    }

    /// The wanted columns that the register has, and those it lacks.
    var columns: (held: [(column: Int, held: HeldColumn)], lacking: [LackingColumn]) {
        var lacking: [LackingColumn] = []
        var held: [(column: Int, held: HeldColumn)] = []
        for (index, column) in schema.columns.enumerated() where wanted[index] {
            switch table == .households ? HouseholdHoldings.holding(column.name) : MemberHoldings.holding(column.name) {
            case .held(let one):
                held.append((index, one))
                if column.kind == .personID { lacking.append(.asWritten(record, column.name)) }
            case .lacking(let reason): lacking.append(LackingColumn(record: record, column: column.name, reason: reason))
            }
        }
        return (held, lacking)
    }

    func answer(in reading: Reading) throws -> RegisterStretch {
        // Asked first: it fixes the state that everything after it sees.
        let ledger = try reading.count("SELECT size FROM audit_size")
        let schema = lenientSchema
        let held = columns.held
        let reader = RowReader(held, from: 2, of: schema, books: books, reading.vault)
        let has = Set(held.map(\.column))
        let writer = SegmentWriter(schema: schema, wanted: schema.columns.indices.map(has.contains), first: stretch?.first ?? 0)
        var segments: [Segment] = []
        var ids: [(number: Int64, id: Int64)] = []
        try reading.reader.forEachCells(select(SQL.joined(held.map(\.held.sql)), within: Scope(region: region))) { cells in
            try reader.read(cells, into: writer)
            if table == .households, let id = try cells.integer(1) { ids.append((try cells.integer(2) ?? 0, id)) }
            if let segment = try writer.endRow() { segments.append(segment) }
        }
        if let segment = try writer.close() { segments.append(segment) }
        return RegisterStretch(segments: segments, rows: writer.rows, filled: writer.filled, households: ids, ledger: ledger)
    }

    /// First the row's id, for what is sealed, then the household's id, then the columns. In the order of villages, so that the engine need not sort.
    /// The joins are written in the order in which they are fast: village by village along an index, a household's row once for all its people.
    /// The version's own id in the order of people lets SQLite see that it reads them in that order anyway, and need not sort them.
    private func select(_ columns: SQL, within scope: Scope) -> SQL {
        let chosen: SQL = only.map { "AND v.household IN \(list: $0)" } ?? .empty
        let codes: SQL = stretch.map { "AND v.region >= \($0.codes.lowerBound) AND v.region <= \($0.codes.upperBound)" } ?? .empty
        return rows(columns, within: scope, "\(sql: chosen) \(sql: codes)")
    }

    /// The condition on a version, which stands in the statement under a name.
    private func believed(_ alias: StaticString) -> SQL {
        guard let known = known?.milliseconds else { return "\(name: alias).known_until_ms IS NULL" }
        return """
            \(name: alias).known_from_ms <= \(known) AND (\(name: alias).known_until_ms IS NULL OR \(name: alias).known_until_ms > \(known))
            """
    }

    private func rows(_ columns: SQL, within scope: Scope, _ chosen: SQL) -> SQL {
        switch table {
        case .households:
            """
            SELECT v.id, v.household, \(sql: columns)
            FROM household_versions v JOIN households h ON h.id = v.household
            LEFT JOIN living_conditions l ON l.household = v.household AND l.valid_until IS NULL AND \(sql: believed("l"))
            LEFT JOIN income_sheets s ON s.household = v.household AND s.id = (
                SELECT t.id FROM income_sheets t WHERE t.household = v.household AND \(sql: believed("t")) ORDER BY t.period_from DESC LIMIT 1)
            WHERE v.valid_until IS NULL AND \(sql: believed("v")) AND \(within: scope, "v.region") \(sql: chosen)
            ORDER BY v.region, v.household
            """
        case .persons:
            """
            SELECT m.id, m.household, \(sql: columns)
            FROM household_versions v CROSS JOIN households h CROSS JOIN members m
            WHERE v.valid_until IS NULL AND \(sql: believed("v")) AND \(within: scope, "v.region") \(sql: chosen)
              AND h.id = v.household AND m.household = v.household AND m.valid_until IS NULL AND \(sql: believed("m"))
            ORDER BY v.region, v.household, v.id, m.id
            """
        }
    }
}
