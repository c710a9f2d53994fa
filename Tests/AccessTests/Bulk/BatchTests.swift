import Actions
import Basics
import Foundation
import Logging
import Storage
import Tabular
import TestSupport
import Testing
import Web

@testable import Access

@Suite struct BatchTests {
    /// A house with its blobs, its jobs and the two administrators of a county.
    private struct Office: Sendable {
        let house: House
        let blobs: BlobStore
        let worker: JobWorker
        let system: Account
        let security: Account

        init(_ house: House, folder: String) async throws {
            self.house = house
            blobs = try BlobStore(folder: folder + "/blobs", vault: house.desk.vault)
            let kinds = AccessFeature.feature(gate: house.gate, lists: (blobs, .inThisProcess(blobs))).jobs
            worker = JobWorker(desk: house.desk, kinds: kinds, log: Logger(label: "test")) { id in
                try await house.desk.database.read { try Account.find(id, in: $0) }?.actor
            }
            system = try await house.account("system", .systemAdmin, .county)
            security = try await house.account("security", .securityAdmin, .county)
        }

        func submit(_ bytes: [UInt8], named name: String = "名单.csv") async throws -> AccountBatch {
            let blob = try blobs.put(bytes).name
            let id = try await house.desk.perform(SubmitBatch(file: name, content: blob.hex), as: system.actor, request: .init(id: "r")).outcome
            while try await worker.workOnce() {}
            return try await batch(id)
        }

        func batch(_ id: Int64) async throws -> AccountBatch {
            guard let found = try await house.desk.database.read({ try AccountBatch.find(id, in: $0) }) else { throw Refusal.notFound }
            return found
        }

        func grant(_ batch: AccountBatch) async throws -> AccountBatch {
            _ = try await house.desk.perform(DecideBatch(batch: batch.id, approve: true), as: security.actor, request: .init(id: "r"))
            while try await worker.workOnce() {}
            return try await self.batch(batch.id)
        }

        func rejects(_ batch: AccountBatch) throws -> [String] {
            guard let name = batch.rejects.flatMap(BlobName.init) else { return [] }
            return String(decoding: try blobs.bytes(name).dropFirst(3), as: UTF8.self).split(separator: "\r\n").map(String.init)
        }

        func accounts() async throws -> [String] {
            try await house.desk.database.read {
                try $0.rows("SELECT login FROM accounts WHERE batch IS NOT NULL ORDER BY id").map { try $0.text("login") }
            }
        }
    }

    private static func eachOffice(_ body: @escaping @Sendable (Office) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try await eachHouse { house in
            let place = folder.path + "/" + UUID().uuidString
            try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
            try await body(Office(house, folder: place))
        }
    }

    private static let head = "登录名,姓名,岗位,区划代码,部门,手机号\r\n"

    @Test func rowsInAreRowsAcceptedAndRowsRejectedEachWithItsReason() async throws {
        try await Self.eachOffice { office in
            try await office.house.account("taken", .villageOfficer, .village)
            let list =
                Self.head + "zhang.wei,张伟,村信息员,990121204207,,13800138000\r\n" + "taken,李娜,村信息员,990121204207,,\r\n"
                + "zhang.wei,重复,村信息员,990121204207,,\r\n" + "wang,王芳,县级部门,990122,,\r\n" + "admin2,赵磊,系统管理员,990121,,\r\n"
                + "=cmd,刘洋,村信息员,990121204207,,\r\n" + "too,few\r\n" + "vehicles,陈静,部门联络员,990121,transport,\r\n"
            let batch = try await office.submit(Array(list.utf8))
            #expect(batch.state == .proposed && batch.accepted == 2 && batch.rejected == 6)
            let rejects = try office.rejects(batch)
            #expect(rejects.count == 7)
            for (line, reason) in [
                (3, "the login is taken"), (4, "stands earlier"), (5, "outside the region"), (6, "one by one"), (7, "small letters"),
            ] {
                #expect(rejects.contains { $0.hasPrefix("\(line),") && $0.contains(reason) }, "line \(line)")
            }
            #expect(rejects.contains { $0.hasPrefix("8,") && $0.contains("another number of cells") })
            // A cell that a spreadsheet would run as a formula is made text.
            #expect(rejects.contains { $0.contains("'=cmd") })
            #expect(try await office.accounts() == [])
        }
    }

    @Test(arguments: ["utf8", "gb18030", "utf16", "xlsx"]) func everyFormIsReadAlike(form: String) async throws {
        try await Self.eachOffice { office in
            let rows = [["登录名", "姓名", "岗位", "区划代码"], ["zhang.wei", "张伟", "村信息员", "990121204207"], ["li.na", "李娜", "乡镇专干", "990121204"]]
            let batch = try await office.submit(try Self.file(rows, form))
            #expect(batch.accepted == 2 && batch.rejected == 0)
            _ = try await office.grant(batch)
            let names = try await office.house.desk.database.read {
                try $0.rows("SELECT name FROM accounts WHERE batch IS NOT NULL ORDER BY id").map { try $0.text("name") }
            }
            #expect(names == ["张伟", "李娜"])
        }
    }

