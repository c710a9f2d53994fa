import Storage
import TestSupport
import Testing

/// SQLite's own limit on pages stands for a full disk: the same code comes back.
@Suite struct DiskFullTests {
    private func fill(_ database: Database, rows: Int) async throws {
        try await database.write { transaction in
            for _ in 0..<rows { try transaction.execute("INSERT INTO things (b) VALUES (\([UInt8](repeating: 7, count: 4000)))") }
        }
    }

    @Test func aFullDiskSavesNothingOfTheTransactionAndNothingElseIsLost() async throws {
        let folder = try TemporaryFolder()
        try await withDatabase(.sqlite(path: folder.file("x"))) { database async throws in
            try await database.makeTable("CREATE TABLE things (id {id}, b {bytes}) {strict}")
            try await fill(database, rows: 10)
            _ = try await database.write { try $0.rows("PRAGMA max_page_count = 40") }
            do {
                try await fill(database, rows: 100)
                Issue.record("nothing was thrown")
            } catch StorageProblem.full {}
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 10)
            // Small writes that still fit, and all writes once there is room.
            try await fill(database, rows: 1)
            _ = try await database.write { try $0.rows("PRAGMA max_page_count = 100000") }
            try await fill(database, rows: 100)
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 111)
            #expect(try await database.read { try $0.row("PRAGMA integrity_check")?.text("integrity_check") } == "ok")
        }
    }

    @Test func aFullDiskFailsOnlyWhoMetItAmongThoseCommittedTogether() async throws {
        let folder = try TemporaryFolder()
        try await withDatabase(.sqlite(path: folder.file("x"))) { database async throws in
            try await database.makeTable("CREATE TABLE things (id {id}, b {bytes}) {strict}; CREATE TABLE small (id {integer} PRIMARY KEY) {strict}")
            _ = try await database.write { try $0.rows("PRAGMA max_page_count = 40") }
            let refused = try await withThrowingTaskGroup(of: Int?.self) { group in
                for id in 1...40 {
                    group.addTask {
                        do {
                            try await database.write { try $0.execute("INSERT INTO small (id) VALUES (\(id))") }
                            if id % 20 == 0 { try await fill(database, rows: 100) }
                            return nil
                        } catch StorageProblem.full { return id }
                    }
                }
                return try await group.reduce(into: Set<Int>()) { refused, id in if let id { refused.insert(id) } }
            }
            #expect(refused == [20, 40])
            #expect(try await database.read { try $0.count("SELECT count(*) FROM small") } == 40)
            #expect(try await database.read { try $0.count("SELECT count(*) FROM things") } == 0)
        }
    }
}
