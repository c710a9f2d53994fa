import Storage
import TestSupport
import Testing

@Suite struct SQLTests {
    static let table: StaticString =
        "CREATE TABLE things (id {id}, name {text}) {strict}; INSERT INTO things (id, name) VALUES (1, 'a'), (2, 'b'), (3, NULL)"

    @Test func whatIsBoundNeverBecomesText() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let name = "a'; DROP TABLE things; --"
            #expect(try await database.read { try $0.rows("SELECT id FROM things WHERE name = \(name)").count } == 0)
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 3)
        }
    }

    @Test func anEmptyListMatchesNothingAndItsOppositeEverything() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let none: [Int] = []
            let noNames: [String] = []
            try await database.read { reader throws in
                #expect(try reader.count("SELECT count(*) FROM things WHERE id IN \(list: none)") == 0)
                #expect(try reader.count("SELECT count(*) FROM things WHERE id NOT IN \(list: none)") == 3)
                #expect(try reader.count("SELECT count(*) FROM things WHERE name IN \(list: noNames)") == 0)
                #expect(try reader.count("SELECT count(*) FROM things WHERE id IN \(list: [1, 3, 9])") == 2)
                #expect(try reader.count("SELECT count(*) FROM things WHERE id IN \(list: [1 as any Bindable, 2 as Int64])") == 2)
            }
            await #expect(throws: StorageProblem.self) {
                try await database.read { try $0.count("SELECT count(*) FROM things WHERE id IN \(list: [] as [any Bindable])") }
            }
        }
    }

    @Test func placeholdersOfSplicedPartsAreCountedOn() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let condition = SQL.all(["id > \(0)", .empty, "name = \("b") OR name = \("c")"])
            let row = try await database.read { try $0.row("SELECT id, \(7) AS seven FROM \(name: "things") WHERE \(sql: condition) AND id < \(9)") }
            #expect(try row?.int("id") == 2)
            #expect(try row?.int("seven") == 7)
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things WHERE \(sql: .all([]))") } == 3)
        }
    }

    @Test func aNullIsToldItsKind() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let nobody: String? = nil
            for _ in 1...2 {
                #expect(try await database.read { try $0.count("SELECT count(*) FROM things WHERE \(nobody) IS NULL OR name = \(nobody)") } == 3)
                #expect(
                    try await database.read {
                        try $0.count("SELECT count(*) FROM things WHERE \("b" as String?) IS NULL OR name = \("b" as String?)")
                    } == 1)
            }
        }
    }

    @Test func anEmptyTextAndEmptyBytesAreNotNull() async throws {
        try await eachDatabase { database in
            let row = try await database.read { try $0.row("SELECT \("") AS t, \([] as [UInt8]) AS b") }
            #expect(try row?.text("t") == "")
            #expect(try row?.bytes("b") == [])
        }
    }

    @Test func theCharacterZeroIsRefusedOnBoth() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            await #expect(throws: StorageProblem.self) { _ = try await database.read { try $0.rows("SELECT \("a\u{0}b") AS t") } }
            await #expect(throws: StorageProblem.self) {
                _ = try await database.write { try $0.insertMany(into: "things", columns: ["name"], rows: [[.text("\u{0}")]]) }
            }
        }
    }

    @Test func textsSortByCodePointsOnBoth() async throws {
        try await eachDatabase { database in
            try await database.makeTable("CREATE TABLE words (word {text}) {strict}")
            let words = ["a", "B", "一", "丁", "é", "_", "a b", "-a", "𠮷", "ﾟ"]
            try await database.write { try $0.insertMany(into: "words", columns: ["word"], rows: words.map { [.text($0)] }) }
            let sorted = words.sorted { $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars) }
            #expect(try await database.read { try $0.rows("SELECT word FROM words ORDER BY word").map { try $0.text("word") } } == sorted)
        }
    }
}
