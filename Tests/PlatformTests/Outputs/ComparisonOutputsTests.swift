import Foundation
import Testing

@testable import Platform

@Suite struct ComparisonOutputsTests {
    @Test func cluesBeginWithTheFiveColumnsOthersReadAndEndWithAMaskedPerson() async throws {
        let delivery = try SmallDelivery()
        let run = await delivery.compare()
        #expect(run.status == 0, "\(run.err)")
        let lines = try delivery.folder.read("out/clues.csv").split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        #expect(lines.count == 2)
        #expect(lines[0].prefix(5).joined(separator: ",") == "rule,household_id,person_id,e1,e2")
        #expect(lines[1].prefix(5).joined(separator: ",") == "costly-car,1,11,8000000,1")
        #expect(lines[1][5].count == 16 && lines[1][5].allSatisfy(\.isHexDigit))
        #expect(lines[1].dropFirst(6).joined(separator: ",") == "990102,990102001001,test/cars,1,veto,3,yes,,张*,990102********0011")
        #expect(try delivery.folder.read("out/counties.csv") == "county,rule,clues\n990102,costly-car,1\n")
    }

    @Test func noOutputHoldsAFullIDNumberUnlessAskedFor() async throws {
        let delivery = try SmallDelivery(extraRow: "\(SmallDelivery.ids[1]),not money,2024-01-01\n")
        #expect(await delivery.compare().status == 0)
        for (name, data) in try TemporaryView(delivery.folder, "out").files where !name.hasSuffix(".xlsx") {
            let text = String(decoding: data, as: UTF8.self)
            for id in SmallDelivery.ids { #expect(!text.contains(id), "\(name) shows an ID number") }
        }
        let head = [WorkbookText.clue, WorkbookText.rule]
        let workbook = try UnpackedWorkbook(path: delivery.folder.file("out/counties/990102.xlsx"), known: head)
        #expect(workbook.text.contains("990102********0011") && workbook.text.contains("张*"))
        #expect(!workbook.text.contains(SmallDelivery.ids[0]) && !workbook.text.contains("张三"))
        #expect(await delivery.compare(to: "clear", "--reveal").status == 0)
        #expect(try delivery.folder.read("clear/clues.csv").contains("张三,\(SmallDelivery.ids[0])"))
        #expect(try UnpackedWorkbook(path: delivery.folder.file("clear/counties/990102.xlsx"), known: head).text.contains(SmallDelivery.ids[0]))
    }

    @Test func everyFileIsForItsOwnerOnlyAndNoPartIsLeft() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        #expect(try delivery.folder.permissions("out") == 0o700)
        for name in try FileManager.default.subpathsOfDirectory(atPath: delivery.folder.file("out")) {
            let isFolder = HomeFolders.isDirectory(delivery.folder.file("out/\(name)"))
            #expect(try delivery.folder.permissions("out/\(name)") == (isFolder ? 0o700 : 0o600))
            #expect(!name.hasSuffix(".part"))
        }
    }

    @Test func theSameRunGivesTheSameBytesForAnyNumberOfThreads() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare(to: "one", "--threads", "1", "--set", "price_limit=20000").status == 0)
        #expect(await delivery.compare(to: "four", "--threads", "4", "--set", "price_limit=20000").status == 0)
        var one = try TemporaryView(delivery.folder, "one").files
        var four = try TemporaryView(delivery.folder, "four").files
        let records = try [one, four].map { files in
            var record = try JSONDecoder().decode(RunRecord.self, from: try #require(files["run.json"]))
            record.phases = []
            return JSONText.of(record)
        }
        #expect(records[0] == records[1])
        one["run.json"] = nil
        four["run.json"] = nil
        #expect(one.count == 5)
        #expect(one == four)
    }

    @Test func aRejectedRowIsInItsSourcesFileWithItsLine() async throws {
        let delivery = try SmallDelivery(extraRow: "\(SmallDelivery.ids[1]),not money,2024-01-01\n")
        #expect(await delivery.compare().status == 0)
        let lines = try delivery.folder.read("out/rejects/vehicles.csv").split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines[0] == "file,line,column,value,reason,advice")
        #expect(lines[1].hasPrefix("vehicles.csv,4,price,"))
    }

    @Test func listsOfAnEarlierRunAreTakenAway() async throws {
        let delivery = try SmallDelivery(extraRow: "x,not money,2024-01-01\n")
        try delivery.folder.write("old", to: "out/counties/990999.xlsx")
        try delivery.folder.write("old", to: "out/rejects/deaths.csv")
        try delivery.folder.write("old", to: "out/whatif.csv")
        #expect(await delivery.compare().status == 0)
        let left = try TemporaryView(delivery.folder, "out").files.keys.sorted()
        #expect(left == ["clues.csv", "counties.csv", "counties/990102.xlsx", "rejects/vehicles.csv", "report.html", "run.json"])
    }

    @Test func theRecordHasTheKeysOthersRead() async throws {
        let delivery = try SmallDelivery()
        #expect(await delivery.compare().status == 0)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(delivery.folder.read("out/run.json").utf8)) as? [String: Any])
        let files = try #require(object["files"] as? [[String: Any]])
        #expect(files.count == 3)
        for file in files {
            for key in ["source", "path", "encoding", "delimiter", "rows", "accepted", "rejected", "normalised"] {
                #expect(file[key] != nil, "\(key)")
            }
        }
        #expect(files.contains { $0["path"] as? String == "vehicles.csv" && $0["rows"] as? Int == 2 })
        let rules = try #require(object["rules"] as? [[String: Any]])
        #expect(rules.first?["id"] as? String == "costly-car" && rules.first?["clues"] as? Int == 1 && rules.first?["undecided"] as? Int == 0)
        let phases = try #require(object["phases"] as? [[String: Any]])
        #expect(phases.allSatisfy { $0["name"] is String && $0["seconds"] is Double || $0["seconds"] is Int })
    }

    @Test func aWhatIfTellsWhatWouldChange() async throws {
        let delivery = try SmallDelivery()
        let run = await delivery.compare(to: "out", "--set", "price_limit=20000")
        #expect(run.status == 0, "\(run.err)")
        #expect(try delivery.folder.read("out/whatif.csv") == "county,rule,before,after,difference\n990103,costly-car,0,1,1\n")
        #expect(try delivery.folder.read("out/clues.csv").split(separator: "\n").count == 2)
        #expect(run.out.contains("1 clues would become 2"))
    }
}

/// The files below a folder of a test.
struct TemporaryView {
    var files: [String: Data] = [:]

    init(_ folder: TemporaryFolder, _ name: String) throws {
        for (path, data) in try folder.everything() where path.hasPrefix("\(name)/") { files[String(path.dropFirst(name.count + 1))] = data }
    }
}
