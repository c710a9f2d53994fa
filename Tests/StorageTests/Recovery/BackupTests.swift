import Foundation
import Storage
import TestSupport
import Testing

/// A backup is worth what its restore gives.
@Suite struct BackupTests {
    static let table: StaticString = "CREATE TABLE things (id {integer} PRIMARY KEY, note {text} NOT NULL) {strict}"

    /// A database with an archive and what a test needs around it.
    private struct Place: Sendable {
        let folder: TemporaryFolder
        let vault: Vault
        var database: String { folder.file("live.sqlite") }
        var backups: String { folder.file("backups") }

        init() throws {
            folder = try TemporaryFolder()
            vault = try Vault(keys: KeyRing(folder: folder.file("keys")))
        }

        func options(pages: Int = 4000) -> DatabaseOptions {
            var options = DatabaseOptions()
            options.archive = .init(folder: backups, vault: vault)
            options.checkpointPages = pages
            return options
        }

        /// The ids in what a restore to a moment gives.
        func restored(_ moment: Moment?, _ name: String) async throws -> [Int] {
            let path = folder.file(name)
            _ = try await Backup.restore(from: backups, to: path, moment: moment, vault: vault)
            return try await withDatabase(.sqlite(path: path)) { try await ids($0) }
        }
    }

    private static func ids(_ database: Database) async throws -> [Int] {
        try await database.read { try $0.rows("SELECT id FROM things ORDER BY id").map { try $0.int("id") } }
    }

    /// Writes a row and waits for the clock to go on, so that the moment lies between this commit and the next.
    private static func write(_ id: Int, _ database: Database) async throws -> Moment {
        let note = String(repeating: "第\(id)条", count: 300)
        try await database.write { try $0.execute("INSERT INTO things (id, note) VALUES (\(id), \(note))") }
        let moment = Moment.ofThisMachine
        while Moment.ofThisMachine == moment { try await Task.sleep(for: .milliseconds(1)) }
        return moment
    }

    @Test func everyMomentSinceTheBackupCanBeRestored() async throws {
        let place = try Place()
        var moments: [Moment] = []
        // So few pages that the log is emptied several times.
        try await withDatabase(.sqlite(path: place.database), options: place.options(pages: 12)) { database in
            try await database.makeTable(Self.table)
            _ = try await Self.write(0, database)
            let report = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
            #expect(report.isContinued)
            for id in 1...40 { moments.append(try await Self.write(id, database)) }
        }
        for id in [1, 2, 17, 39, 40] {
            #expect(try await place.restored(moments[id - 1], "at\(id)") == Array(0...id), "restored to after row \(id)")
        }
        #expect(try await place.restored(nil, "last") == Array(0...40))
    }

    @Test func theArchiveGoesOnAfterACleanEnd() async throws {
        let place = try Place()
        try await withDatabase(.sqlite(path: place.database), options: place.options()) { database in
            try await database.makeTable(Self.table)
            _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
            _ = try await Self.write(1, database)
        }
        for id in 2...3 {
            try await withDatabase(.sqlite(path: place.database), options: place.options()) { _ = try await Self.write(id, $0) }
        }
        #expect(try await place.restored(nil, "restored") == [1, 2, 3])
    }

    @Test func whatWasWrittenWithoutTheArchiveEndsTheChain() async throws {
        let place = try Place()
        try await withDatabase(.sqlite(path: place.database), options: place.options()) { database in
            try await database.makeTable(Self.table)
            _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
            _ = try await Self.write(1, database)
        }
        try await withDatabase(.sqlite(path: place.database)) { _ = try await Self.write(2, $0) }
        try await withDatabase(.sqlite(path: place.database), options: place.options()) { database in
            _ = try await Self.write(3, database)
            let before = try await place.restored(nil, "before")
            #expect(before == [1])
            _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
            _ = try await Self.write(4, database)
        }
        #expect(try await place.restored(nil, "after") == [1, 2, 3, 4])
    }

