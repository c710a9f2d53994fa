import Actions
import Basics
import Datasets
import Foundation
import HTTPTypes
import Logging
import Regions
import Register
import Storage
import Tabular
import Testing
import Web
import WebTestSupport

@testable import Imports

@Suite struct DeliveryPagesTests {
    /// The room served over a fresh database, with a worker of jobs beside it.
    static func site(_ body: @escaping @Sendable (WebTester, @escaping @Sendable () async throws -> Void) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "imports-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let vault = try Vault(keys: KeyRing(folder: folder + "/keys"))
        let schemas = SchemaLoader(root: TestFile.sources).load(folders: [DeliveryDesk.source, "public-security/vehicles", "register"]).schemas
        let parts = ImportsParts(
            sourcesFolder: TestFile.sources, schemas: schemas, blobs: try BlobStore(folder: folder + "/blobs", vault: vault),
            program: TestFile.program(),
            people: { _, _ in [:] }, accounts: { accounts, _ in Dictionary(uniqueKeysWithValues: accounts.map { ($0, "顾明") }) },
            regionName: { _, _ in "石桥县" }, townships: { _, _ in 14 })
        let feature = ImportsFeature.feature(parts)
        // The lower rooms as far as this one needs them.
        let below = Feature(name: "Below", migrations: Migration.regions + Migration.register, permissions: [.registerImport])
        try await withSite([below, feature]) { site in
            try await RegisterSheets.makeRegions(site.desk.database)
            let worker = JobWorker(desk: site.desk, kinds: feature.jobs, log: Logger(label: "test")) { _ in everywhere }
            try await body(site) { while try await worker.workOnce() {} }
        }
    }

    static func file(broken: Int = 3) -> [UInt8] {
        var rows = (0..<300).map(TestFile.row)
        for i in 0..<broken { rows[i * 7][5] = "2025-02-30" }
        return TestFile.text([TestFile.header] + rows, .gb18030)
    }

    static let officer = DeliveryDesk.actor(may: [.deliveryRead, .deliverySubmit, .deliveryAccept, .deliveryOpen, .registerImport])

    /// On whose behalf jobs run: somebody who sees every delivery of the tests.
    private static let everywhere = DeliveryDesk.actor(
        DeliveryDesk.place(990_000_000_000), may: [.deliveryRead, .deliverySubmit, .deliveryAccept, .deliveryOpen, .registerImport])

    static let fields = [("source", "medical_settlement"), ("period", "2025-09")]

    @Test func aFileIsHandedOverReadAndAccepted() async throws {
        try await Self.site { site, work in
            let officer = DeliveryDesk.actor()
            let form = try await site.get("/deliveries/new?source=medical_settlement", as: officer)
            #expect(form.status == 200 && form.text.contains("医疗费用结算"))
            let sent = try await site.upload("/deliveries", file: Self.file(), named: "医保结算.csv", fields: Self.fields, as: officer)
            #expect(sent.status == 303)
            let path = try #require(sent.location)
            #expect(try await site.get(path, as: officer).text.contains("正在读"))
            try await work()
            let page = try await site.get(path, as: officer)
            #expect(page.status == 200)
            #expect(page.text.contains("收 300 行，拒 3 行"))
            // It came and nobody has decided: that is neither late nor never sent.
            let departments = try await site.get("/departments", as: officer)
            #expect(departments.text.contains("首次送来，还没有采用") && departments.text.contains("1 份待采用"))
            #expect(page.text.contains("不是日期"))
            #expect(!page.text.contains("⟦"))
            let english = try await site.get(path, as: officer, headers: ["Accept-Language": "en"])
            #expect(english.text.contains("300 rows came, 3 rejected"))
            #expect(!english.text.contains("⟦"))
            let json = try await site.get("/api/v1" + path, as: officer)
            #expect(json.json["data"]["rows"].number == 300)
            let rejects = try await site.get(path + "/rejects?reason=not-a-date&column=settled_on", as: officer)
            #expect(rejects.text.contains("3 行"))
            let accepted = try await site.post(path + "/accept", form: [("client", "5e0c3a50-0000-4000-8000-000000000001")], as: officer)
            #expect(accepted.status == 303)
            #expect(try await site.get("/departments", as: officer).text.contains("医疗费用结算"))
            #expect(try await site.get("/departments/medical-insurance/medical-settlement", as: officer).text.contains("已采用"))
        }
    }

