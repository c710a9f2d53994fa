import Foundation

/// PostgreSQL over some connections, each with a thread of its own.
final class PostgresEngine: Engine {
    let dialect = Dialect.postgres
    /// The server keeps its own archive, which its administrator watches.
    let archiving = ArchiveState.none
    private let threads: PostgresThreads
    private let attempts: Int

    private init(threads: PostgresThreads, attempts: Int) {
        self.threads = threads
        self.attempts = attempts
    }

    static func open(url: String, options: DatabaseOptions) async throws -> PostgresEngine {
        let threads = PostgresThreads(count: options.connections, server: PostgresServer(url: url, durability: options.durability))
        do {
            try await threads.run { connection in
                try connection.connect()
                try PostgresStart.check(connection, options)
            }
        } catch {
            await threads.close()
            throw error
        }
        return PostgresEngine(threads: threads, attempts: max(1, options.attempts))
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let attempts = attempts
        return try await threads.run { connection in
            try Self.repeated(attempts, connection) {
                try Self.begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", connection)
                return try Self.finished(connection) {
                    let result = try body(PostgresSession(connection))
                    // Nothing was written: a connection that breaks here loses nothing, and nobody waits for the answer.
                    try connection.sendLater("COMMIT")
                    return result
                }
            }
        }
    }

    func write<T: Sendable>(_ isolation: Isolation, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        let attempts = attempts
        return try await threads.run { connection in
            try Self.repeated(attempts, connection) { try Self.transact(isolation, connection, body) }
        }
    }

    /// Runs a transaction again, after a pause by chance, when the server says that it may succeed then, whatever the body made of the error.
    private static func repeated<T>(_ attempts: Int, _ connection: PostgresConnection, _ transaction: () throws -> T) throws -> T {
        var attempt = 1
        while true {
            connection.failure = nil
            do {
                return try transaction()
            } catch {
                guard attempt < attempts, let code = connection.failure, PostgresProblem.again.contains(code) else { throw error }
                if code == PostgresProblem.planChanged { try connection.forgetStatements() }
                usleep(UInt32.random(in: 0..<(1000 << UInt32(min(attempt, 6)))))
                attempt += 1
            }
        }
    }

    private static func transact<T>(
        _ isolation: Isolation, _ connection: PostgresConnection, _ body: (any Session) throws -> T
    ) throws -> T {
        try begin(isolation == .serial ? "BEGIN ISOLATION LEVEL SERIALIZABLE" : "BEGIN ISOLATION LEVEL READ COMMITTED", connection)
        return try finished(connection) {
            let result = try body(PostgresSession(connection))
            try commit(connection)
            return result
        }
    }

    /// A connection that broke while it was idle, such as by a restart of the server, is made anew: nothing of ours was under way on it.
    private static func begin(_ command: String, _ connection: PostgresConnection) throws {
        try connection.connect()
        do {
            try connection.command(command)
        } catch StorageProblem.disconnected {
            try connection.connect()
            try connection.command(command)
        }
    }

    private static func commit(_ connection: PostgresConnection) throws {
        do {
            let answer = try connection.command("COMMIT")
            // A transaction in which a statement failed ends with ROLLBACK, and no error says so.
            guard answer.command == "COMMIT" else { throw StorageProblem.endedByError }
        } catch StorageProblem.disconnected(let reason) {
            throw StorageProblem.outcomeUnknown(reason)
        }
    }

    /// Runs a body and leaves no transaction open behind it.
    private static func finished<T>(_ connection: PostgresConnection, _ body: () throws -> T) throws -> T {
        do {
            return try body()
        } catch {
            if connection.isBroken {
                connection.disconnect()
            } else if connection.isInTransaction {
                do { try connection.command("ROLLBACK") } catch { connection.disconnect() }
            }
            throw error
        }
    }

    func close() async throws { await threads.close() }
}
