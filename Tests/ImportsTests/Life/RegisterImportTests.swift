import Actions
import Basics
import Datasets
import Foundation
import Logging
import Storage
import Tabular
import TestSupport
import Testing
import Web

@testable import Imports

@Suite struct RegisterImportTests {
    private static func parts(_ folder: String, _ vault: Vault) throws -> ImportsParts {
        ImportsParts(
            sourcesFolder: TestFile.sources, schemas: SchemaLoader(root: TestFile.sources).load(folders: ["register"]).schemas,
            blobs: try BlobStore(folder: folder + "/blobs", vault: vault), program: TestFile.program(), people: { _, _ in [:] }
        ).joined()
    }

    @Test func bothSheetsGoIntoTheRegisterAndAddUp() async throws {
        try await eachDatabase { database in
            let folder = FileManager.default.temporaryDirectory.appending(path: "register-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let vault = try Vault(keys: KeyRing(folder: folder + "/keys"))
            let desk = Desk(database: database, vault: vault)
            let parts = try Self.parts(folder, vault)
            try await RegisterSheets.prepare(database, desk)
            var persons = RegisterSheets.persons(40)
            persons += TestFile.text([["999", RegisterSheets.identity(500), "无户人", "户主", "男"], ["5", RegisterSheets.identity(0), "同号人", "之子", "男"]])
            let number = try await RegisterSheets.start(desk, parts.blobs, households: RegisterSheets.households(40), persons: persons)
            let jobs = ImportsFeature.feature(parts).jobs
            let worker = JobWorker(desk: desk, kinds: jobs, log: Logger(label: "test")) { _ in RegisterSheets.actor() }
            while try await worker.workOnce() {}
            let row = try await database.read { try $0.row("SELECT * FROM register_imports WHERE id = \(number)") }
            let found = try #require(row)
            #expect(try found.optionalText("fault") == nil)
            #expect(try found.text("state") == "done")
            #expect(try found.integer("households_in") == 40 && found.integer("households_taken") == 40)
            #expect(try found.integer("persons_in") == 122 && found.integer("persons_taken") == 120 && found.integer("persons_rejected") == 2)
            let reasons = try await database.read { reader in
                try reader.rows("SELECT reason FROM register_import_rejects ORDER BY line").map { try $0.text("reason") }
            }
            #expect(reasons.contains("household-missing") && reasons.count == 2)
            let people = try await database.read { try $0.count("SELECT COUNT(*) FROM people_index") }
            #expect(people == 120)
            // 同号人 has the number of somebody else of the same import: that is not decided here, and not lost.
            let question = try await database.read { try $0.row("SELECT kind, file_name, state FROM identity_questions") }
            #expect(try question?.text("kind") == "other-name" && question?.text("file_name") == "同号人" && question?.text("state") == "open")
        }
    }

    @Test func theCountysHeadersAreGuessedAndRemembered() throws {
        let schema = try #require(SchemaLoader(root: TestFile.sources).load(folders: ["register"]).schemas.first { $0.role == .persons })
        let file = OpenedFile(
            format: "delimited", encoding: "UTF-8", delimiter: ",", byteOrderMark: false, sheet: nil, header: ["所属户编号", "证件号码", "姓名", "关系"],
            headerLine: 1, mapped: ["id_number": "证件号码", "name": "姓名"], unknownHeaders: ["所属户编号", "关系"], missingColumns: [], corrects: nil,
            preview: [])
        let mapping = MappingSuggestion(schema: schema, remembered: ["relation": "关系"]).mapping(for: file)
        #expect(mapping["household_id"] == "所属户编号" && mapping["id_number"] == "证件号码" && mapping["relation"] == "关系")
        #expect(Set(mapping.values).count == mapping.count)
    }

    /// The whole server is killed again and again; started once more it finishes by itself, and nobody is in the register twice or not at all.
    @Test func anImportThatIsKilledGoesOnAndDoublesNothing() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "register-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/test.sqlite"
        let households = 4_000
        try await withDatabase(.sqlite(path: path)) { database in
            let vault = try Vault(keys: KeyRing(folder: folder + "/keys"))
            let desk = Desk(database: database, vault: vault)
            try await RegisterSheets.prepare(database, desk)
            let blobs = try BlobStore(folder: folder + "/blobs", vault: vault)
            _ = try await RegisterSheets.start(
                desk, blobs, households: RegisterSheets.households(households), persons: RegisterSheets.persons(households))
        }
        let program = TestFile.program().path
        let arguments = ["jobs", path, folder, TestFile.sources, String(RegisterSheets.county.number)]
        for kill in 0..<6 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: program)
            process.arguments = arguments
            try process.run()
            try await Task.sleep(for: .milliseconds(700 + kill * 450))
            if process.isRunning { Glibc.kill(process.processIdentifier, SIGKILL) }
            process.waitUntilExit()
        }
        let last = Process()
        last.executableURL = URL(fileURLWithPath: program)
        last.arguments = arguments
        try last.run()
        last.waitUntilExit()
        #expect(last.terminationStatus == 0)
        try await withDatabase(.sqlite(path: path)) { database in
            func count(_ sql: SQL) async throws -> Int64 { try await database.read { try $0.count(sql) } }
            let people = Int64(households * 3)
            let state = try await database.read { try $0.row("SELECT state FROM register_imports")?.text("state") }
            #expect(state == "done")
            #expect(try await count("SELECT COUNT(*) FROM households") == Int64(households))
            #expect(try await count("SELECT COUNT(*) FROM people_index") == people)
            #expect(try await count("SELECT COUNT(DISTINCT id_index) FROM people_index") == people)
            #expect(try await count("SELECT persons_taken FROM register_imports") == people)
        }
    }
}
