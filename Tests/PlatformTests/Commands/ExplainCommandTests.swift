import Foundation
import Testing

@testable import Platform

@Suite struct ExplainCommandTests {
    private func explain(_ delivery: SmallDelivery, _ clue: String, _ more: String...) async -> (status: Int32, out: String, err: String) {
        let listener = HeardConsole()
        let status = await Program.run(
            [
                "explain", clue, "--out", delivery.folder.file("out"), "--packs-root", delivery.folder.file("PolicyPacks"), "--sources-root",
                delivery.folder.file("DataSources"),
            ] + more, on: listener.console)
        return (status, listener.out, listener.err)
    }

    private func clue(_ delivery: SmallDelivery) throws -> String {
        let line = try #require(try delivery.folder.read("out/clues.csv").split(separator: "\n").last)
        return String(line.split(separator: ",")[5])
    }

    @Test func theExplanationNamesRuleParametersValuesAndTheRow() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        let run = await explain(delivery, try clue(delivery))
        #expect(run.status == 0, "\(run.err)")
        #expect(run.out.contains("名下车辆 1 辆,最高 80,000.00 元"))
        #expect(run.out.contains("costly-car version 1"))
        #expect(run.out.contains("costly = 1 rows  ← person.vehicles.filter(v, v.price > parameter.price_limit)"), "\(run.out)")
        #expect(run.out.contains("price_limit = 50000 since 2020-01-01, 车价上限, 测试文件"))
        #expect(run.out.contains("vehicles.csv:2"))
        #expect(!run.out.contains(SmallDelivery.ids[0]) && !run.out.contains("张三"))
    }

    @Test func thePrintedRowIsThePersons() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        let run = await explain(delivery, try clue(delivery), "--json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(run.out.utf8)) as? [String: Any])
        let rows = try #require(object["rows"] as? [[String: Any]])
        let row = try #require(rows.first { $0["source"] as? String == "vehicles" })
        let path = try #require(row["file"] as? String)
        let line = try #require(row["line"] as? Int)
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        #expect(lines[line - 1].hasPrefix(SmallDelivery.ids[0]))
    }

    @Test func aClueNobodyHasEndsWithOne() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        #expect(await explain(delivery, "0000000000000000").status == 1)
        #expect(await explain(delivery, "not-a-clue").status == 2)
    }

    @Test func aFolderWithoutARunIsRefused() async throws {
        let delivery = try SmallDelivery()
        #expect(await explain(delivery, "0000000000000000").status == 2)
    }

    @Test func longNumbersInsideTextsAreHidden() {
        #expect(LongNumberMask.masked("id \(SmallDelivery.ids[0]), 53000.00") == "id 990102********0011, 53000.00")
        #expect(LongNumberMask.masked("13800001234") == "138****1234")
        #expect(LongNumberMask.masked("990102001001") == "990102001001")
    }
}
