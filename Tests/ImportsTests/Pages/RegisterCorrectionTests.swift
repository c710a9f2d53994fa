import Actions
import Register
import Storage
import Tabular
import Testing
import WebTestSupport

@testable import Imports

/// The rows of a register import that were not taken can be taken away, mended, and brought in again.
@Suite struct RegisterCorrectionTests {
    private static let officer = DeliveryPagesTests.officer

    /// Brings both spreadsheets in; the import's address.
    private static func brought(
        _ site: WebTester, _ households: [UInt8], _ persons: [UInt8], named name: String, _ work: () async throws -> Void
    ) async throws -> String {
        let first = try await site.upload(
            "/register-imports", file: households, named: "户.csv", fields: [("kind", "households"), ("day", "2026-01-31")], as: officer)
        let path = try #require(first.location)
        let number = try #require(path.split(separator: "/").last.map(String.init))
        let second = try await site.upload(
            "/register-imports", file: persons, named: name, fields: [("kind", "persons"), ("day", "2026-01-31"), ("import", number)], as: officer)
        #expect(second.location == path)
        #expect(try await site.post(path + "/start", form: [], as: officer).status == 303)
        try await work()
        return path
    }

    private static func persons(_ encoding: TextEncoding) -> [UInt8] {
        let strays = [
            ["999", RegisterSheets.identity(500), "无户人", "户主", "男"], ["5", RegisterSheets.identity(0), "同号人", "之子", "男"],
            ["6", RegisterSheets.identity(501), "", "之子", "男"],
        ]
        let good = (0..<60).map { i in ["\(i / 3 + 1)", RegisterSheets.identity(i), "李\(i)人", ["户主", "配偶", "之子"][i % 3], "男"] }
        return TestFile.text([["所属户号", "身份证号码", "人员姓名", "与户主关系", "性别"]] + good + strays, encoding)
    }

    @Test(arguments: [TextEncoding.utf8, .gb18030])
    func rowsThatWereNotTakenComeBackInTheirEncodingWithTheirReasons(_ encoding: TextEncoding) async throws {
        try await DeliveryPagesTests.site { site, work in
            let path = try await Self.brought(site, RegisterSheets.households(20), Self.persons(encoding), named: "人.csv", work)
            let page = try await site.get(path, as: Self.officer)
            #expect(page.text.contains("\(path)/correction/persons") && !page.text.contains("correction/households"))
            let file = try await site.get(path + "/correction/persons", as: Self.officer)
            let coder = CorrectionEncoding(encoding: encoding)
            let lines = file.bytes.split(separator: UInt8(ascii: "\n"))
            #expect(file.status == 200 && lines.count == 4)
            for row in ["无户人", "同号人", RegisterSheets.identity(501)] {
                let isThere = file.bytes.contains(coder.encoded(row))
                #expect(isThere, "\(row)")
            }
            let has = ["有数退回原因和办法,所属户号", "没有这一户", "李3人"].map { file.bytes.contains(coder.encoded($0)) }
            #expect(has == [true, true, false])
            let logged = try await site.desk.database.read {
                try $0.count("SELECT COUNT(*) FROM audit_leaves WHERE action = 'registerImport.openFile'")
            }
            #expect(logged == 1)

            // Handed in again, the two columns in front are passed over.
            let again = try await site.upload(
                "/register-imports", file: file.bytes, named: "人_更正.csv", fields: [("kind", "persons"), ("day", "2026-01-31")], as: Self.officer)
            let mended = try #require(again.location)
            let columns = try await site.get(mended, as: Self.officer)
            #expect(!columns.text.contains("有数原行号") && columns.text.contains("身份证号码"))
        }
    }

    @Test func aWorkbookComesBackAsOneAndOnlyTheCountysOwnOfficeTakesIt() async throws {
        try await DeliveryPagesTests.site { site, work in
            let header = ["所属户号", "身份证号码", "人员姓名", "与户主关系", "性别"]
            let rows = [["1", RegisterSheets.identity(1), "李一人", "户主", "男"], ["999", RegisterSheets.identity(500), "无户人", "户主", "男"]]
            let path = try await Self.brought(
                site, RegisterSheets.households(20), try TestFile.workbook([header] + rows), named: "人.xlsx", work)
            let file = try await site.get(path + "/correction/persons", as: Self.officer)
            #expect(file.status == 200 && file.bytes.prefix(2) == [0x50, 0x4B])
            #expect(file.header("Content-Disposition")?.contains(".xlsx") == true)
            let neighbour = DeliveryDesk.actor(DeliveryDesk.neighbour, account: 9, may: [.registerImport])
            let department = DeliveryDesk.actor(department: "civil-affairs", account: 8, may: [.registerImport])
            for stranger in [neighbour, department] {
                #expect(try await site.get(path + "/correction/persons", as: stranger).status == 404)
            }
            #expect(try await site.get(path + "/correction/everything", as: Self.officer).status == 404)
            site.lapse(Self.officer)
            let asked = try await site.get(path + "/correction/persons", as: Self.officer)
            #expect(asked.location?.hasPrefix("/account/confirm?back=") == true)
        }
    }
}
