/// A connection to PostgreSQL inside a transaction.
final class PostgresSession: Session {
    private let connection: PostgresConnection
    private var cursors = 0
    let dialect = Dialect.postgres

    init(_ connection: PostgresConnection) { self.connection = connection }

    func rows(_ sql: SQL) throws -> [Row] { try run(sql).rows() }

    func first(_ sql: SQL) throws -> Row? {
        let result = try run(sql)
        return result.rowCount > 0 ? try result.row(0, result.shape) : nil
    }

    func execute(_ sql: SQL) throws -> Int { try run(sql).rowsChanged }

    private func run(_ sql: SQL) throws -> PostgresResult {
        if let mistake = sql.mistake { throw StorageProblem.misuse(mistake) }
        return try connection.run(sql.text(marker: "$"), PostgresParameters(sql.bindings), remembered: !sql.varies)
    }

    /// A cursor read in portions: other questions may be asked between its rows, which libpq's single-row mode does not allow.
    func forEach(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
        var shape: PostgresResult.Shape?
        try forEachPortion(sql) { result in
            let known = shape ?? result.shape
            shape = known
            for index in 0..<result.rowCount where try !body(result.row(Int32(index), known)) { return false }
            return true
        }
    }

    func forEachCells(_ sql: SQL, _ body: (any Cells) throws -> Void) throws {
        try forEachPortion(sql) { result in
            let types = result.shape.types
            for index in 0..<result.rowCount { try body(PostgresCells(result: result, row: Int32(index), types: types)) }
            return true
        }
    }

    /// False from the body ends the reading.
    private func forEachPortion(_ sql: SQL, _ body: (PostgresResult) throws -> Bool) throws {
        if let mistake = sql.mistake { throw StorageProblem.misuse(mistake) }
        cursors += 1
        let cursor = "c\(cursors)"
        _ = try connection.run(
            "DECLARE \(cursor) NO SCROLL CURSOR FOR \(sql.text(marker: "$"))", PostgresParameters(sql.bindings), remembered: false)
        while true {
            let result = try connection.run("FETCH FORWARD \(Self.portion) FROM \(cursor)", PostgresParameters([]), remembered: false)
            guard try body(result), result.rowCount == Self.portion else { break }
        }
        try connection.command("CLOSE \(cursor)")
    }

    private static let portion = 1000

    func insertMany(into table: String, columns: [String], rows: some Sequence<[Value]>, ending: [Value]) throws -> Int {
        try PostgresCopy(connection, table: table, columns: columns).run(rows, ending: ending)
    }

    /// Several rows in one statement: a round trip to the server costs more than its work.
    func upsertMany(into table: String, columns: [String], rows: some Sequence<[Value]>, tail: SQL) throws -> [Row] {
        if let mistake = tail.mistake { throw StorageProblem.misuse(mistake) }
        let limit = max(1, min(500, (60_000 - tail.bindings.count) / columns.count))
        var returned: [Row] = []
        var chunk: [[Value]] = []
        for row in rows {
            guard row.count == columns.count else {
                throw StorageProblem.misuse("a row of \(row.count) values for the \(columns.count) columns of \(table)")
            }
            chunk.append(row)
            if chunk.count == limit {
                returned += try upsert(chunk, into: table, columns: columns, tail: tail)
                chunk.removeAll(keepingCapacity: true)
            }
        }
        if !chunk.isEmpty { returned += try upsert(chunk, into: table, columns: columns, tail: tail) }
        return returned
    }

    private func upsert(_ chunk: [[Value]], into table: String, columns: [String], tail: SQL) throws -> [Row] {
        let kinds = columns.indices.map { column in chunk.lazy.compactMap { $0[column].kind }.first }
        var parameters = try PostgresParameters([])
        var text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES "
        var place = 0
        for (index, row) in chunk.enumerated() {
            text += index == 0 ? "(" : ", ("
            for (column, value) in row.enumerated() {
                place += 1
                text += column == 0 ? "$\(place)" : ", $\(place)"
                try parameters.append(value, kind: kinds[column])
            }
            text += ")"
        }
        text += " " + tail.text(marker: "$", after: place)
        for binding in tail.bindings { try parameters.append(binding.value, kind: binding.kind) }
        // Full chunks are all alike and worth remembering.
        return try connection.run(text, parameters, remembered: !tail.varies && chunk.count > 1).rows()
    }

    func lock(_ name: String) throws { _ = try run("SELECT CAST(pg_advisory_xact_lock(hashtextextended(\(name), 0)) AS TEXT) AS locked") }

    func now() throws -> Moment {
        Moment(milliseconds: try number("SELECT CAST(floor(extract(epoch FROM clock_timestamp()) * 1000) AS BIGINT) AS now"))
    }

    func executeScript(_ statement: String) throws { try connection.command(statement) }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        try connection.command("SAVEPOINT attempt")
        do {
            let result = try body()
            try connection.command("RELEASE SAVEPOINT attempt")
            return result
        } catch {
            try connection.command("ROLLBACK TO SAVEPOINT attempt; RELEASE SAVEPOINT attempt")
            throw error
        }
    }
}
