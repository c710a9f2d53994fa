import Storage
import TestSupport
import Testing

/// Connections that break: what the caller is told, and that the next call works.
@Suite struct PostgresFaultTests {
    private func onPostgres(_ body: @escaping @Sendable (Database) async throws -> Void) async throws {
        guard let server = try await PrivatePostgres.shared.value else { return }
        try await server.withEmptyDatabase { place in try await withDatabase(place, body) }
    }

    static let table: StaticString = "CREATE TABLE things (id {integer} PRIMARY KEY) {strict}"

    @Test func aConnectionThatBrokeWhileIdleIsMadeAnewUnseen() async throws {
        try await onPostgres { database in
            try await database.makeTable(Self.table)
            try await database.read { reader in
                _ = try reader.rows(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
                    """)
            }
            for number in 1...20 { try await database.write { try $0.execute("INSERT INTO things (id) VALUES (\(number))") } }
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 20)
        }
    }

    @Test func aConnectionThatBreaksInsideATransactionSavesNothingAndSaysSo() async throws {
        try await onPostgres { database in
            try await database.makeTable(Self.table)
            do {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO things (id) VALUES (1)")
                    _ = try transaction.rows("SELECT pg_terminate_backend(pg_backend_pid())")
                }
                Issue.record("nothing was thrown")
            } catch StorageProblem.disconnected {}
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 0)
        }
    }

    @Test func aLostAnswerToCommitIsAnErrorOfItsOwn() async throws {
        try await onPostgres { database in
            try await database.makeTable(
                """
                CREATE TABLE things (id BIGINT PRIMARY KEY);
                CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; END';
                CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON things DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION break_off();
                """)
            do {
                try await database.write { try $0.execute("INSERT INTO things (id) VALUES (1)") }
                Issue.record("nothing was thrown")
            } catch StorageProblem.outcomeUnknown {}
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 0)
        }
    }

    @Test func aMigrationUnderPreparedStatementsIsNotSeen() async throws {
        try await onPostgres { database in
            try await database.makeTable(Self.table)
            let columns = { try await database.read { try $0.rows("SELECT * FROM things").first?.columns ?? [] } }
            try await database.write { try $0.execute("INSERT INTO things (id) VALUES (1)") }
            for _ in 1...8 { _ = try await columns() }
            try await database.write { try $0.execute("ALTER TABLE things ADD COLUMN name TEXT") }
            for _ in 1...8 { #expect(try await columns() == ["id", "name"]) }
        }
    }

    @Test func aServerThatSortsOtherwiseIsRefused() async throws {
        guard let server = try await PrivatePostgres.shared.value else { return }
        try await server.withEmptyDatabase(createdWith: ["--locale-provider=icu", "--icu-locale=en-US", "--locale=C"]) { place in
            await #expect(throws: StorageProblem.self) { _ = try await Database.open(place) }
        }
        try await server.withEmptyDatabase(createdWith: ["--encoding=SQL_ASCII", "--locale=C"]) { place in
            await #expect(throws: StorageProblem.self) { _ = try await Database.open(place) }
        }
    }

    @Test func aServerThatIsNotThereIsAnError() async throws {
        await #expect(throws: StorageProblem.self) { _ = try await Database.open(.postgres(url: "postgresql://nobody@/none?host=/nowhere")) }
    }
}
