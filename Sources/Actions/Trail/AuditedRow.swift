import AuditLog
import Storage

/// One row of an audited table as the log commits to it: the values of all its columns in order, and where the log wrote it last.
struct AuditedRow {
    let table: AuditedTable
    let id: Int64
    /// A value for each column of the table, `id` first.
    private(set) var values: [Value]
    /// Nil for a row not written yet.
    let place: AuditPlace?

    /// A new row by column names; what is not named is NULL.
    init(_ table: AuditedTable, id: Int64, _ named: [String: Value]) throws {
        self.init(table, id: id, values: [.integer(id)] + Array(repeating: .null, count: table.columns.count - 1), place: nil)
        try set(named)
    }

    private init(_ table: AuditedTable, id: Int64, values: [Value], place: AuditPlace?) {
        (self.table, self.id, self.values, self.place) = (table, id, values, place)
    }

    /// The row as it stands, locked until the transaction ends.
    static func stored(_ table: AuditedTable, id: Int64, in transaction: Transaction) throws -> AuditedRow? {
        let sql: SQL = """
            SELECT \(sql: table.columnList), audit_leaf, audit_index FROM \(name: table.name) WHERE id = \(id) \(sql: transaction.dialect.forUpdate)
            """
        guard let row = try transaction.row(sql) else { return nil }
        let values = try table.columnNames.map { try row.value($0) }
        let place = AuditPlace(leaf: try row.integer(AuditPlace.leafColumn), index: try row.integer(AuditPlace.indexColumn))
        return AuditedRow(table, id: id, values: values, place: place)
    }

    func changed(_ named: [String: Value]) throws -> AuditedRow {
        var row = AuditedRow(table, id: id, values: values, place: nil)
        try row.set(named)
        return row
    }

    private mutating func set(_ named: [String: Value]) throws {
        for (name, value) in named {
            guard name != "id", let index = table.columnNames.firstIndex(of: name) else {
                throw StorageProblem.mismatch(column: name, reason: "is not a column of \(table.text) that may be written")
            }
            values[index] = value
        }
    }

    var key: String { String(id) }
    /// Stored values, so that what is sealed stays sealed.
    var logged: [RowValue] { values.map(\.logged) }

    func insertion(leaf: Int64, index: Int64) -> SQL {
        let bound = SQL.joined(values.map { "\($0)" })
        return """
            INSERT INTO \(name: table.name) (\(sql: table.columnList), audit_leaf, audit_index) VALUES (\(sql: bound), \(leaf), \(index))
            """
    }

    /// Writes only the columns that were named, so that the database checks no more than what changed.
    func update(of names: Set<String>, leaf: Int64, index: Int64) -> SQL {
        let assignments: [SQL] = zip(table.columns, values).compactMap { column, value in
            names.contains("\(column)") ? "\(name: column) = \(value)" : nil
        }
        let bookkeeping: [SQL] = ["audit_leaf = \(leaf)", "audit_index = \(index)"]
        return "UPDATE \(name: table.name) SET \(sql: .joined(assignments + bookkeeping)) WHERE id = \(id)"
    }
}

extension AuditedTable {
    /// `id, name, region`.
    var columnList: SQL { .joined(columns.map { "\(name: $0)" }) }

    package func layout() throws -> RowLayout { try RowLayout(table: text, columns: columnNames) }
}

extension Value {
    /// The value in the log's own words.
    package var logged: RowValue {
        switch self {
        case .null: .null
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .text(let text): .text(text)
        case .blob(let bytes): .blob(bytes)
        }
    }
}
