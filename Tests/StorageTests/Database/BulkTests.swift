import Storage
import TestSupport
import Testing

@Suite struct BulkTests {
    static let table: StaticString = "CREATE TABLE things (id {integer} PRIMARY KEY, t {text}, b {bytes}, r {real}) {strict}"
    static let columns = ["id", "t", "b", "r"]

    static func row(_ number: Int) -> [Value] {
        [.integer(Int64(number)), number % 3 == 0 ? .null : .text("第 \(number)\t行\\n"), .blob([UInt8(number & 255), 0]), .real(Double(number) / 2)]
    }

    @Test func manyRowsArriveAsTheyWere() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let count = try await database.write { try $0.insertMany(into: "things", columns: Self.columns, rows: (1...5000).lazy.map(Self.row)) }
            #expect(count == 5000)
            try await database.read { reader throws in
                var number = 0
                try reader.forEach("SELECT * FROM things ORDER BY id") { row in
                    number += 1
                    let values = try Self.columns.map { try row.value($0) }
                    guard values == Self.row(number) else {
                        Issue.record("row \(number) came back as \(values)")
                        return false
                    }
                    return true
                }
                #expect(number == 5000)
            }
        }
    }

    @Test func whatIsTheSameInAllRowsIsGivenOnce() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let rows: [[Value]] = (1...300).map { [.integer(Int64($0)), $0 % 2 == 0 ? .text("\($0)") : .null] }
            try await database.write { try $0.insertMany(into: "things", columns: Self.columns, rows: rows, ending: [.blob([7]), .real(1.5)]) }
            let found = try await database.read {
                try $0.rows("SELECT * FROM things ORDER BY id").map { row in try Self.columns.map { try row.value($0) } }
            }
            #expect(found == rows.map { $0 + [.blob([7]), .real(1.5)] })
            await #expect(throws: StorageProblem.self) {
                try await database.write { try $0.insertMany(into: "things", columns: Self.columns, rows: [Self.row(900)], ending: [.real(1)]) }
            }
        }
    }

    @Test func nothingRemainsOfALoadWithOneBadRow() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            let bad: [[[Value]]] = [
                [Self.row(1), Self.row(1)], [Self.row(1), [.integer(2)]], [Self.row(1), [.text("x"), .null, .null, .null]],
                [Self.row(1), [.integer(2), .blob([1]), .null, .null]],
            ]
            for rows in bad {
                await #expect(throws: StorageProblem.self) {
                    _ = try await database.write { try $0.insertMany(into: "things", columns: Self.columns, rows: rows) }
                }
                #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 0)
            }
            #expect(try await database.write { try $0.insertMany(into: "things", columns: Self.columns, rows: [Self.row(1)]) } == 1)
        }
    }

    @Test func aNameThatIsNotPlainIsRefused() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            for name in ["id) VALUES (1); --", "", "Id", "1d", "t\"", "é"] {
                await #expect(throws: StorageProblem.self) {
                    _ = try await database.write { try $0.insertMany(into: "things", columns: [name], rows: [[.integer(1)]]) }
                }
            }
        }
    }

    @Test func aReadingMayStopAndAskInBetween() async throws {
        try await eachDatabase { database in
            try await database.makeTable(Self.table)
            try await database.write { try $0.insertMany(into: "things", columns: Self.columns, rows: (1...3000).lazy.map(Self.row)) }
            try await database.read { reader throws in
                var seen = 0
                try reader.forEach("SELECT id FROM things WHERE id > \(0) ORDER BY id") { row in
                    seen += 1
                    // The same statement again, while it is being read.
                    #expect(try reader.row("SELECT id FROM things WHERE id > \(0) ORDER BY id")?.int("id") == 1)
                    return try row.int("id") < 1100
                }
                #expect(seen == 1100)
                #expect(try reader.count("SELECT count(*) FROM things") == 3000)
            }
        }
    }
}
