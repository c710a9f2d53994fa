import Basics
import Storage
import TestSupport
import Testing

/// The third of the three hardest queries: a chunk of an import that inserts who is new, updates who is known and says which was which, and
/// counts per region of any level.
@Suite struct RegisterLoadTests {
    static let tables: StaticString = """
        CREATE TABLE people (
            id {id}, index_key {bytes} NOT NULL UNIQUE, region {region} NOT NULL, income {money} NOT NULL, version {integer} NOT NULL DEFAULT 1
        ) {strict};
        CREATE INDEX people_by_region ON people (region);
        """

    static let onConflict: SQL = """
        ON CONFLICT (index_key) DO UPDATE SET region = excluded.region, income = excluded.income, version = people.version + 1
        RETURNING id, version, income
        """

    static func chunk(_ numbers: ClosedRange<Int>, income: Int64) -> [[Value]] {
        numbers.map { number in
            let village = Int64(520_181_103_000) + Int64(number % 3) * 1_000_000
            return [.blob(Array("person \(number)".utf8)), .integer(village), .integer(income)]
        }
    }

    @Test func aChunkTellsNewFromKnownInItsOwnOrder() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.tables)
            let columns = ["index_key", "region", "income"]
            let first = try await database.write {
                try $0.upsertMany(into: "people", columns: columns, rows: Self.chunk(1...1200, income: 100), Self.onConflict)
            }
            #expect(first.count == 1200)
            #expect(try first.allSatisfy { try $0.int("version") == 1 })
            let second = try await database.write {
                try $0.upsertMany(into: "people", columns: columns, rows: Self.chunk(601...1300, income: 200), Self.onConflict)
            }
            #expect(try second.map { try $0.int("version") } == Array(repeating: 2, count: 600) + Array(repeating: 1, count: 100))
            #expect(try second.prefix(600).map { try $0.integer("id") } == first.suffix(600).map { try $0.integer("id") })
        }
    }

    @Test func countsPerRegionOfALevelAddUp() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.tables)
            try await database.write {
                _ = try $0.upsertMany(
                    into: "people", columns: ["index_key", "region", "income"], rows: Self.chunk(1...900, income: 7), Self.onConflict)
            }
            let level = RegionCode.Level.county
            var unit: Int64 = 1
            for _ in level.digits..<12 { unit *= 10 }
            let counts: SQL = """
                SELECT region / \(unit) AS prefix, count(*) AS people, sum(income) AS income, avg(income) AS mean
                FROM people WHERE \(sql: .within(try RegionCode("52"), "region")) GROUP BY 1 ORDER BY 1
                """
            let rows = try await database.read { try $0.rows(counts) }
            #expect(try rows.map { try $0.int("prefix") } == [520181, 520182, 520183])
            #expect(try rows.map { try $0.int("people") } == [300, 300, 300])
            #expect(try rows.map { try $0.money("income").fen } == [2100, 2100, 2100])
            #expect(try rows.allSatisfy { try $0.real("mean") == 7 })
        }
    }
}
