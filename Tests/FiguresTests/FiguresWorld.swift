import Actions
import Basics
import Clues
import Policies
import Regions
import Register
import Storage
import Web
import WebTestSupport
import WorkOrders

@testable import Figures

/// Two counties with three villages: two poor households and a monitored one in the first village, one exited in the second, one poor in the other county.
enum FiguresWorld {
    static let places: [(Int64, String)] = [
        (990_000_000_000, "云岭省"), (990_100_000_000, "清江市"), (990_121_000_000, "石桥县"), (990_122_000_000, "白水县"), (990_121_204_000, "大坪乡"),
        (990_122_101_000, "双河镇"), (990_121_204_207, "柳树村"), (990_121_204_208, "岔口村"), (990_122_101_201, "河口村"),
    ]
    static let county: Int64 = 990_121_000_000
    static let neighbour: Int64 = 990_122_000_000
    /// 2026-11-22, nine in the morning in China.
    static let morning = Moment(milliseconds: 1_795_309_200_000)

    static func code(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }

    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(iso: text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    static func actor(_ region: Int64 = county, without: Permission? = nil) -> Actor {
        var permissions = Set(Permission.register + [.regionRead, .regionChange, .clueRead, .workbenchRead])
        if let without { permissions.remove(without) }
        return Actor(account: 7, name: "周敏", role: "county-office", permissions: permissions, scope: Scope(region: code(region)))
    }

    private static func household(_ number: Int64, _ village: Int64, born: String, _ cells: [String: String]) -> HouseholdRecord {
        var household = HouseholdRecord(number: number, line: number % 1000)
        let all = ["village_code": String(village), "entered_on": "2014-05-08", "main_cause": "因病"].merging(cells) { $1 }
        for (column, text) in all { _ = try? household.set(column, text) }
        var head = MemberRecord(line: number % 1000)
        for (column, text) in ["name": "田茂林", "relation": "户主", "sex": "男", "birth_date": born] { _ = try? head.set(column, text) }
        household.members = [head]
        return household
    }

    static func fill(_ desk: Desk) async throws {
        let province = actor(990_000_000_000)
        let rows = places.map { ImportRegions.Row(code: $0.0, name: $0.1) }
        _ = try await desk.perform(ImportRegions(rows: rows, validFrom: day("2013-01-01")), as: province, request: .init(id: "regions"))
        let households = [
            household(9_900_000_001, 990_121_204_207, born: "1950-03-01", ["status": "未脱贫"]),
            household(9_900_000_002, 990_121_204_207, born: "1980-03-01", ["status": "未脱贫", "main_cause": "因残"]),
            household(
                9_900_000_003, 990_121_204_207, born: "2000-03-01",
                ["status": "未建档", "monitored_category": "边缘易致贫户", "risks": "因病", "identified_on": "2026-09-14"]),
            household(9_900_000_004, 990_121_204_208, born: "1990-03-01", ["status": "脱贫享受政策", "exited_on": "2018-12-20"]),
            household(9_900_000_005, 990_122_101_201, born: "1940-03-01", ["status": "未脱贫"]),
        ]
        let chunk = ImportRegisterChunk(batch: "b1", chunk: 0, digest: "d", day: day("2026-10-31"), households: households)
        let done = try await desk.perform(chunk, as: province, request: .init(id: "chunk", client: "b1/0"))
        precondition(done.outcome.households == 5, "rejected: \(done.outcome.rejected)")
    }

    static var rooms: [Migration] { Migration.regions + Migration.workOrders + Migration.policies + Migration.clues }

    static func withFigures(_ body: @Sendable (WebTester, FigureOffice) async throws -> Void) async throws {
        let office = FigureOffice(book: FigureBook(line: { _, _ in 780_000 }), patience: .seconds(120))
        try await withSite([RegisterFeature.feature(), FiguresFeature.feature(office)], migrations: rooms, clock: { morning }) { site in
            try await fill(site.desk)
            try await body(site, office)
        }
    }
}
