import Foundation
import Storage
import TestSupport
import Testing

/// What must hold of SQLite before it is trusted.
@Suite struct SQLiteStartTests {
    private func number(_ pragma: SQL, _ options: DatabaseOptions = DatabaseOptions()) async throws -> Int64 {
        let folder = try TemporaryFolder()
        return try await withDatabase(.sqlite(path: folder.file("x")), options: options) { try await $0.write { try $0.count(pragma) } }
    }

    @Test func theWriterWaitsForTheDisk() async throws {
        #expect(try await number("PRAGMA synchronous") == 2)
        var careless = DatabaseOptions()
        careless.durability = .losesCommitsOnPowerLoss
        #expect(try await number("PRAGMA synchronous", careless) == 1)
    }

    @Test func theConnectionsAreHardened() async throws {
        #expect(try await number("PRAGMA foreign_keys") == 1)
        #expect(try await number("PRAGMA trusted_schema") == 0)
        #expect(try await number("PRAGMA secure_delete") == 1)
        #expect(try await number("PRAGMA temp_store") == 2)
        #expect(try await number("PRAGMA wal_autocheckpoint") == 0)
    }

    @Test func aSecondOpeningIsRefusedByWhateverName() async throws {
        let folder = try TemporaryFolder()
        try await withDatabase(.sqlite(path: folder.file("x"))) { _ in
            symlink(folder.file("x"), folder.file("y"))
            for path in [folder.file("x"), folder.file("y"), folder.path + "/./x"] {
                await #expect(throws: StorageProblem.self) { _ = try await Database.open(.sqlite(path: path)) }
            }
        }
        try await withDatabase(.sqlite(path: folder.file("y"))) { _ in }
    }

    @Test func onlyTheOwnerReadsTheFiles() async throws {
        let folder = try TemporaryFolder()
        try await withDatabase(.sqlite(path: folder.file("x"))) { database in
            try await database.makeTable("CREATE TABLE things (id {id}) {strict}")
            for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
                let mode = try FileManager.default.attributesOfItem(atPath: folder.file(name))[.posixPermissions] as? Int
                #expect(mode == 0o600, "\(name)")
            }
        }
    }

    @Test func aFileThatIsNoDatabaseIsRefusedAndLeftAlone() async throws {
        let folder = try TemporaryFolder()
        let text = String(repeating: "this is no database\n", count: 300)
        try text.write(toFile: folder.file("x"), atomically: false, encoding: .utf8)
        await #expect(throws: StorageProblem.self) { _ = try await Database.open(.sqlite(path: folder.file("x"))) }
        #expect(try String(contentsOfFile: folder.file("x"), encoding: .utf8) == text)
        await #expect(throws: StorageProblem.self) { _ = try await Database.open(.sqlite(path: folder.file("no/folder/x"))) }
    }

    @Test func aCleanEndLeavesOneFile() async throws {
        let folder = try TemporaryFolder()
        try await withDatabase(.sqlite(path: folder.file("x"))) { database in
            try await database.makeTable("CREATE TABLE things (id {id}) {strict}")
            _ = try await database.read { try $0.rows("SELECT * FROM things") }
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["x", "x.lock"])
    }

    @Test func theLogIsEmptiedAsItGrows() async throws {
        let folder = try TemporaryFolder()
        var options = DatabaseOptions()
        options.checkpointPages = 20
        try await withDatabase(.sqlite(path: folder.file("x")), options: options) { database in
            try await database.makeTable("CREATE TABLE things (id {id}, b {bytes}) {strict}")
            for _ in 1...60 {
                try await database.write { try $0.execute("INSERT INTO things (b) VALUES (\([UInt8](repeating: 1, count: 10_000)))") }
            }
            let size = try FileManager.default.attributesOfItem(atPath: folder.file("x-wal"))[.size] as? Int
            #expect((size ?? 0) < 60 * 10_000)
        }
    }
}
