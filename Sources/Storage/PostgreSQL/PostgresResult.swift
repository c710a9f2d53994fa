import CLibPQ

/// One answer of the server, freed with this object.
final class PostgresResult {
    private let result: OpaquePointer
    private var knownShape: Shape?

    init(_ result: OpaquePointer) { self.result = result }

    /// Names and types of the columns: the same for every answer of a prepared statement, so they are asked once.
    struct Shape {
        let names: ColumnNames
        let types: [UInt32]
    }

    var shape: Shape {
        get {
            if let knownShape { return knownShape }
            let names = (0..<PQnfields(result)).map { PQfname(result, $0).map { String(cString: $0) } ?? "" }
            let shape = Shape(names: ColumnNames(names), types: (0..<PQnfields(result)).map { PQftype(result, $0) })
            knownShape = shape
            return shape
        }
        set { knownShape = newValue }
    }

    deinit { PQclear(result) }

    var status: ExecStatusType { PQresultStatus(result) }

    /// A command's or a query's success.
    var succeeded: Bool { [PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY].contains(status) }

    /// `COMMIT`, `INSERT 0 3`, and so on.
    var command: String { PQcmdStatus(result).map { String(cString: $0) } ?? "" }

    var rowsChanged: Int { PQcmdTuples(result).flatMap { Int(String(cString: $0)) } ?? 0 }

    var rowCount: Int { Int(PQntuples(result)) }

    /// One field of an error, by the letter of PostgreSQL's protocol.
    func errorField(_ letter: Character) -> String? {
        guard let code = letter.asciiValue else { return nil }
        return PQresultErrorField(result, Int32(code)).map { String(cString: $0) }
    }

    func rows() throws -> [Row] {
        let shape = shape
        return try (0..<PQntuples(result)).map { try row($0, shape) }
    }

    func row(_ index: Int32, _ shape: Shape) throws -> Row {
        var values: [Value] = []
        values.reserveCapacity(shape.types.count)
        for (column, type) in shape.types.enumerated() { values.append(try value(index, Int32(column), type, shape.names)) }
        return Row(names: shape.names, values: values)
    }

    private func value(_ row: Int32, _ column: Int32, _ type: UInt32, _ names: ColumnNames) throws -> Value {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return .null }
        let bytes = UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
        guard let value = PostgresCell.value(bytes, type: type) else {
            throw StorageProblem.mismatch(
                column: names.all[Int(column)], reason: "has PostgreSQL's type \(type), which is not read; cast it in the SELECT")
        }
        return value
    }

    /// A cell as the server sent it, in binary form; nil for NULL.
    func bytes(_ row: Int32, _ column: Int32) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(result, row, column) == 0, let start = PQgetvalue(result, row, column) else { return nil }
        return UnsafeRawBufferPointer(start: start, count: Int(PQgetlength(result, row, column)))
    }
}

/// A row read where libpq holds it.
struct PostgresCells: Cells {
    let result: PostgresResult
    let row: Int32
    let types: [UInt32]

    func integer(_ place: Int) throws -> Int64? {
        guard let bytes = result.bytes(row, Int32(place)) else { return nil }
        guard types.indices.contains(place), case .integer(let number)? = PostgresCell.value(bytes, type: types[place]) else {
            throw StorageProblem.mismatch(column: "\(place)", reason: "is no whole number")
        }
        return number
    }

    func bytes(_ place: Int) throws -> UnsafeRawBufferPointer? {
        guard let bytes = result.bytes(row, Int32(place)) else { return nil }
        guard types.indices.contains(place) else { throw StorageProblem.mismatch(column: "\(place)", reason: "is not there") }
        switch types[place] {
        case PostgresType.text, PostgresType.varchar, PostgresType.bytea: return bytes
        default: throw StorageProblem.mismatch(column: "\(place)", reason: "is no text")
        }
    }
}