    @Test func fiveCopiesSentAtOnceAreOneDelivery() async throws {
        try await Self.site { site, work in
            let officer = DeliveryDesk.actor()
            let places = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<5 {
                    group.addTask {
                        let answer = try await site.upload("/deliveries", file: Self.file(), named: "a.csv", fields: Self.fields, as: officer)
                        return answer.location
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(places.count == 1)
            try await work()
            let count = try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM delivery_rejects") }
            #expect(count == 3)
        }
    }

    @Test func whatIsWrongInTheFormIsSaidBeforeTheFileIsKept() async throws {
        try await Self.site { site, _ in
            let officer = DeliveryDesk.actor()
            let wrong = try await site.upload(
                "/deliveries", file: Self.file(), named: "a.csv", fields: [("source", "medical_settlement"), ("period", "九月")], as: officer)
            #expect(wrong.status == 422 && wrong.text.contains("看不懂数据期间"))
            let none = try await site.upload(
                "/deliveries", file: Self.file(), named: "a.csv", fields: [("source", "no_such"), ("period", "2025-09")], as: officer)
            #expect(none.status == 422)
            let count = try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM deliveries") }
            #expect(count == 0)
        }
    }

    @Test func anotherDepartmentSeesNeitherTheDeliveryNorItsFiles() async throws {
        try await Self.site { site, work in
            let sent = try await site.upload("/deliveries", file: Self.file(), named: "a.csv", fields: Self.fields, as: DeliveryDesk.actor())
            let path = try #require(sent.location)
            try await work()
            for stranger in [DeliveryDesk.actor(department: "civil-affairs", account: 8), DeliveryDesk.actor(DeliveryDesk.neighbour, account: 9)] {
                for door in [path, path + "/rejects", path + "/correction", path + "/original?purpose=x", "/api/v1" + path] {
                    #expect(try await site.get(door, as: stranger).status == 404, "\(door)")
                }
            }
            let other = DeliveryDesk.actor(department: "civil-affairs", account: 8)
            #expect(try await site.get("/departments/medical-insurance/medical-settlement", as: other).status == 404)
            #expect(try await !site.get("/departments", as: other).text.contains("医疗费用结算"))
            let own = DeliveryDesk.actor(department: "medical-insurance", account: 10)
            #expect(try await site.get(path, as: own).status == 200)
            #expect(try await !site.get("/departments", as: own).text.contains("机动车"))
        }
    }

    @Test func filesAreGivenOutOnlyToWhoeverHasJustShownWhoTheyAre() async throws {
        try await Self.site { site, work in
            let officer = DeliveryDesk.actor()
            let sent = try await site.upload("/deliveries", file: Self.file(), named: "a.csv", fields: Self.fields, as: officer)
            let path = try #require(sent.location)
            try await work()
            site.lapse(officer)
            for door in ["/original?purpose=check", "/correction"] {
                let asked = try await site.get(path + door, as: officer)
                #expect(asked.status == 303 && asked.location == "/account/confirm?back=\(Percent.encoded(path))")
                let scripted = try await site.get("/api/v1" + path + door, as: officer)
                #expect(scripted.status == 403 && scripted.json["code"].text == "step-up-required")
            }
            #expect(try await site.get(path, as: officer).status == 200)
        }
    }

    @Test func filesAreGivenOutOnlyWithAPurposeAndAreLogged() async throws {
        try await Self.site { site, work in
            let officer = DeliveryDesk.actor()
            let sent = try await site.upload("/deliveries", file: Self.file(), named: "医保.csv", fields: Self.fields, as: officer)
            let path = try #require(sent.location)
            try await work()
            #expect(try await site.get(path + "/original", as: officer).status >= 400)
            let original = try await site.get(path + "/original?purpose=check", as: officer)
            #expect(original.bytes == Self.file())
            let correction = try await site.get(path + "/correction", as: officer)
            #expect(correction.bytes.split(separator: UInt8(ascii: "\n")).count == 4)
            #expect(correction.bytes.contains(CorrectionEncoding.gb18030.encoded("结算日期：不是日期：写成 2025-06-30")))
            let leaves = try await site.desk.database.read { try $0.count("SELECT COUNT(*) FROM audit_leaves WHERE action = 'delivery.openFile'") }
            #expect(leaves >= 2)
        }
    }

    @Test func aMachineIsAnsweredInJSON() async throws {
        try await Self.site { site, _ in
            let answer = try await site.send(
                .post, "/api/v1/deliveries?source=medical_settlement&period=2025-09", as: DeliveryDesk.actor(), bearer: true,
                headers: ["Content-Type": "application/octet-stream"], body: Self.file())
            #expect(answer.json["data"]["is_new"].bool == true, "\(answer.status) \(answer.text)")
        }
    }

    @Test func twoSheetsAreMatchedAndImported() async throws {
        try await Self.site { site, work in
            let officer = Self.officer
            let first = try await site.upload(
                "/register-imports", file: RegisterSheets.households(20), named: "户.csv", fields: [("kind", "households"), ("day", "2025-10-01")],
                as: officer)
            #expect(first.status == 303, "\(first.text)")
            let path = try #require(first.location)
            let number = String(path.split(separator: "/").last ?? "")
            #expect(try await site.post(path + "/start", form: [], as: officer).status >= 400, "people are missing still")
            let second = try await site.upload(
                "/register-imports", file: RegisterSheets.persons(20), named: "人.csv", fields: [("kind", "persons"), ("import", number)], as: officer)
            #expect(second.status == 303)
            let draft = try await site.get(path, as: officer)
            #expect(draft.text.contains("家庭户号") && !draft.text.contains(RegisterSheets.identity(0)) && !draft.text.contains("⟦"))
            #expect(draft.text.contains("顾明"), "who began the import")
            let fields = RegisterSheets.mapping.flatMap { kind, mapping in mapping.map { ("\(kind.rawValue).\($0.key)", $0.value) } }
            let open = fields.map { ($0.0, $0.0 == "persons.id_number" ? "" : $0.1) }
            let early = try await site.post(path + "/columns", form: open + [("then", "start")], as: officer)
            #expect(early.status == 422 && early.text.contains("有必需的列没有对上"), "\(early.text)")
            let twice = try await site.post(path + "/columns", form: fields + [("households.population", "户主名")], as: officer)
            #expect(twice.status == 422)
            let answer = try await site.post(path + "/columns", form: fields + [("then", "")], as: officer)
            #expect(answer.status == 303, "\(answer.text)")
            #expect(try await site.get(path, as: officer).text.contains("待对照"))
            #expect(try await site.post(path + "/columns", form: fields + [("then", "start")], as: officer).status == 303)
            try await work()
            let page = try await site.get(path, as: officer)
            #expect(page.text.contains("导入 20 户 60 人，拒 0 行"))
            #expect(try await site.get("/register-imports", as: officer).text.contains("已导入"))
            #expect(try await site.get(path, as: DeliveryDesk.actor(DeliveryDesk.neighbour, account: 9, may: [.registerImport])).status == 404)
            #expect(
                try await site.get(path, as: DeliveryDesk.actor(department: "medical-insurance", account: 10, may: [.registerImport])).status == 404)
        }
    }
}
