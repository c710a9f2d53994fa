import Basics
import Storage
import TestSupport
import Testing

@Suite struct TransactionTests {
    @Test func everyKindOfValueComesBackAsItWent() async throws {
        try await eachDatabase { database in
            let day = try #require(CalendarDate(iso: "2026-11-22"))
            let village = try RegionCode("520181")
            try await database.makeTable(
                "CREATE TABLE things (id {id}, n {integer}, r {real}, t {text}, b {bytes}, f {bool}, d {date}, m {money}, c {region}) {strict}")
            try await database.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO things (id, n, r, t, b, f, d, m, c)
                    VALUES (\(1), \(Int64.min), \(-0.5), \("有数 'x' $1 ?"), \([0, 255] as [UInt8]), \(true), \(day), \(Money(fen: -1)), \(village))
                    """)
                try transaction.execute(
                    """
                    INSERT INTO things (id, n, r, t, b, f, d, m, c)
                    VALUES (\(2), \(nil as Int?), \(nil as Double?), \(nil as String?), \(nil as [UInt8]?), \(nil as Bool?),
                            \(nil as CalendarDate?), \(nil as Money?), \(nil as RegionCode?))
                    """)
            }
            let rows = try await database.read { try $0.rows("SELECT * FROM things ORDER BY id") }
            #expect(rows.count == 2)
            #expect(try rows[0].integer("n") == .min)
            #expect(try rows[0].real("r") == -0.5)
            #expect(try rows[0].text("t") == "有数 'x' $1 ?")
            #expect(try rows[0].bytes("b") == [0, 255])
            #expect(try rows[0].bool("f"))
            #expect(try rows[0].date("d") == day)
            #expect(try rows[0].money("m") == Money(fen: -1))
            #expect(try rows[0].region("c") == village)
            #expect(try rows[1].optionalInteger("n") == nil)
            #expect(try rows[1].optionalReal("r") == nil)
            #expect(try rows[1].optionalText("t") == nil)
            #expect(try rows[1].optionalBytes("b") == nil)
            #expect(try rows[1].optionalDate("d") == nil)
        }
    }

    @Test func nothingRemainsOfATransactionThatThrows() async throws {
        struct Change: Error {}
        try await eachDatabase { database in
            try await database.makeTable("CREATE TABLE things (id {id}) {strict}")
            await #expect(throws: Change.self) {
                try await database.write { transaction in
                    try transaction.execute("INSERT INTO things (id) VALUES (1)")
                    throw Change()
                }
            }
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 0)
        }
    }
}
