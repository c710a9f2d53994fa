import Storage
import TestSupport
import Testing

/// Transactions that wait together are committed together, and nobody notices but by the time it takes.
@Suite struct TogetherTests {
    static let table: StaticString = """
        CREATE TABLE things (id {integer} PRIMARY KEY, parent {integer} REFERENCES things DEFERRABLE INITIALLY DEFERRED) {strict}
        """

    struct Change: Error {}

    /// Runs all at once, behind one that keeps the writer busy until all wait; the ids whose caller was told of an error.
    private func refused(_ ids: [Int], _ database: Database, _ body: @escaping @Sendable (Transaction, Int) throws -> Void) async throws -> Set<Int> {
        try await withThrowingTaskGroup(of: Int?.self) { group in
            for id in ids {
                group.addTask {
                    do {
                        try await database.write { try body($0, id) }
                        return nil
                    } catch { return id }
                }
            }
            return try await group.reduce(into: Set<Int>()) { refused, id in if let id { refused.insert(id) } }
        }
    }

    private func ids(_ database: Database) async throws -> Set<Int> {
        try await database.read { Set(try $0.rows("SELECT id FROM things").map { try $0.int("id") }) }
    }

    @Test func whatOneThrowsUndoesThatOneOnly() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let refused = try await refused(Array(1...90), database) { transaction, id in
                try transaction.execute("INSERT INTO things (id) VALUES (\(id))")
                if id % 3 == 0 { throw Change() }
                if id % 3 == 1 { try transaction.execute("INSERT INTO things (id) VALUES (\(id))") }
            }
            #expect(refused == Set((1...90).filter { $0 % 3 != 2 }))
            #expect(try await ids(database) == Set((1...90).filter { $0 % 3 == 2 }))
        }
    }

    @Test func whatFailsAtCommitFailsAlone() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let refused = try await refused(Array(1...60), database) { transaction, id in
                try transaction.execute("INSERT INTO things (id, parent) VALUES (\(id), \(id % 10 == 0 ? 1000 : id))")
            }
            #expect(refused == Set((1...60).filter { $0 % 10 == 0 }))
            #expect(try await ids(database) == Set((1...60).filter { $0 % 10 != 0 }))
        }
    }

    @Test func anErrorThatIsPassedOverUndoesThatOneOnly() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let refused = try await refused(Array(1...60), database) { transaction, id in
                try transaction.execute("INSERT INTO things (id) VALUES (\(id))")
                if id % 4 == 0 { _ = try? transaction.execute("INSERT INTO things (id) VALUES (\(id))") }
            }
            #expect(refused == Set((1...60).filter { $0 % 4 == 0 }))
            #expect(try await ids(database) == Set((1...60).filter { $0 % 4 != 0 }))
        }
    }
}
