import Foundation
import Testing

@testable import Platform

@Suite struct InspectCommandTests {
    private func inspect(_ path: String, _ delivery: SmallDelivery, _ more: String...) async throws -> (
        status: Int32, object: [String: Any], out: String
    ) {
        let listener = HeardConsole()
        let status = await Program.run(
            ["inspect", path, "--json", "--sources-root", delivery.folder.file("DataSources")] + more, on: listener.console)
        let object = try JSONSerialization.jsonObject(with: Data(listener.out.utf8)) as? [String: Any]
        return (status, object ?? [:], listener.out)
    }

    @Test func aFileOfASourceIsHeldAgainstItsSchema() async throws {
        let delivery = try SmallDelivery(extraRow: "\(SmallDelivery.ids[1]),not money,2024-01-01\n")
        let (status, object, out) = try await inspect(delivery.folder.file("data/vehicles.csv"), delivery)
        #expect(status == 1)
        #expect(object["rows"] as? Int == 3 && object["encoding"] as? String == "UTF-8" && object["delimiter"] as? String == ",")
        let fit = try #require(object["fit"] as? [String: Any])
        #expect(fit["source"] as? String == "vehicles" && fit["accepted"] as? Int == 2 && fit["rejected"] as? Int == 1)
        let bad = try #require(object["bad_rows"] as? [[String: Any]])
        #expect(bad.count == 1 && bad[0]["line"] as? Int == 4 && bad[0]["column"] as? String == "price")
        for id in SmallDelivery.ids { #expect(!out.contains(id)) }
    }

    @Test func typesFillRatesAndDistinctValuesAreTold() async throws {
        let delivery = try SmallDelivery()
        let path = try delivery.folder.write(
            "号码,姓名,日期,金额,备注\n\(SmallDelivery.ids[0]),张三,2024-01-02,5.50,\n\(SmallDelivery.ids[1]),张三,2024-01-03,7,x\n", to: "list.csv")
        let (status, object, out) = try await inspect(path, delivery)
        #expect(status == 0)
        let columns = try #require(object["columns"] as? [[String: Any]])
        #expect(columns.map { $0["type"] as? String } == ["resident ID", "text", "date", "number", "text"])
        #expect(columns.map { $0["filled"] as? Int } == [2, 2, 2, 2, 1])
        #expect(columns.map { $0["distinct"] as? Int } == [2, 1, 2, 2, 1])
        #expect(!out.contains("张三") && !out.contains(SmallDelivery.ids[0]))
    }

    @Test func aFileThatLacksARequiredColumnDoesNotFit() async throws {
        let delivery = try SmallDelivery()
        let path = try delivery.folder.write("price\n5\n", to: "vehicles_2025.csv")
        let (status, object, _) = try await inspect(path, delivery)
        #expect(status == 1)
        let fit = try #require(object["fit"] as? [String: Any])
        #expect(fit["accepted"] as? Int == 0 && (fit["problem"] as? String)?.contains("id_number") == true)
    }

    @Test func whatIsNoTableIsRefused() async throws {
        let delivery = try SmallDelivery()
        let run = await HeardConsole.run(
            "inspect", try delivery.folder.write("%PDF-1.4", to: "a.csv"), "--sources-root", delivery.folder.file("DataSources"))
        #expect(run.status == 2 && run.err.contains("PDF"))
        #expect(
            await HeardConsole.run("inspect", delivery.folder.file("none.csv"), "--sources-root", delivery.folder.file("DataSources")).status == 2)
    }

    @Test func manyDistinctValuesAreEstimatedWithinATenth() {
        var estimate = DistinctEstimate()
        for number in 0..<100_000 {
            let bytes = Array(String(number % 50_000).utf8)
            _ = bytes.withUnsafeBufferPointer { estimate.add($0) }
        }
        #expect(!estimate.isExact)
        #expect(abs(estimate.count - 50_000) < 5000, "\(estimate.count)")
    }

    @Test func examplesKeepTheShapeAndHideTheContent() {
        #expect(ExampleMask.shown("欧阳英") == "欧**")
        #expect(ExampleMask.shown("13800001234") == "13*********")
        #expect(ExampleMask.shown("2024-05-17") == "2024-05-17")
        #expect(ExampleMask.shown("53.5") == "53.5" && ExampleMask.shown("170000.00") == "170000.00")
        #expect(ExampleMask.shown("99A12345678") == "99*********")
    }
}
