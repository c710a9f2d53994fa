import Storage
import TestSupport
import Testing

@Suite struct ConcurrencyTests {
    static let table: StaticString =
        "CREATE TABLE accounts (id {integer} PRIMARY KEY, amount {money} NOT NULL) {strict}; INSERT INTO accounts (id, amount) VALUES (1, 0), (2, 0)"

    /// Reads, computes, writes: what loses updates where transactions are not kept apart.
    @Sendable static func increment(_ transaction: Transaction) throws {
        let amount = try transaction.row("SELECT amount FROM accounts WHERE id = 1")?.integer("amount") ?? 0
        try transaction.execute("UPDATE accounts SET amount = \(amount + 1) WHERE id = 1")
    }

    private func total(_ database: Database) async throws -> Int64 {
        try await database.read { try $0.count("SELECT amount FROM accounts WHERE id = 1") }
    }

    @Test func serialTransactionsLoseNoUpdate() async throws {
        var options = DatabaseOptions()
        options.attempts = 100
        try await eachDatabase(options: options) { database in
            try await database.makeTable(Self.table)
            try await withThrowingTaskGroup { group in
                for _ in 1...20 { group.addTask { try await database.write(.serial, Self.increment) } }
                try await group.waitForAll()
            }
            #expect(try await total(database) == 20)
        }
    }

    @Test func aLockMakesWhatItGuardsSafe() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            try await withThrowingTaskGroup { group in
                for _ in 1...40 {
                    group.addTask {
                        try await database.write { transaction in
                            try transaction.lock("accounts")
                            try Self.increment(transaction)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await total(database) == 40)
        }
    }

    @Test func aRowHeldForUpdateIsSafe() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            try await withThrowingTaskGroup { group in
                for _ in 1...40 {
                    group.addTask {
                        try await database.write { transaction in
                            _ = try transaction.row("SELECT id FROM accounts WHERE id = 1 \(sql: transaction.dialect.forUpdate)")
                            try Self.increment(transaction)
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await total(database) == 40)
        }
    }

    @Test func allQuestionsOfAReadSeeOneState() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            try await withThrowingTaskGroup { group in
                group.addTask {
                    for _ in 1...30 {
                        try await database.write { transaction in
                            try transaction.execute("UPDATE accounts SET amount = amount - 1 WHERE id = 1")
                            try transaction.execute("UPDATE accounts SET amount = amount + 1 WHERE id = 2")
                        }
                    }
                }
                for _ in 1...30 {
                    group.addTask {
                        try await database.read { reader throws in
                            let one = try reader.count("SELECT amount FROM accounts WHERE id = 1")
                            let two = try reader.count("SELECT amount FROM accounts WHERE id = 2")
                            #expect(one + two == 0)
                        }
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func aReaderCannotWrite() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            await #expect(throws: StorageProblem.self) { try await database.read { try $0.rows("DELETE FROM accounts RETURNING id") } }
            #expect(try await database.read { try $0.count("SELECT count(*) FROM accounts") } == 2)
        }
    }

    @Test func aClosedDatabaseSaysSo() async throws {
        try await eachPlace { place in
            let database = try await Database.open(place)
            try await database.makeTable(Self.table)
            try await database.close()
            try await database.close()
            await #expect(throws: StorageProblem.closed) { try await database.read { try $0.now() } }
            await #expect(throws: StorageProblem.closed) { try await database.write { try $0.now() } }
            try await withDatabase(place) { again async throws in
                #expect(try await again.read { try $0.count("SELECT count(*) FROM accounts") } == 2)
            }
        }
    }

    @Test func closingAmidstWorkFinishesOrRefusesEachCall() async throws {
        try await eachPlace { place in
            let database = try await Database.open(place)
            try await database.makeTable("CREATE TABLE things (id {integer} PRIMARY KEY) {strict}")
            let written = try await withThrowingTaskGroup(of: Int?.self) { group in
                for id in 1...200 {
                    group.addTask {
                        do {
                            try await database.write { try $0.execute("INSERT INTO things (id) VALUES (\(id))") }
                            _ = try await database.read { try $0.count("SELECT count(*) FROM things") }
                            return id
                        } catch StorageProblem.closed { return nil }
                    }
                }
                try await Task.sleep(for: .milliseconds(2))
                try await database.close()
                return try await group.reduce(into: Set<Int>()) { written, id in if let id { written.insert(id) } }
            }
            try await withDatabase(place) { again async throws in
                let kept = try await again.read { Set(try $0.rows("SELECT id FROM things").map { try $0.int("id") }) }
                #expect(written.isSubset(of: kept))
            }
        }
    }

    @Test func theDatabasesClockIsThisMachines() async throws {
        try await eachDatabase { database in
            let before = Moment.ofThisMachine
            let now = try await database.write { try $0.now() }
            #expect(now.milliseconds >= before.milliseconds - 2000 && now.milliseconds <= Moment.ofThisMachine.milliseconds + 2000)
        }
    }
}
