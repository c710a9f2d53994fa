import CLibPQ
import Foundation

/// One connection to a server, used by the one thread that made it. Connects when it is first needed and again after it broke.
final class PostgresConnection {
    private let server: PostgresServer
    private var connection: OpaquePointer?
    private var statements = PostgresStatements()
    /// Whether libpq itself, and not the server, ended an answer: it does not always say that the connection is bad then.
    private var isLost = false
    /// Whether an answer is on its way that nobody waits for.
    private var isOwed = false
    /// The code of the last error the server answered; some mean that the transaction is worth running again.
    var failure: String?

    init(server: PostgresServer) { self.server = server }

    func disconnect() {
        if let connection { PQfinish(connection) }
        connection = nil
        isLost = false
        isOwed = false
        statements = PostgresStatements()
    }

    var isBroken: Bool { isLost || connection.map { PQstatus($0) != CONNECTION_OK } ?? true }

    /// Connects if there is no connection or it broke.
    func connect() throws {
        settle()
        guard isBroken else { return }
        disconnect()
        // What stands in the URL comes later and wins over what stands before it.
        let settings = [
            ("connect_timeout", "10"), ("application_name", "youshu"), ("tcp_user_timeout", "30000"), ("dbname", server.url),
            ("client_encoding", "UTF8"),
        ]
        let made = withCStrings(settings.map(\.0)) { names in
            withCStrings(settings.map(\.1)) { values in PQconnectdbParams(names, values, 1) }
        }
        guard let made else { throw StorageProblem.disconnected("no memory for a connection") }
        connection = made
        guard PQstatus(made) == CONNECTION_OK else {
            // libpq's words name host and role, never the password.
            let reason = PQerrorMessage(made).map { String(cString: $0) } ?? ""
            disconnect()
            throw StorageProblem.disconnected(reason.split(separator: "\n").joined(separator: " "))
        }
        PQsetNoticeProcessor(made, { _, _ in }, nil)
        try requireEncryption(made)
        try command(
            """
            SET standard_conforming_strings = on; SET client_min_messages = warning; SET TimeZone = 'UTC'; SET lock_timeout = '10s';
            SET extra_float_digits = 1; SET search_path = public
            """)
        if server.durability == .losesCommitsOnPowerLoss { try command("SET synchronous_commit = off") }
    }

    /// Personal data leave this machine only under TLS.
    private func requireEncryption(_ made: OpaquePointer) throws {
        let host = PQhost(made).map { String(cString: $0) } ?? ""
        let isLocal = host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") || ["localhost", "127.0.0.1", "::1"].contains(host)
        guard isLocal || PQsslInUse(made) == 1 else {
            disconnect()
            throw StorageProblem.refused("the connection to \(host) is not encrypted; add sslmode=verify-full to the URL")
        }
    }

    /// Sends a command whose answer matters to nobody; it is read before the next thing is sent.
    func sendLater(_ text: String) throws {
        guard PQsendQuery(try open(), text) == 1 else { throw StorageProblem.disconnected(lastWords) }
        isOwed = true
    }

    /// Reads the answer that was left.
    private func settle() {
        guard isOwed, let connection else { return }
        isOwed = false
        while let result = PQgetResult(connection) { PQclear(result) }
    }

    /// One or several commands without values and without an answer.
    @discardableResult
    func command(_ text: String) throws -> PostgresResult {
        let connection = try open()
        return try answered(PQexec(connection, text))
    }

    /// Runs a statement with its values, in binary both ways.
    func run(_ text: String, _ parameters: PostgresParameters, remembered: Bool) throws -> PostgresResult {
        let connection = try open()
        guard remembered else {
            return try parameters.withPointers { values, lengths, formats in
                try answered(PQexecParams(connection, text, Int32(values.count), parameters.types, values, lengths, formats, 1))
            }
        }
        let statement = try prepared(text, parameters.types)
        let result = try parameters.withPointers { values, lengths, formats in
            try answered(PQexecPrepared(connection, statement.name, Int32(values.count), values, lengths, formats, 1))
        }
        if let shape = statement.shape { result.shape = shape } else { statement.shape = result.shape }
        return result
    }

    private func prepared(_ text: String, _ types: [UInt32]) throws -> PostgresStatements.Statement {
        let connection = try open()
        if let statement = statements.statement(of: text, types) { return statement }
        let (statement, displaced) = statements.remember(text, types)
        if let displaced { try command("DEALLOCATE \(displaced)") }
        do {
            try answered(PQprepare(connection, statement.name, text, Int32(types.count), types))
        } catch {
            statements.forget(text, types)
            throw error
        }
        return statement
    }

    /// Forgets all prepared statements: a migration may have changed what they answer.
    func forgetStatements() throws {
        statements = PostgresStatements()
        try command("DEALLOCATE ALL")
    }

    /// An answer that is a success; everything else thrown in our words.
    @discardableResult
    func answered(_ result: OpaquePointer?) throws -> PostgresResult {
        guard let result else { throw StorageProblem.disconnected(lastWords) }
        let answer = PostgresResult(result)
        if answer.succeeded || [PGRES_COPY_IN, PGRES_COPY_OUT].contains(answer.status) { return answer }
        if answer.errorField("C") == nil { isLost = true }
        if isBroken { throw StorageProblem.disconnected(lastWords) }
        failure = answer.errorField("C")
        throw PostgresProblem.translated(answer)
    }

    private var lastWords: String {
        let words = connection.flatMap { PQerrorMessage($0).map { String(cString: $0) } } ?? ""
        return words.split(separator: "\n").first.map(String.init) ?? "the server closed the connection"
    }

    func open() throws -> OpaquePointer {
        settle()
        guard let connection, !isBroken else { throw StorageProblem.disconnected("the connection to PostgreSQL broke") }
        return connection
    }

    /// Whether a transaction is open, failed or not.
    var isInTransaction: Bool {
        settle()
        return connection.map { PQtransactionStatus($0) != PQTRANS_IDLE } ?? false
    }
}

/// Calls with a list of C strings that ends with nil.
private func withCStrings<R>(_ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> R) -> R {
    let copies = strings.map { strdup($0) }
    defer { copies.forEach { free($0) } }
    return body(copies.map { $0.map { UnsafePointer($0) } } + [nil])
}
