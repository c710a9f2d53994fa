import Basics
import Storage
import TestSupport
import Testing

/// What the schema refuses is told in one way.
@Suite struct ConstraintTests {
    static let tables: StaticString = """
        CREATE TABLE villages (code {integer} PRIMARY KEY, name {text} NOT NULL) {strict};
        CREATE TABLE homes (
            id {id}, village {integer} NOT NULL REFERENCES villages, number {integer} NOT NULL CHECK (number > 0), UNIQUE (village, number)
        ) {strict};
        INSERT INTO villages (code, name) VALUES (1, '上寨');
        INSERT INTO homes (village, number) VALUES (1, 1);
        """

    private func problem(_ database: Database, _ sql: SQL) async throws -> StorageProblem? {
        do {
            _ = try await database.write { try $0.execute(sql) }
            return nil
        } catch let problem as StorageProblem {
            return problem
        }
    }

    @Test func everyConstraintHasItsName() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.tables)
            if case .uniqueViolation(let violated) = try await problem(database, "INSERT INTO homes (village, number) VALUES (1, 1)") {
                #expect(violated.table == "homes" && violated.columns == ["village", "number"])
            } else {
                Issue.record("unique")
            }
            if case .uniqueViolation(let violated) = try await problem(database, "INSERT INTO villages (code, name) VALUES (1, 'x')") {
                #expect(violated.table == "villages" && violated.columns == ["code"])
            } else {
                Issue.record("primary key")
            }
            if case .foreignKey = try await problem(database, "INSERT INTO homes (village, number) VALUES (2, 1)") {
            } else {
                Issue.record("foreign key")
            }
            if case .foreignKey = try await problem(database, "DELETE FROM villages") {} else { Issue.record("foreign key of a parent") }
            if case .check = try await problem(database, "INSERT INTO homes (village, number) VALUES (1, 0)") {} else { Issue.record("check") }
            if case .notNull(let violated) = try await problem(database, "INSERT INTO villages (code, name) VALUES (3, \(nil as String?))") {
                #expect(violated.table == "villages" && violated.columns == ["name"])
            } else {
                Issue.record("not null")
            }
            #expect(try await database.read { try $0.count("SELECT count(*) FROM homes") } == 1)
        }
    }

    @Test func aProblemNeverRepeatsAValue() async throws {
        try await eachDatabase { database in
            try await database.makeTable(
                "CREATE TABLE people (number {text} PRIMARY KEY, age {integer}) {strict}; INSERT INTO people (number) VALUES ('990101X')")
            let doubled = try #require(try await problem(database, "INSERT INTO people (number) VALUES (\("990101X"))"))
            #expect(!"\(doubled) \(doubled.problem.zh)".contains("990101X"))
            // SQLite makes a number of it; PostgreSQL refuses, and its own words would repeat the text.
            let noNumber = try await problem(database, "INSERT INTO people (number, age) VALUES ('1', CAST(\("990101X") AS INTEGER))")
            #expect(noNumber.map { "\($0) \($0.problem.zh)".contains("990101X") } != true)
            #expect((noNumber == nil) == (database.dialect == .sqlite))
        }
    }

    @Test func anErrorEndsTheTransactionEvenIfItIsPassedOver() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.tables)
            await #expect(throws: StorageProblem.self) {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO homes (village, number) VALUES (1, 2)")
                    _ = try? transaction.execute("INSERT INTO homes (village, number) VALUES (1, 1)")
                }
            }
            await #expect(throws: StorageProblem.self) {
                try await database.write { transaction in
                    _ = try? transaction.execute("INSERT INTO homes (village, number) VALUES (1, 1)")
                    try transaction.execute("INSERT INTO homes (village, number) VALUES (1, 3)")
                }
            }
            #expect(try await database.read { try $0.count("SELECT count(*) FROM homes") } == 1)
        }
    }

    @Test func anAttemptIsUndoneAlone() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.tables)
            let refused = try await database.write { transaction in
                var refused = 0
                for number in [2, 1, 3, -1, 4] {
                    do {
                        try transaction.attempt {
                            try transaction.execute("UPDATE villages SET name = \("home \(number)")")
                            try transaction.execute("INSERT INTO homes (village, number) VALUES (1, \(number))")
                        }
                    } catch is StorageProblem { refused += 1 }
                }
                return refused
            }
            #expect(refused == 2)
            #expect(try await database.read { try $0.rows("SELECT number FROM homes ORDER BY number").map { try $0.int("number") } } == [1, 2, 3, 4])
            #expect(try await database.read { try $0.row("SELECT name FROM villages")?.text("name") } == "home 4")
        }
    }
}
