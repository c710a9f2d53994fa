/// A database of the product: SQLite in one file, or PostgreSQL. The program is the same on both.
///
/// Bodies run on threads of the database's own, never on Swift's cooperative threads, and are finished when the call returns.
package final class Database: Sendable {
    let engine: any Engine
    package let place: DatabasePlace
    package let dialect: Dialect

    private init(engine: any Engine, place: DatabasePlace) {
        self.engine = engine
        self.place = place
        dialect = engine.dialect
    }

    /// Opens the database, creating SQLite's file if there is none, and checks that what is acknowledged will survive; refuses otherwise.
    package static func open(_ place: DatabasePlace, options: DatabaseOptions = DatabaseOptions()) async throws -> Database {
        switch place {
        case .sqlite(let path): Database(engine: try await SQLiteEngine.open(path: path, options: options), place: place)
        case .postgres(let url): Database(engine: try await PostgresEngine.open(url: url, options: options), place: place)
        }
    }

    /// Asks questions that all see the same state.
    @discardableResult
    package func read<T: Sendable>(_ body: @escaping @Sendable (Reader) throws -> T) async throws -> T {
        try await engine.read { try body(Reader(session: $0)) }
    }

    /// Runs a transaction and commits it; a returned value means that it is on disk. On PostgreSQL the body may run several times, when
    /// others were in its way: it must have no effect outside the database.
    @discardableResult
    package func write<T: Sendable>(
        _ isolation: Isolation = .standard, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        try await engine.write(isolation) { try body(Transaction(session: $0)) }
    }

    /// How the archive of the write-ahead log does. Asks no disk.
    package var archiving: ArchiveState { engine.archiving }

    /// Finishes what runs and closes all connections; calls after it throw `StorageProblem.closed`. May be called twice.
    package func close() async throws { try await engine.close() }
}
