import Actions
import Basics
import Regions
import Register
import Storage
import Web
import WebTestSupport

extension RegisterWorld {
    /// The same household with an income sheet, a risk and more facts, as the page should show it.
    static let monitored: HouseholdRecord = {
        var record = household(
            9_900_000_002, in: otherVillage,
            [
                member("欧阳德顺", "户主", "男", born: 19_650_712, sequence: 15, ["health": "残疾", "disability_kind": "肢体", "labour_skill": "弱劳动力或半劳动力"]),
                member("石春秀", "配偶", "女", born: 19_680_325, sequence: 26, ["labour_skill": "普通劳动力", "work_place": "清江市", "work_months": "8"]),
            ],
            [
                "monitored_category": "脱贫不稳定户", "risks": "因病,因学", "identified_on": "2023-06-14", "wage_income": "18400.00", "transfer_income": "1656",
                "pension_income": "1656", "production_cost": "3150", "compliant_self_paid": "21340", "arable_land": "3.20", "housing_grade": "B级",
                "water_source": "净化自来水", "water_problem": "否", "insurance_problem": "是", "helper_name": "陈大勇", "helper_unit": "县林业局",
            ])
        record.line = 2
        return record
    }()

    /// Loads regions and both households into a desk.
    static func fill(_ desk: Desk) async throws {
        let rows = villages.map { ImportRegions.Row(code: $0.0, name: $0.1) }
        _ = try await desk.perform(ImportRegions(rows: rows, validFrom: day("2013-01-01")), as: province(), request: .init(id: "regions"))
        let chunk = ImportRegisterChunk(batch: "b1", chunk: 0, digest: "d", day: day("2026-10-31"), households: [tian, monitored])
        _ = try await desk.perform(chunk, as: province(), request: .init(id: "chunk"))
    }

    static func withRegister(
        elsewhere: AskElsewhere? = nil, colleagues: @escaping NameColleagues = { _, _ in [:] },
        _ body: @Sendable (WebTester, Tian) async throws -> Void
    ) async throws {
        let clock = TestClock(morning)
        try await withSite(
            [RegisterFeature.feature(elsewhere: elsewhere, colleagues: colleagues)], migrations: Migration.regions, clock: { clock.next() }
        ) { site in
            try await fill(site.desk)
            try await body(site, try await Tian(site.desk, head: "田茂林"))
        }
    }
}

extension Tian {
    init(_ desk: Desk, head: String) async throws {
        let rows = try await desk.database.read { try $0.rows("SELECT person, household, name FROM people_index") }
        let people = Dictionary(try rows.map { (try $0.text("name"), try $0.integer("person")) }) { first, _ in first }
        self.init(household: try rows.first { try $0.text("name") == head }?.integer("household") ?? -1, people: people)
    }
}
