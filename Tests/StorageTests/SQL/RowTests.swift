import Storage
import TestSupport
import Testing

@Suite struct RowTests {
    private func row(_ database: Database) async throws -> Row {
        try #require(try await database.read { try $0.row("SELECT 1 AS n, 'x' AS t, 2.5 AS r, NULL AS missing, 3 AS twice, 4 AS twice, 5 AS five") })
    }

    private func reason(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "nothing was thrown"
        } catch { return "\(error)" }
    }

    @Test func aMissingColumnAndAWrongTypeAreNamed() async throws {
        try await eachDatabase { database in
            let row = try await row(database)
            #expect(reason { _ = try row.int("m") }.contains("m: is not a column"))
            #expect(reason { _ = try row.int("t") }.contains("t: holds text, asked for an integer"))
            #expect(reason { _ = try row.text("n") }.contains("n: holds an integer, asked for text"))
            #expect(reason { _ = try row.text("missing") }.contains("holds null"))
            #expect(reason { _ = try row.int("twice") }.contains("stands twice"))
            #expect(reason { _ = try row.date("t") }.contains("asked for a day"))
            #expect(reason { _ = try row.region("n") }.contains("asked for a region"))
            #expect(reason { _ = try row.bool("five") }.contains("asked for 0 or 1"))
        }
    }

    @Test func numbersAreReadAlikeOnBoth() async throws {
        try await eachDatabase { database in
            let row = try #require(
                try await database.read { reader in
                    try reader.row(
                        """
                        SELECT 2.5 AS r, 1 = 1 AS yes, count(*) AS n, sum(x) AS total, avg(x) AS mean, min(x) AS least
                        FROM (SELECT \(-4_000_000_000) AS x UNION ALL SELECT \(1_000_000_000)) AS numbers
                        """)
                })
            #expect(try row.real("r") == 2.5)
            #expect(try row.bool("yes"))
            #expect(try row.int("n") == 2)
            #expect(try row.int("total") == -3_000_000_000)
            #expect(try row.real("mean") == -1_500_000_000)
            #expect(try row.int("least") == -4_000_000_000)
        }
    }
}
