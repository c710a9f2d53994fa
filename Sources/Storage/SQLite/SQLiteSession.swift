import Foundation
internal import GRDB
internal import GRDBSQLite

/// A connection of SQLite's inside a transaction.
final class SQLiteSession: Session {
    private let database: GRDB.Database
    /// Whether a statement failed. SQLite would go on; PostgreSQL does not, and what is tested on one must hold on the other.
    private var hasFailed = false
    let dialect = Dialect.sqlite

    init(_ database: GRDB.Database) { self.database = database }

    func rows(_ sql: SQL) throws -> [Row] {
        var rows: [Row] = []
        try run(sql) { statement in
            let names = statement.columnNames
            while try noting(statement.step) { rows.append(statement.row(names)) }
        }
        return rows
    }

    func first(_ sql: SQL) throws -> Row? {
        var row: Row?
        try run(sql) { statement in
            if try noting(statement.step) { row = statement.row(statement.columnNames) }
        }
        return row
    }

    func forEach(_ sql: SQL, _ body: (Row) throws -> Bool) throws {
        try run(sql) { statement in
            let names = statement.columnNames
            while try noting(statement.step) {
                guard try body(statement.row(names)) else { return }
            }
        }
    }

    func forEachCells(_ sql: SQL, _ body: (any Cells) throws -> Void) throws {
        try run(sql) { statement in
            while try noting(statement.step) { try body(statement.cells) }
        }
    }

    func execute(_ sql: SQL) throws -> Int {
        var changed = 0
        try run(sql) { statement in
            while try noting(statement.step) {}
            if !statement.isReading, let connection = database.sqliteConnection { changed = Int(sqlite3_changes(connection)) }
        }
        return changed
    }

    func insertMany(into table: String, columns: [String], rows: some Sequence<[Value]>, ending: [Value]) throws -> Int {
        var count = 0
        try each(of: rows, into: table, columns: columns, ending: ending, tail: .empty) { statement in
            while try noting(statement.step) {}
            count += 1
        }
        return count
    }

    func upsertMany(into table: String, columns: [String], rows: some Sequence<[Value]>, tail: SQL) throws -> [Row] {
        var returned: [Row] = []
        var names: ColumnNames?
        try each(of: rows, into: table, columns: columns, tail: tail) { statement in
            let known = names ?? statement.columnNames
            names = known
            while try noting(statement.step) { returned.append(statement.row(known)) }
        }
        return returned
    }

    /// The one writer is us.
    func lock(_ name: String) throws {}

    /// SQLite runs in this process: its clock is the machine's.
    func now() throws -> Moment { Moment.ofThisMachine }

    func executeScript(_ statement: String) throws {
        try requireTransaction()
        do { try database.execute(sql: statement) } catch {
            hasFailed = true
            throw SQLiteProblem.translated(error)
        }
    }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        try executeScript("SAVEPOINT attempt")
        do {
            let result = try body()
            try executeScript("RELEASE SAVEPOINT attempt")
            return result
        } catch {
            hasFailed = false
            // After some errors SQLite has ended the whole transaction, and there is nothing to return to.
            try? executeScript("ROLLBACK TO SAVEPOINT attempt")
            try? executeScript("RELEASE SAVEPOINT attempt")
            throw error
        }
    }

    /// Notes that what SQLite does here failed.
    private func noting<T>(_ work: () throws -> T) throws -> T {
        do { return try work() } catch let problem as StorageProblem {
            hasFailed = true
            throw problem
        }
    }

    private func run(_ sql: SQL, _ use: (SQLiteStatement) throws -> Void) throws {
        if let mistake = sql.mistake { throw StorageProblem.misuse(mistake) }
        try requireTransaction()
        let statement = try noting { try SQLiteStatement(sql.text(marker: dialect.marker), on: database, remembered: !sql.varies) }
        defer { statement.reset() }
        for (index, binding) in sql.bindings.enumerated() { try statement.bind(binding.value, at: index + 1) }
        try use(statement)
    }

    /// One statement for all rows, bound anew for each.
    private func each(
        of rows: some Sequence<[Value]>, into table: String, columns: [String], ending: [Value] = [], tail: SQL,
        _ use: (SQLiteStatement) throws -> Void
    ) throws {
        if let mistake = tail.mistake { throw StorageProblem.misuse(mistake) }
        try requireTransaction()
        let places = (1...columns.count).map { "?\($0)" }.joined(separator: ", ")
        let text = "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(places)) \(tail.text(marker: "?", after: columns.count))"
        let statement = try noting { try SQLiteStatement(text, on: database, remembered: !tail.varies) }
        defer { statement.reset() }
        for (index, binding) in tail.bindings.enumerated() { try statement.bind(binding.value, at: columns.count + index + 1) }
        let wanted = columns.count - ending.count
        // What a row leaves bound stays bound: what is the same in all rows is bound once, and a null after a null not again.
        for (index, value) in ending.enumerated() { try statement.bind(value, at: wanted + index + 1) }
        var isNull = [Bool](repeating: true, count: max(wanted, 0))
        for row in rows {
            guard row.count == wanted else {
                throw StorageProblem.misuse("a row of \(row.count) values for the \(wanted) columns of \(table)")
            }
            for (index, value) in row.enumerated() {
                let wasNull = isNull[index]
                isNull[index] = value.isNull
                if !wasNull || !isNull[index] { try statement.bind(value, at: index + 1) }
            }
            try use(statement)
            statement.rewind()
        }
    }

    /// Before COMMIT: an error that the program passed over ends the transaction.
    func requireUnbroken() throws { try requireTransaction() }

    /// SQLite ends a transaction by itself after some errors; what follows would be committed one by one.
    private func requireTransaction() throws {
        guard let connection = database.sqliteConnection else { throw StorageProblem.closed }
        guard !hasFailed, sqlite3_get_autocommit(connection) == 0 else { throw StorageProblem.endedByError }
    }
}

extension Moment {
    /// Now, by this machine's clock.
    package static var ofThisMachine: Moment {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Moment(milliseconds: Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000)
    }
}
