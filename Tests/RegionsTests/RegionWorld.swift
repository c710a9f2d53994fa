import Actions
import Basics
import Foundation
import Regions
import Storage
import TestSupport

/// A small made-up province for tests: one city, two counties, three townships, five villages.
enum RegionWorld {
    static let list: [(Int64, String)] = [
        (990_000_000_000, "云岭省"), (990_100_000_000, "清江市"), (990_121_000_000, "石桥县"), (990_122_000_000, "白水县"),
        (990_121_204_000, "大坪乡"), (990_121_205_000, "青石镇"), (990_122_101_000, "双河镇"), (990_121_204_207, "柳树村"),
        (990_121_204_208, "岔口村"), (990_121_205_201, "石板村"), (990_121_205_202, "新村"), (990_122_101_201, "河口村"),
    ]
    static let rows = list.map { ImportRegions.Row(code: $0.0, name: $0.1) }

    static func code(_ number: Int64) -> RegionCode {
        guard let code = RegionCode(number: number) else { preconditionFailure("not a region code: \(number)") }
        return code
    }

    static func actor(_ region: Int64 = 990_000_000_000, may permissions: Set<Permission> = [.regionRead, .regionChange]) -> Actor {
        Actor(account: 1, name: "省专班", role: "province-office", permissions: permissions, scope: Scope(region: code(region)))
    }

    static func day(_ text: String) -> CalendarDate {
        guard let day = CalendarDate(iso: text) else { preconditionFailure("not a day: \(text)") }
        return day
    }

    /// A desk over each database with the list loaded as of 2020, on the morning of 2026-11-22 in China.
    static func eachDesk(_ body: @escaping @Sendable (Desk) async throws -> Void) async throws {
        try await eachDatabase { database in
            try await Migrator(Migration.actions + Migration.regions).migrate(database)
            let keys = try TemporaryFolder()
            let desk = Desk(
                database: database, vault: try Vault(keys: KeyRing(folder: keys.file("keys"))), clock: { Moment(milliseconds: 1_795_312_800_000) })
            _ = try await desk.perform(ImportRegions(rows: rows, validFrom: day("2020-01-01")), as: actor(), request: .init(id: "load"))
            try await body(desk)
        }
    }
}
