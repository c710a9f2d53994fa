import Actions
import AuditLog
import Basics
import Foundation
import Storage
import TestSupport
import Testing

@testable import Access

@Suite struct AuditOfficeTests {
    private static func notary(_ house: House, _ folder: String) throws -> Notary {
        try Notary(
            database: house.desk.database, path: folder + "/checkpoints", key: SigningKey.kept(at: folder + "/log.key", name: "youshu.test/log"))
    }

    @Test func theLogIsSignedAsItGrowsAndNeverShorter() async throws {
        try await eachHouse { house in
            let folder = try TemporaryFolder()
            let notary = try Self.notary(house, folder.path)
            #expect(try await notary.seal() == nil)
            try await house.account("wang.fang", .villageOfficer, .village)
            let first = try #require(try await notary.seal())
            #expect(try await notary.seal() == first)
            _ = try await house.open("wang.fang")
            #expect(try await notary.seal()?.checkpoint.size == first.checkpoint.size + 1)
            try await house.desk.database.write { transaction in
                _ = try transaction.execute("UPDATE audit_nodes SET hash = \([UInt8](repeating: 7, count: 32)) WHERE level = 1 AND place = 0")
            }
            _ = try await house.open("wang.fang")
            await #expect(throws: (any Error).self) { try await notary.seal() }
        }
    }

    @Test func theBundleHoldsEveryEntryEverySaltAndEveryTable() async throws {
        try await eachHouse { house in
            let folder = try TemporaryFolder()
            try await house.account("wang.fang", .villageOfficer, .village, phone: "13800138000")
            _ = try await house.open("wang.fang")
            let office = AuditOffice(database: house.desk.database, notary: try Self.notary(house, folder.path), tables: AuditedTable.access)
            let size = try await office.export(to: folder.path + "/evidence")
            #expect(size == 2)
            let lines = { (name: String) in
                try String(contentsOfFile: folder.path + "/evidence/" + name, encoding: .utf8).split(separator: "\n").map(String.init)
            }
            let (log, salts, accounts) = (try lines("log.jsonl"), try lines("salts.jsonl"), try lines("tables/accounts.jsonl"))
            #expect(log.count == 2)
            // An entry that wrote no row needs no salt.
            #expect(salts.count == 1)
            #expect(accounts.count == 1)
            #expect(accounts[0].contains("wang.fang") && !accounts[0].contains("13800138000"))
            for table in AuditedTable.access {
                #expect(FileManager.default.fileExists(atPath: "\(folder.path)/evidence/tables/\(table.text).jsonl"), "\(table.text)")
            }
        }
    }

    @Test func onlyTheProvinceTakesTheWholeEvidence() async throws {
        try await eachHouse { house in
            let request = ActionRequest(id: "r", purpose: "核验")
            for (login, region) in [("county", RegionCode.county), ("city", .city)] {
                let auditor = try await house.account(login, .auditAdmin, region)
                await #expect(throws: Refusal.notFound) { try await house.desk.perform(ExportEvidence(), as: auditor.actor, request: request) }
            }
            let auditor = try await house.account("province", .auditAdmin, .province)
            await #expect(throws: Refusal.purposeMissing) {
                try await house.desk.perform(ExportEvidence(), as: auditor.actor, request: .init(id: "r"))
            }
            _ = try await house.desk.perform(ExportEvidence(), as: auditor.actor, request: request)
        }
    }

    /// A county's auditor reads what was done in his county or by its accounts, and nothing of the neighbour's.
    @Test func theLogIsReadWithinTheScope() async throws {
        try await eachHouse { house in
            let auditor = try await house.account("auditor", .auditAdmin, .county)
            let top = try await house.account("top", .auditAdmin, .province)
            try await house.account("own", .villageOfficer, .village)
            try await house.account("theirs", .villageOfficer, .otherVillage)
            _ = try await house.open("own")
            _ = try await house.open("theirs")
            await #expect(throws: Refusal.self) { try await house.open("theirs", "wrong") }
            await #expect(throws: Refusal.self) { try await house.open("nobody", "wrong") }
            let own = try await house.desk.ask(AuditList(filter: .init(action: "session."), limit: 50), as: auditor.actor)
            #expect(own.lines.map(\.action) == ["session.open"] && own.lines.allSatisfy { !$0.isDenied })
            let all = try await house.desk.ask(AuditList(filter: .init(action: "session."), limit: 50), as: top.actor)
            #expect(all.lines.count == 4 && all.lines.count { $0.isDenied } == 2)
            let theirs = try #require(all.lines.first { !$0.isDenied })
            await #expect(throws: Refusal.notFound) { try await house.desk.ask(AuditEntryFacts(sequence: theirs.seq), as: auditor.actor) }
            await #expect(throws: Refusal.notFound) { try await house.desk.ask(AuditEntryFacts(sequence: 9999), as: auditor.actor) }
        }
    }

    @Test func anEntryComesWithAProofThatHolds() async throws {
        try await eachHouse { house in
            let auditor = try await house.account("auditor", .auditAdmin, .province)
            for number in 0..<6 { try await house.account("user\(number)", .villageOfficer, .village) }
            let page = try await house.desk.ask(AuditEntryFacts(sequence: 3), as: auditor.actor)
            let proof = InclusionProof(leaf: 3, size: page.size, path: page.path.compactMap { MerkleHash(base64: $0) })
            try proof.verify(leafHash: #require(MerkleHash(base64: page.leafHash)), root: #require(MerkleHash(base64: page.root)))
            let told = try await house.desk.ask(ConsistencyOf(old: 2, new: page.size), as: auditor.actor)
            #expect(!told.path.isEmpty)
            await #expect(throws: Refusal.notFound) { try await house.desk.ask(InclusionOf(leaf: 3, size: 99), as: auditor.actor) }
            await #expect(throws: Refusal.notFound) { try await house.desk.ask(ConsistencyOf(old: 0, new: 3), as: auditor.actor) }
        }
    }

    @Test func theZipOpensAndHoldsTheSameBytes() throws {
        let folder = try TemporaryFolder()
        let big = [UInt8](repeating: 65, count: 700_000)
        try FileManager.default.createDirectory(atPath: folder.file("a"), withIntermediateDirectories: true)
        try Data(big).write(to: URL(fileURLWithPath: folder.file("a/big.txt")))
        try Data().write(to: URL(fileURLWithPath: folder.file("空.txt")))
        let zip = ZipStream(root: folder.path, files: ["a/big.txt", "空.txt"])
        var bytes: [UInt8] = []
        while let piece = try zip.next() { bytes += piece }
        let out = folder.file("out.zip")
        try Data(bytes).write(to: URL(fileURLWithPath: out))
        let check = Process()
        check.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        let script = """
            import sys, zipfile
            z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
            assert z.namelist() == ['a/big.txt', '空.txt'], z.namelist()
            assert z.read('a/big.txt') == b'A' * 700000 and z.read('空.txt') == b''
            """
        check.arguments = ["python3", "-c", script, out]
        try check.run()
        check.waitUntilExit()
        #expect(check.terminationStatus == 0)
    }

    @Test func aFileThatIsMissingIsAnErrorAndNoTrap() throws {
        let zip = ZipStream(root: "/nowhere", files: ["a"])
        #expect(throws: Problem.self) { try zip.next() }
    }
}
