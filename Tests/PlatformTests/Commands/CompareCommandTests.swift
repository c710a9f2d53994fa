import Foundation
import Testing

@testable import Platform

@Suite struct CompareCommandTests {
    @Test func theTableTellsCluesByRuleAndWhereTheReportIs() async throws {
        let delivery = try SmallDelivery()
        let run = await delivery.compare()
        #expect(run.status == 0)
        #expect(run.out.contains("costly-car  名下有超值车辆"))
        #expect(run.out.contains(delivery.folder.file("out/report.html")))
        #expect(run.err.isEmpty)
    }

    @Test func jsonIsTheRecordAndNothingElse() async throws {
        let delivery = try SmallDelivery()
        let run = await delivery.compare(to: "out", "--json")
        let record = try JSONDecoder().decode(RunRecord.self, from: Data(run.out.utf8))
        #expect(record.totals.clues == 1 && record.totals.persons == 3)
        #expect(run.out == (try delivery.folder.read("out/run.json")))
    }

    @Test func noWorkbooksLeavesThemOut() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare(to: "out", "--no-workbooks").status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: delivery.folder.file("out/counties")).isEmpty)
    }

    @Test(arguments: ["test", "test/cars", "PolicyPacks/test/cars/", "PolicyPacks/./test/cars"])
    func aPackHasOneNameHoweverItIsAskedFor(pack: String) async throws {
        let delivery = try SmallDelivery()
        let asked = pack.hasPrefix("PolicyPacks") ? delivery.folder.file(pack) : pack
        #expect(await delivery.compare(to: "out", "--pack", asked).status == 0)
        let record = try JSONDecoder().decode(RunRecord.self, from: Data(delivery.folder.read("out/run.json").utf8))
        #expect(record.packs.map(\.id) == ["test/cars"])
    }

    @Test func anUnknownPackIsRefusedWithASuggestion() async throws {
        let delivery = try SmallDelivery()
        let run = await delivery.compare(to: "out", "--pack", "test/crs")
        #expect(run.status == 2)
        #expect(run.err.contains("test/cars"))
    }

    @Test func anUnknownParameterIsRefusedWithASuggestion() async throws {
        let delivery = try SmallDelivery()
        let run = await delivery.compare(to: "out", "--set", "prise_limit=1")
        #expect(run.status == 2)
        #expect(run.err.contains("price_limit"))
        #expect(await delivery.compare(to: "out", "--set", "price_limit=cheap").status == 2)
    }

    @Test func aMistakeInAPackRefusesTheRunWithFileAndLine() async throws {
        let delivery = try SmallDelivery()
        let path = "PolicyPacks/test/cars/rules/costly-car.yaml"
        try delivery.folder.write(try delivery.folder.read(path).replacing("v.price > parameter", with: "v.prize > parameter"), to: path)
        let run = await delivery.compare()
        #expect(run.status == 2)
        #expect(run.err.contains("costly-car.yaml:13:"), "\(run.err)")
        #expect(!FileManager.default.fileExists(atPath: delivery.folder.file("out/clues.csv")))
    }

    @Test func aSourceThatBreaksItsAssertionsStopsTheRunWithThree() async throws {
        let delivery = try SmallDelivery()
        let path = "DataSources/public-security/vehicles/source.yaml"
        try delivery.folder.write(try delivery.folder.read(path) + "assertions:\n  rows: {min: 1000}\n", to: path)
        let run = await delivery.compare()
        #expect(run.status == 3, "\(run.err)")
        #expect(run.err.contains("1000"))
    }

    @Test func aRegisterThatIsMissingIsRefused() async throws {
        let delivery = try SmallDelivery()
        try FileManager.default.removeItem(atPath: delivery.folder.file("data/persons.csv"))
        let run = await delivery.compare()
        #expect(run.status == 2)
        #expect(run.err.contains("persons"))
    }

    @Test func theProvincesFileTellsTheDayAndTheCountiesNames() async throws {
        let delivery = try SmallDelivery()
        try delivery.folder.write(
            "as_of: 2019-06-30\ncounties:\n  - {code: \"990102\", name: 青山县, stands_for: \"13\"}\n", to: "data/province.yaml")
        let listener = HeardConsole()
        let arguments = [
            "compare", "--data", delivery.folder.file("data"), "--out", delivery.folder.file("out"), "--packs-root",
            delivery.folder.file("PolicyPacks"),
            "--sources-root", delivery.folder.file("DataSources"), "--json",
        ]
        #expect(await Program.run(arguments, on: listener.console) == 0)
        let record = try JSONDecoder().decode(RunRecord.self, from: Data(listener.out.utf8))
        #expect(record.asOf == "2019-06-30")
        #expect(record.standsFor == ["990102": "13"])
        // The rule holds from 2020 on.
        #expect(record.rules.first?.skipped != nil && record.totals.clues == 0)
        #expect(try delivery.folder.read("out/report.html").contains("施行自 2020-01-01"))
    }
}