    @Test func aBackupWhileOthersWriteIsOneState() async throws {
        let place = try Place()
        try await withDatabase(.sqlite(path: place.database), options: place.options(pages: 50)) { database in
            try await database.makeTable(Self.table)
            try await withThrowingTaskGroup { group in
                group.addTask { for id in 1...60 { _ = try await Self.write(id, database) } }
                group.addTask {
                    for _ in 1...3 { _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault) }
                }
                try await group.waitForAll()
            }
        }
        #expect(try await place.restored(nil, "restored") == Array(1...60))
    }

    @Test func anAlteredOrMissingPartIsFound() async throws {
        let place = try Place()
        try await withDatabase(.sqlite(path: place.database), options: place.options(pages: 12)) { database in
            try await database.makeTable(Self.table)
            _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
            for id in 1...30 { _ = try await Self.write(id, database) }
        }
        let shelf = place.backups + "/wal/000000000000"
        let parts = try FileManager.default.contentsOfDirectory(atPath: shelf).filter { $0.hasSuffix(".part") }.sorted()
        try #require(parts.count >= 4)
        let part = shelf + "/" + parts[parts.count - 2]
        let data = try Data(contentsOf: URL(fileURLWithPath: part))
        var flipped = data
        flipped[flipped.count / 2] ^= 1
        try flipped.write(to: URL(fileURLWithPath: part))
        await #expect(throws: StorageProblem.self) { _ = try await place.restored(nil, "flipped") }
        try FileManager.default.removeItem(atPath: part)
        await #expect(throws: StorageProblem.self) { _ = try await place.restored(nil, "missing") }
        try data.write(to: URL(fileURLWithPath: part))
        #expect(try await place.restored(nil, "whole") == Array(1...30))
    }

    @Test func nothingInABackupCanBeReadWithoutTheKeys() async throws {
        let place = try Place()
        try await withDatabase(.sqlite(path: place.database), options: place.options()) { database in
            try await database.makeTable(Self.table)
            _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
            _ = try await Self.write(1, database)
        }
        let needle = Data("第1条".utf8)
        let files = FileManager.default.enumerator(atPath: place.backups)?.compactMap { $0 as? String } ?? []
        #expect(files.count > 3)
        for name in files {
            let data = FileManager.default.contents(atPath: place.backups + "/" + name) ?? Data()
            #expect(data.range(of: needle) == nil && data.range(of: Data("SQLite format 3".utf8)) == nil, "\(name)")
        }
        let other = try Vault(keys: KeyRing(folder: place.folder.file("other keys")))
        await #expect(throws: StorageProblem.self) {
            _ = try await Backup.restore(from: place.backups, to: place.folder.file("x"), vault: other)
        }
    }

    @Test func receivedFilesComeBackAndOldBackupsGo() async throws {
        let place = try Place()
        let blobs = try BlobStore(folder: place.folder.file("blobs"), vault: place.vault)
        let name = try blobs.put(Array("a delivery".utf8)).name
        var moments: [Moment] = []
        try await withDatabase(.sqlite(path: place.database), options: place.options()) { database in
            try await database.makeTable(Self.table)
            for id in 1...3 {
                let report = try await Backup.make(database, blobs: blobs, into: place.backups, vault: place.vault)
                #expect(report.newBlobs == (id == 1 ? 1 : 0))
                moments.append(try await Self.write(id, database))
            }
        }
        try Backup.forget(before: moments[1], in: place.backups, vault: place.vault)
        await #expect(throws: StorageProblem.self) { _ = try await place.restored(moments[0], "forgotten") }
        #expect(try await place.restored(moments[1], "kept") == [1, 2])
        let back = place.folder.file("blobs again")
        let restored = try await Backup.restore(from: place.backups, to: place.folder.file("y"), blobs: back, vault: place.vault)
        #expect(restored.blobs == 1)
        #expect(try BlobStore(folder: back, vault: place.vault).bytes(name) == Array("a delivery".utf8))
    }

    @Test func anExistingDatabaseIsNeverOverwritten() async throws {
        let place = try Place()
        try await withDatabase(.sqlite(path: place.database), options: place.options()) { database in
            try await database.makeTable(Self.table)
            _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
            await #expect(throws: StorageProblem.self) {
                _ = try await Backup.restore(from: place.backups, to: place.database, vault: place.vault)
            }
            #expect(try await Self.ids(database) == [])
        }
    }

    @Test func onPostgreSQLItNamesTheRightTools() async throws {
        guard let server = try await PrivatePostgres.shared.value else { return }
        let place = try Place()
        try await server.withEmptyDatabase { empty in
            try await withDatabase(empty) { database in
                do {
                    _ = try await Backup.make(database, blobs: nil, into: place.backups, vault: place.vault)
                    Issue.record("nothing was thrown")
                } catch StorageProblem.refused(let reason) { #expect(reason.contains("pg_basebackup")) }
            }
        }
    }
}