    private static func file(_ rows: [[String]], _ form: String) throws -> [UInt8] {
        let text = rows.map { $0.joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
        let folder = try TemporaryFolder()
        let path = folder.file("list")
        switch form {
        case "utf8": return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
        case "utf16": return [0xFF, 0xFE] + text.utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        case "gb18030":
            let writer = try CSVWriter(path: path, options: CSVOptions(encoding: .gb18030))
            for row in rows { try writer.row(row) }
            try writer.close()
        default:
            let writer = try WorkbookWriter(path: path)
            try writer.beginSheet("名单", columns: rows[0].map { WorkbookWriter.Column($0) })
            for row in rows.dropFirst() {
                for cell in row { writer.text(cell) }
                try writer.endRow()
            }
            try writer.close()
        }
        return [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    @Test func aGrantedListMakesAccountsThatTheirSecretsOpenOnce() async throws {
        try await Self.eachOffice { office in
            let list = Self.head + (0..<5).map { "user\($0),张伟,村信息员,990121204207,,1380013800\($0)\r\n" }.joined()
            let batch = try await office.grant(office.submit(Array(list.utf8)))
            #expect(batch.state == .done && batch.made == 5)
            let secrets = try #require(try BatchSecrets(batch, office.house.desk.vault))
            let token = try await office.house.open("user3", secrets.secret(of: "user3").lowercased())
            #expect(try await office.house.visitor(token)?.detour == .password)
            await #expect(throws: Refusal.invalid("password", Gate.refused)) { try await office.house.open("user2", secrets.secret(of: "user3")) }
            let stored = try await office.house.desk.database.read {
                try $0.rows("SELECT phone FROM accounts WHERE batch IS NOT NULL").map { try $0.bytes("phone") }
            }
            #expect(stored.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("138001380") })
        }
    }

    @Test func secretsAreTakenForAnHourAndThenForgotten() async throws {
        try await Self.eachOffice { office in
            let batch = try await office.grant(office.submit(Array((Self.head + "user,张伟,村信息员,990121204207,,\r\n").utf8)))
            func take() async throws {
                _ = try await office.house.desk.perform(HandOutSecrets(batch: batch.id), as: office.system.actor, request: .init(id: "r"))
            }
            try await take()
            try await take()
            office.house.pass(seconds: HandOutSecrets.grace)
            await #expect(throws: Refusal.conflict(HandOutSecrets.gone)) { try await take() }
            while try await office.worker.workOnce() {}
            #expect(try await office.batch(batch.id).secret == nil)
        }
    }

    @Test func whoHandedTheListInDoesNotGrantIt() async throws {
        try await Self.eachOffice { office in
            let batch = try await office.submit(Array((Self.head + "user,张伟,村信息员,990121204207,,\r\n").utf8))
            await #expect(throws: Refusal.forbidden(.accountGrant)) {
                try await office.house.desk.perform(DecideBatch(batch: batch.id, approve: true), as: office.system.actor, request: .init(id: "r"))
            }
            let outsider = try await office.house.account("outsider", .securityAdmin, .otherCounty)
            await #expect(throws: Refusal.notFound) {
                try await office.house.desk.perform(DecideBatch(batch: batch.id, approve: true), as: outsider.actor, request: .init(id: "r"))
            }
        }
    }

    /// A worker that was killed between two chunks: the next begins again and doubles nothing.
    @Test func makingAccountsIsResumedWithoutDoubling() async throws {
        try await Self.eachOffice { office in
            let batch = try await office.submit(Array((Self.head + (0..<5).map { "user\($0),张伟,村信息员,990121204207,,\r\n" }.joined()).utf8))
            _ = try await office.house.desk.perform(DecideBatch(batch: batch.id, approve: true), as: office.security.actor, request: .init(id: "r"))
            let draft = AccountDraft(login: "user0", name: "张伟", role: .villageOfficer, region: .village, department: nil, phone: nil)
            _ = try await office.house.desk.perform(
                CreateBatchChunk(batch: batch.id, days: 14, lines: [.init(draft)]), as: office.security.actor, request: .init(id: "earlier"))
            while try await office.worker.workOnce() {}
            #expect(try await office.accounts() == ["user0", "user1", "user2", "user3", "user4"])
            #expect(try await office.batch(batch.id).state == .done)
        }
    }

    @Test(arguments: ["", "no table at all\u{0}\u{1}", "姓名,岗位\r\n张伟,村信息员\r\n", "登录名,姓名,岗位,区划代码\r\n"])
    func whatIsNoListFailsAndMakesNothing(text: String) async throws {
        try await Self.eachOffice { office in
            let batch = try await office.submit(Array(text.utf8))
            #expect(batch.state == .failed && batch.accepted == 0)
        }
    }
}
