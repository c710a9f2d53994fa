import Basics
import Storage
import TestSupport
import Testing

/// The first of the three hardest queries of the product: a page of households inside a scope whose head's name or pinyin initials begin with
/// what was typed, with the status they had on a day, continued by key and not by counting rows.
@Suite struct HouseholdSearchTests {
    static let tables: StaticString = """
        CREATE TABLE households (
            id {id}, region {region} NOT NULL, head_name {text} NOT NULL, head_initials {text} NOT NULL
        ) {strict};
        CREATE INDEX households_by_initials ON households (head_initials, id, region);
        CREATE INDEX households_by_name ON households (head_name, id, region);
        CREATE TABLE household_statuses (
            household_id {integer} NOT NULL REFERENCES households, status {text} NOT NULL CHECK (status IN ('poor', 'monitored', 'lifted')),
            valid_from {date} NOT NULL, valid_to {date}, PRIMARY KEY (household_id, valid_from), CHECK (valid_to > valid_from)
        ) {keyed};
        """

    enum Status: String, Bindable { case poor, monitored, lifted }

    struct Page { var rows: [String], last: (initials: String, id: Int64)? }

    static func query(
        in scope: RegionCode, initials: String, status: Status, on day: CalendarDate, after last: (initials: String, id: Int64)?, limit: Int
    ) -> SQL {
        let next: SQL = last.map { "(h.head_initials, h.id) > (\($0.initials), \($0.id))" } ?? .empty
        let conditions = SQL.all([.within(scope, "h.region"), .beginning(initials, "h.head_initials"), next])
        return """
            SELECT h.id, h.head_initials, h.head_name, s.status
            FROM households h JOIN household_statuses s ON s.household_id = h.id
            WHERE \(sql: conditions) AND s.status = \(status)
                AND s.valid_from <= \(day) AND (s.valid_to IS NULL OR s.valid_to > \(day))
            ORDER BY h.head_initials, h.id LIMIT \(limit)
            """
    }

    static func fill(_ database: Database) async throws {
        try await database.makeTable(tables)
        try await database.write { transaction in
            let names = [("张伟", "zw"), ("张芳", "zf"), ("赵敏", "zm"), ("李娜", "ln"), ("曾Z", "z_")]
            let rows: [[Value]] = (1...500).map { number in
                let (name, initials) = names[number % names.count]
                let village = number % 2 == 0 ? 520_181_103_001 : 520_122_101_002
                return [.integer(Int64(number)), .integer(Int64(village)), .text(name), .text(initials)]
            }
            try transaction.insertMany(into: "households", columns: ["id", "region", "head_name", "head_initials"], rows: rows)
            try transaction.execute(
                "INSERT INTO household_statuses (household_id, status, valid_from, valid_to) SELECT id, 'poor', '2015-01-01', '2020-11-23' FROM households"
            )
            try transaction.execute(
                "INSERT INTO household_statuses (household_id, status, valid_from) SELECT id, 'lifted', '2020-11-23' FROM households WHERE id % 3 > 0"
            )
        }
    }

    @Test func pagesByKeyMissNothingAndRepeatNothing() async throws {
        try await eachDatabase { database in
            try await Self.fill(database)
            let scope = try RegionCode("520181")
            let day = try #require(CalendarDate(iso: "2024-06-30"))
            var last: (initials: String, id: Int64)?
            var seen: [Int64] = []
            while true {
                let query = Self.query(in: scope, initials: "z", status: .lifted, on: day, after: last, limit: 17)
                let rows = try await database.read { try $0.rows(query) }
                for row in rows { seen.append(try row.integer("id")) }
                guard let end = rows.last else { break }
                last = (try end.text("head_initials"), try end.integer("id"))
            }
            let wanted = (1...500).filter { $0 % 2 == 0 && $0 % 3 > 0 && $0 % 5 != 3 }
            #expect(Set(seen) == Set(wanted.map(Int64.init)))
            #expect(seen.count == wanted.count)
        }
    }

    @Test func theStatusIsTheOneOfTheDay() async throws {
        try await eachDatabase { database in
            try await Self.fill(database)
            let scope = try RegionCode("52")
            let count = { (iso: String, status: Status) in
                let day = try #require(CalendarDate(iso: iso))
                let query = Self.query(in: scope, initials: "", status: status, on: day, after: nil, limit: 1000)
                return try await database.read { try $0.rows(query).count }
            }
            #expect(try await count("2020-11-22", .poor) == 500)
            #expect(try await count("2020-11-23", .poor) == 0)
            #expect(try await count("2020-11-23", .lifted) == 334)
        }
    }

    @Test func anUnderscoreIsALetterAndNoPattern() async throws {
        try await eachDatabase { database in
            try await Self.fill(database)
            let day = try #require(CalendarDate(iso: "2016-01-01"))
            let query = Self.query(in: try RegionCode("52"), initials: "z_", status: .poor, on: day, after: nil, limit: 1000)
            #expect(try await database.read { try $0.rows(query).map { try $0.text("head_name") } } == Array(repeating: "曾Z", count: 100))
        }
    }

    @Test func anIndexServesThePrefix() async throws {
        let folder = try TemporaryFolder()
        try await withDatabase(.sqlite(path: folder.file("x"))) { database in
            try await Self.fill(database)
            let day = try #require(CalendarDate(iso: "2016-01-01"))
            let query = Self.query(in: try RegionCode("520181"), initials: "zw", status: .poor, on: day, after: ("zw", 7), limit: 20)
            let plan = try await database.read { try $0.rows("EXPLAIN QUERY PLAN \(sql: query)").map { try $0.text("detail") } }
            #expect(plan.contains { $0.contains("SEARCH h USING") && $0.contains("households_by_initials") }, "\(plan)")
            #expect(!plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }
}
