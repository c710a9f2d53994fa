import Actions
import Datasets
import Foundation
import Storage
import Tabular
import Testing

@testable import Imports

@Suite struct DeliveryLifeTests {
    private static func file(_ count: Int = 300, from first: Int = 0, broken: Int = 3) -> [UInt8] {
        var rows = (first..<first + count).map(TestFile.row)
        for i in 0..<broken { rows[i * 7][5] = "2025-02-30" }
        return TestFile.text([TestFile.header] + rows, .gb18030)
    }

    @Test func aFileIsReadCheckedAndAccepted() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(Self.file())
            #expect(received.isNew && received.version == 1)
            try await desk.work()
            let row = try await desk.row(received.delivery)
            #expect(try row.text("state") == "checked")
            #expect(try row.integer("rows_in") == 300)
            #expect(try row.integer("rows_accepted") == 297)
            #expect(try row.integer("rows_rejected") == 3)
            #expect(try row.integer("rows_matched") + row.integer("rows_unmatched") == 297)
            #expect(try row.integer("people_matched") > 0)
            #expect(try await desk.count("SELECT COUNT(*) FROM delivery_rejects") == 3)
            #expect(try await desk.count("SELECT SUM(rows_in) AS n FROM delivery_reasons") == 3)
            #expect(try await desk.perform(AcceptDelivery(delivery: received.delivery)) == .accepted)
            await #expect(throws: Refusal.self) { try await desk.perform(AcceptDelivery(delivery: received.delivery)) }
        }
    }

    @Test func theSameBytesAreTheSameDelivery() async throws {
        try await DeliveryDesk.each { desk in
            let file = Self.file()
            let outcomes = try await withThrowingTaskGroup(of: ReceiveDelivery.Outcome.self) { group in
                for i in 0..<5 { group.addTask { try await desk.receive(file, client: i < 3 ? "same-client" : nil) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(outcomes.map(\.delivery)).count == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM deliveries") == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM delivery_files") == 1)
            try await desk.work()
            #expect(try await desk.count("SELECT COUNT(*) FROM delivery_rejects") == 3)
            let again = try await desk.receive(file)
            #expect(!again.isNew && again.delivery == outcomes[0].delivery)
            #expect(try await desk.receive(file, period: "2025-10").isNew)
        }
    }

    @Test func aNewerFileTakesThePlaceOfTheOlder() async throws {
        try await DeliveryDesk.each { desk in
            let first = try await desk.receive(Self.file())
            let second = try await desk.receive(Self.file(310))
            #expect(second.version == 2)
            try await desk.work()
            _ = try await desk.perform(AcceptDelivery(delivery: first.delivery))
            _ = try await desk.perform(AcceptDelivery(delivery: second.delivery))
            #expect(try await desk.row(first.delivery).text("state") == "superseded")
            #expect(try await desk.row(first.delivery).integer("superseded_by") == second.delivery)
            #expect(try await desk.row(second.delivery).text("state") == "accepted")
        }
    }

    @Test func tooManyRejectedRowsCannotBeAccepted() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(Self.file(300, broken: 40))
            try await desk.work()
            #expect(try await desk.row(received.delivery).integer("rows_rejected") == 40)
            await #expect(throws: Refusal.conflict(.checksFailed)) { try await desk.perform(AcceptDelivery(delivery: received.delivery)) }
            await #expect(throws: Refusal.self) { try await desk.perform(SendBackDelivery(delivery: received.delivery, reason: " ")) }
            #expect(try await desk.perform(SendBackDelivery(delivery: received.delivery, reason: "日期错误太多")) == .sentBack)
        }
    }

    @Test func aFileNobodyCanReadIsRefusedWithItsReason() async throws {
        try await DeliveryDesk.each { desk in
            var desk = desk
            let received = try await desk.receive(Array("%PDF-1.7 no table".utf8))
            try await desk.work()
            #expect(try await desk.row(received.delivery).text("refusal") == "file-unreadable")
            // The reader itself falling over is no different for the sender, and the server goes on.
            desk.parts.program = TestFile.program("crash")
            let second = try await desk.receive(Self.file())
            try await desk.work()
            #expect(try await desk.row(second.delivery).text("state") == "refused")
            #expect(try await desk.row(second.delivery).text("refusal") == "reader-crashed")
        }
    }

    @Test func mendedRowsCompleteTheirDelivery() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(Self.file())
            try await desk.work()
            _ = try await desk.perform(AcceptDelivery(delivery: received.delivery))
            let order = ReadingOrder(
                task: .correct, sources: TestFile.sources, folder: DeliveryDesk.source, remedies: ["not-a-date": "改日期"], delivery: received.delivery)
            let correction = try await HeardReading(Self.file(), order).bytes
            let coder = CorrectionEncoding.gb18030
            let mended = correction.replacing(coder.encoded("2025-02-30"), with: coder.encoded("2025-02-28"), maxReplacements: 2)
            let supplement = try await desk.receive(mended)
            try await desk.work()
            let row = try await desk.row(supplement.delivery)
            #expect(try row.text("kind") == "supplement")
            #expect(try row.integer("base_id") == received.delivery)
            #expect(try row.integer("rows_in") == 3)
            #expect(try row.integer("rows_rejected") == 1)
            #expect(try await desk.count("SELECT COUNT(*) FROM delivery_mends") == 2)
            _ = try await desk.perform(AcceptDelivery(delivery: supplement.delivery))
            #expect(try await desk.row(received.delivery).text("state") == "accepted", "what is mended stays in use")
        }
    }

    @Test func mendedRowsOfAnotherPeriodAreRefused() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(Self.file())
            try await desk.work()
            let order = ReadingOrder(task: .correct, sources: TestFile.sources, folder: DeliveryDesk.source, delivery: received.delivery)
            let supplement = try await desk.receive(try await HeardReading(Self.file(), order).bytes, period: "2025-10")
            try await desk.work()
            #expect(try await desk.row(supplement.delivery).text("refusal") == "corrects-another-delivery")
        }
    }

    @Test func anotherRegionAndAnotherDepartmentSeeNothing() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(Self.file())
            try await desk.work()
            for stranger in [DeliveryDesk.actor(DeliveryDesk.neighbour), DeliveryDesk.actor(department: "civil-affairs")] {
                await #expect(throws: Refusal.notFound) { try await desk.perform(AcceptDelivery(delivery: received.delivery), as: stranger) }
                await #expect(throws: Refusal.notFound) {
                    try await desk.perform(OpenDeliveryFile(delivery: received.delivery, part: .original), as: stranger, purpose: "看看")
                }
                await #expect(throws: Refusal.notFound) { try await desk.receive(Self.file(), as: stranger) }
            }
            let own = DeliveryDesk.actor(department: "medical-insurance")
            #expect(
                try await desk.perform(OpenDeliveryFile(delivery: received.delivery, part: .original), as: own, purpose: "核对").isWorkbook == false)
            await #expect(throws: Refusal.purposeMissing) {
                try await desk.perform(OpenDeliveryFile(delivery: received.delivery, part: .original), as: own)
            }
        }
    }

    @Test func acceptedRowsAreKeptAndReadBack() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(Self.file())
            try await desk.work()
            let name = try await desk.desk.database.read { try $0.row("SELECT parsed_blob FROM delivery_files")?.text("parsed_blob") }
            let schema = try #require(desk.parts.schema(DeliveryDesk.source))
            let blob = try #require(name.flatMap(BlobName.init))
            let kept = try ParsedStretches(blob, from: desk.parts.blobs, schema: schema)
            let wanted = schema.columns.map { _ in true }
            #expect(try (0..<kept.count).reduce(0) { $0 + (try kept.segment($1, wanted: wanted, file: 0).count) } == 297)
            let kind = try #require(schema.columns.firstIndex { $0.name == "hospital" })
            #expect(kept.words[kind] == ["石桥县人民医院"])
            var changed = schema
            changed.columns.removeLast()
            #expect(throws: DamagedParts.self) { try ParsedStretches(blob, from: desk.parts.blobs, schema: changed) }
            #expect(received.isNew)
        }
    }

    @Test func aReadingThatIsDoneAgainDoublesNothing() async throws {
        try await DeliveryDesk.each { desk in
            let received = try await desk.receive(Self.file())
            try await desk.work()
            // The lease ran out just before the job was marked as done: another worker takes it again.
            try await desk.desk.database.write { transaction in
                _ = try transaction.execute("UPDATE jobs SET state = 'waiting'")
            }
            try await desk.work()
            #expect(try await desk.count("SELECT COUNT(*) FROM delivery_rejects") == 3)
            #expect(try await desk.row(received.delivery).text("state") == "checked")
        }
    }

    @Test func nothingPersonalLiesInTheDatabaseOrOnTheDisk() async throws {
        try await DeliveryDesk.each { desk in
            let id = TestFile.residentID(0)
            _ = try await desk.receive(Self.file())
            try await desk.work()
            let texts = try await desk.desk.database.read { reader in
                try reader.rows("SELECT shown || detail AS t FROM delivery_rejects").map { try $0.text("t") }
                    + reader.rows("SELECT header || mapped || filled AS t FROM delivery_files").map { try $0.text("t") }
            }
            #expect(texts.allSatisfy { !$0.contains(id) })
            for path in try FileManager.default.subpathsOfDirectory(atPath: desk.folder + "/blobs") {
                let bytes = FileManager.default.contents(atPath: desk.folder + "/blobs/" + path) ?? Data()
                #expect(bytes.firstRange(of: Data(id.utf8)) == nil)
            }
        }
    }
}
