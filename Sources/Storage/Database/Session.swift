/// One connection inside one transaction, as a database's driver offers it. Used by one thread at a time.
protocol Session: AnyObject {
    var dialect: Dialect { get }

    /// All rows of an answer; also of a statement with RETURNING.
    func rows(_ sql: SQL) throws -> [Row]

    /// The first row; what follows need not be read.
    func first(_ sql: SQL) throws -> Row?

    /// The rows one by one without holding them all; false from the body ends the reading.
    func forEach(_ sql: SQL, _ body: (Row) throws -> Bool) throws

    /// The same without making values of the cells.
    func forEachCells(_ sql: SQL, _ body: (any Cells) throws -> Void) throws

    /// The number of rows changed.
    func execute(_ sql: SQL) throws -> Int

    /// Puts rows into a table the fastest way there is; the number of rows. Table and columns were checked; `ending` follows the values of each row.
    func insertMany(into table: String, columns: [String], rows: some Sequence<[Value]>, ending: [Value]) throws -> Int

    /// Inserts rows with what to do on conflict and what to return.
    func upsertMany(into table: String, columns: [String], rows: some Sequence<[Value]>, tail: SQL) throws -> [Row]

    /// Waits until no other transaction holds the name; held until the end of the transaction.
    func lock(_ name: String) throws

    func now() throws -> Moment

    /// Runs a body whose work alone is undone when it throws.
    func savepoint<T>(_ body: () throws -> T) throws -> T

    /// Runs one statement of a migration.
    func executeScript(_ statement: String) throws
}

/// A driver: runs bodies inside transactions, never on Swift's cooperative threads.
protocol Engine: Sendable {
    var dialect: Dialect { get }
    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T
    func write<T: Sendable>(_ isolation: Isolation, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T
    func close() async throws
    var archiving: ArchiveState { get }
}

/// Whether what is committed is copied out of the way, so that a backup can be carried on to any moment.
package enum ArchiveState: Sendable, Hashable {
    /// No archive is kept by this program: none was asked for, or the database is PostgreSQL, which keeps its own.
    case none
    case working
    /// The last attempt failed, with the reason; the write-ahead log grows until one succeeds.
    case failing(String)
}
