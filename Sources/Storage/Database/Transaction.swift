/// Asks and writes inside one transaction: everything in it is committed together when the body returns, and nothing when it throws.
package struct Transaction {
    let session: any Session

    package var dialect: Dialect { session.dialect }

    /// The same transaction for code that only asks.
    package var reader: Reader { Reader(session: session) }

    /// Rows of a SELECT, or of an INSERT, UPDATE or DELETE with RETURNING.
    package func rows(_ sql: SQL) throws -> [Row] { try session.rows(sql) }

    /// The first row, nil if there is none. The statement runs to its end.
    package func row(_ sql: SQL) throws -> Row? { try session.rows(sql).first }

    /// The one number that a statement such as `SELECT count(*) …` answers.
    package func count(_ sql: SQL) throws -> Int64 { try session.number(sql) }

    /// See `Reader.forEach`.
    package func forEach(_ sql: SQL, _ body: (Row) throws -> Bool) throws { try session.forEach(sql, body) }

    /// Runs a statement; the number of rows it changed.
    @discardableResult
    package func execute(_ sql: SQL) throws -> Int { try session.execute(sql) }

    /// Puts many rows into a table: a prepared statement on SQLite, COPY on PostgreSQL. Memory stays constant however many rows come.
    /// The values follow the columns; `ending` are those of the last columns, the same in all rows. The number of rows inserted.
    @discardableResult
    package func insertMany(into table: StaticString, columns: [String], rows: some Sequence<[Value]>, ending: [Value] = []) throws -> Int {
        try Identifier.check(table.description, columns)
        return try session.insertMany(into: table.description, columns: columns, rows: rows, ending: ending)
    }

    /// Puts many rows into a table with a tail such as `ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id, code`;
    /// what is returned comes in the order of the rows, where a row returned anything.
    @discardableResult
    package func upsertMany(into table: StaticString, columns: [String], rows: some Sequence<[Value]>, _ tail: SQL) throws -> [Row] {
        try Identifier.check(table.description, columns)
        return try session.upsertMany(into: table.description, columns: columns, rows: rows, tail: tail)
    }

    /// Runs a body of which nothing remains when it throws, while the transaction goes on: for a row of many that may be refused. Outside of it, an
    /// error of a statement ends the transaction on both databases, even if the program passes over it.
    package func attempt<T>(_ body: () throws -> T) throws -> T { try session.savepoint(body) }

    /// Waits until no other transaction holds the name, and holds it until the end of this one: an advisory lock on PostgreSQL, nothing on
    /// SQLite, which has one writer. Take it before reading what it guards, in a transaction of standard isolation.
    package func lock(_ name: StaticString) throws { try session.lock(name.description) }

    /// The time by the database's clock.
    package func now() throws -> Moment { try session.now() }
}

/// Names of tables and columns that come as strings: they go into the text, so only the plainest are let through.
enum Identifier {
    static func check(_ table: String, _ columns: [String]) throws {
        guard !columns.isEmpty else { throw StorageProblem.misuse("rows for \(table) without columns") }
        for name in [table] + columns where !isPlain(name) {
            throw StorageProblem.misuse("a table or column is named with small letters, digits and _, and this is not: \(name)")
        }
    }

    static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, (0x61...0x7A).contains(first), name.utf8.count <= 63 else { return false }
        return name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
