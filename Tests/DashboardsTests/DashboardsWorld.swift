import Actions
import Basics
import Clues
import Datasets
import Figures
import Foundation
import Imports
import Policies
import Regions
import Register
import Storage
import TestSupport
import Web
import WebTestSupport
import WorkOrders

@testable import Dashboards

/// A made-up province of its own: one city with five counties, one of them with a township of two villages, and monitored households here and there.
enum DashboardsWorld {
    static let places: [(Int64, String)] =
        [(990_000_000_000, "青原省"), (990_300_000_000, "东湾市"), (990_321_204_000, "大坪乡"), (990_321_204_207, "柳树村"), (990_321_204_208, "岔口村")]
        + (0..<5).map { (990_321_000_000 + Int64($0) * 1_000_000, ["石桥县", "白水县", "云溪县", "长乐县", "双河县"][$0]) }
        + (1..<5).flatMap { county in
            let code = 990_321_000_000 + Int64(county) * 1_000_000
            return [(code + 101_000, "河口镇"), (code + 101_201, "河口村")]
        }
    static let province: Int64 = 990_000_000_000
    static let city: Int64 = 990_300_000_000
    static let county: Int64 = 990_321_000_000
    static let village: Int64 = 990_321_204_207
    static let morning = Moment(milliseconds: 1_795_309_200_000)

    static func code(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }

    static func actor(_ region: Int64 = province, without: [Permission] = [], account: Int64 = 7) -> Actor {
        let permissions = Set(Permission.register + [.regionRead, .regionChange, .clueRead, .workbenchRead, .mapChange, .figureRead])
        return Actor(
            account: account, name: "周敏", role: "province-office", permissions: permissions.subtracting(without), scope: Scope(region: code(region)))
    }

    private static func household(_ number: Int64, _ village: Int64, monitored: Bool) -> HouseholdRecord {
        var household = HouseholdRecord(number: number, line: number % 1000)
        var cells = ["village_code": String(village), "entered_on": "2014-05-08", "main_cause": "因病", "status": "未脱贫"]
        if monitored {
            cells = cells.merging(["status": "未建档", "monitored_category": "边缘易致贫户", "risks": "因病", "identified_on": "2026-09-14"]) { $1 }
        }
        for (column, text) in cells { _ = try? household.set(column, text) }
        var head = MemberRecord(line: number % 1000)
        for (column, text) in ["name": "田茂林", "relation": "户主", "sex": "男", "birth_date": "1960-01-01"] { _ = try? head.set(column, text) }
        household.members = [head]
        return household
    }

    /// The first village has three monitored households of four, the second none of one, each other county so many as its number of one more.
    static func fill(_ desk: Desk) async throws {
        let rows = places.map { ImportRegions.Row(code: $0.0, name: $0.1) }
        let day = CalendarDate(iso: "2013-01-01") ?? .first
        _ = try await desk.perform(ImportRegions(rows: rows, validFrom: day), as: actor(), request: .init(id: "regions"))
        var households: [HouseholdRecord] = []
        func add(_ count: Int, _ monitored: Int, _ village: Int64) {
            for number in 0..<count {
                households.append(household(9_900_000_001 + Int64(households.count), village, monitored: number < monitored))
            }
        }
        add(4, 3, village)
        add(1, 0, village + 1)
        for county in 1..<5 { add(Int(county) + 1, Int(county), 990_321_101_201 + Int64(county) * 1_000_000) }
        try await take(households, as: "b1", desk)
    }

    /// Further households of a village.
    static func add(_ count: Int, monitored: Int, to village: Int64, _ desk: Desk) async throws {
        let households = (0..<count).map { household(9_900_100_001 + Int64($0), village, monitored: $0 < monitored) }
        try await take(households, as: "b2", desk)
    }

    private static func take(_ households: [HouseholdRecord], as batch: String, _ desk: Desk) async throws {
        let chunk = ImportRegisterChunk(
            batch: batch, chunk: 0, digest: "d", day: CalendarDate(iso: "2026-10-31") ?? .first, households: households)
        let done = try await desk.perform(chunk, as: actor(), request: .init(id: "chunk", client: "\(batch)/0"))
        precondition(done.outcome.households == households.count, "rejected: \(done.outcome.rejected)")
    }

    static func withDashboards(clock: @escaping @Sendable () -> Moment = { morning }, _ body: @Sendable (WebTester) async throws -> Void) async throws
    {
        let parts = try parts(TemporaryFolder())
        let features = [RegisterFeature.feature(), FiguresFeature.feature(parts.figures), DashboardsFeature.feature(parts)]
        let rooms = Migration.regions + Migration.workOrders + Migration.policies + Migration.clues
        try await withSite(features, migrations: rooms, configure: { $0.events = EventHabits(ask: .milliseconds(200)) }, clock: clock) { site in
            try await fill(site.desk)
            try await body(site)
        }
    }

    static func parts(_ folder: TemporaryFolder) throws -> DashboardsParts {
        let vault = try Vault(keys: KeyRing(folder: folder.file("keys")))
        let imports = ImportsParts(
            sourcesFolder: TestFiles.root + "/DataSources", schemas: [], blobs: try BlobStore(folder: folder.file("blobs"), vault: vault),
            people: { _, _ in [:] }
        ).joined()
        return DashboardsParts(figures: FigureOffice(book: FigureBook(line: { _, _ in 780_000 }), patience: .seconds(120)), imports: imports)
    }

    /// A map of the five counties, as squares in a row, of the city around them, and of two villages.
    static var map: String {
        func square(_ code: String, _ west: Int, _ east: Int) -> String {
            MapIntakeTests.feature("\"\(code)\"", "[[[\(west),30],[\(east),30],[\(east),32],[\(west),32],[\(west),30]]]")
        }
        let counties = (0..<5).map { square("99032\($0 + 1)", 100 + 2 * $0, 102 + 2 * $0) }
        return MapIntakeTests.collection(counties + [square("9903", 100, 110), square("990321204207", 100, 101), square("990321204208", 101, 102)])
    }
}
