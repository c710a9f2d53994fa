import Access
import Actions
import Basics
import Clues
import Dashboards
import Datasets
import Foundation
import Imports
import Policies
import PolicyLanguage
import Regions
import Register
import Storage
import Web

/// Fills a new installation with a made-up province through the same doors that offices use: its list of regions, its register's two files, what its
/// departments sent, and accounts to look at it with.
struct Demonstration: Sendable {
    let installation: Installation
    let rooms: Rooms
    /// Folder that `youshu synth` wrote.
    let province: String
    /// Begins some weeks ago, so that some of the work is overdue by now.
    let clock: DemonstrationClock
    let say: @Sendable (String) -> Void

    var desk: Desk { installation.desk }

    struct Told: Encodable, Sendable {
        struct Account: Encodable, Sendable {
            var login: String
            var password: String
            var role: String
            var level: String
            var region: String
            var place: String
            var department: String?
        }
        var accounts: [Account]
        var households: Int64
        var people: Int64
        var deliveries: Int64
        var clues: Int64
    }

    func fill() async throws -> Told {
        clock.go(daysAgo: 24, hour: 8)
        let regions = try RegionListFile.read("\(province)/regions.csv")
        let day = try ProvinceFile.read(beside: "\(province)/received").asOf ?? desk.now.chinaDate
        guard let top = regions.compactMap({ RegionCode(number: $0.code) }).first(where: { $0.level == .province }) else {
            throw CommandFailure(code: "no-province", message: "the list of regions has no province", advice: "make it anew with youshu synth")
        }
        let console = Actor.console(
            of: top,
            may: [
                .regionChange, .mapChange, .registerImport, .deliveryRead, .deliverySubmit, .deliveryAccept, .accountCreate, .householdRead,
                .policyRead,
                .policyRun,
                .policyApprove, .clueDecide,
            ])
        _ = try await desk.perform(ImportRegions(rows: regions, validFrom: day), as: console, request: .init(id: "demo-regions"))
        try await loadMap(console)
        let path = Self.path(through: regions, from: top)
        let accounts = try await makeAccounts(path, regions)
        say("register 名册")
        try await loadRegister(day, console)
        say("deliveries 部门数据")
        try await deliver(console, path, on: day)
        say("comparison 比对")
        try await layDownLaw(console)
        try await compare(by: "county-office", on: day, console)
        say("clues 线索")
        try await workOnClues(path)
        say("supervision 督办")
        try await supervise(path)
        try await goOnWithClues(path)
        // The county began weeks ago, and some of its work is overdue; the province compared everybody only yesterday.
        clock.go(daysAgo: 1, hour: 17)
        try await compare(by: "province-office", on: day, console)
        clock.go(daysAgo: 0)
        return try await told(accounts)
    }

    /// One village with everything above it.
    private static func path(through regions: [ImportRegions.Row], from top: RegionCode) -> [RegionCode] {
        guard let village = regions.lazy.compactMap({ RegionCode(number: $0.code) }).first(where: { $0.level == .village }) else { return [top] }
        return RegionCode.Level.allCases.compactMap { village.ancestor(at: $0) }
    }

    private func makeAccounts(_ path: [RegionCode], _ regions: [ImportRegions.Row]) async throws -> [Told.Account] {
        let names = Dictionary(regions.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
        let password = DemoAccounts.freshPassword()
        let gate = rooms.gate
        let made = try await DemoAccounts.make(
            path: path, departments: gate.settings.departments.sorted(), password: password, at: desk, settings: gate.settings, hasher: gate.hasher)
        return made.map { account in
            Told.Account(
                login: account.login, password: password, role: account.role.rawValue, level: account.region.level.name,
                region: account.region.digits,
                place: names[account.region.number] ?? account.region.digits, department: account.department)
        }
    }

    private func told(_ accounts: [Told.Account]) async throws -> Told {
        try await desk.database.read { reader in
            Told(
                accounts: accounts, households: try reader.count("SELECT COUNT(*) FROM households"),
                people: try reader.count("SELECT COUNT(*) FROM people_index"),
                deliveries: try reader.count("SELECT COUNT(*) FROM deliveries"),
                clues: try reader.count("SELECT COUNT(*) AS n FROM clues c"))
        }
    }
}
