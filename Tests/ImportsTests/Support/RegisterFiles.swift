import Actions
import Basics
import Datasets
import Foundation
import Regions
import Register
import Storage
import Tabular
import TestSupport

@testable import Imports

/// A county's spreadsheets of households and people, with headers of its own, and a desk that has the register's tables.
enum RegisterSheets {
    static let county = DeliveryDesk.county
    static let village: Int64 = 990_101_001_001
    static let permissions: Set<Permission> = [.registerImport, .regionRead, .regionChange, .householdRead]

    static func households(_ count: Int) -> [UInt8] {
        let rows = (1...count).map { ["\($0)", "990101001001", "张户主\($0 % 50)", "\($0 % 3 + 2)", "脱贫享受政策"] }
        return TestFile.text([["家庭户号", "村委会编码", "户主名", "家庭人口数", "脱贫状态"]] + rows, .gb18030)
    }

    /// Three people in each household.
    static func persons(_ count: Int) -> [UInt8] {
        let rows = (0..<count * 3).map { i in
            ["\(i / 3 + 1)", identity(i), "李\(i % 90)人", ["户主", "配偶", "之子"][i % 3], i % 2 == 0 ? "男" : "女"]
        }
        return TestFile.text([["所属户号", "身份证号码", "人员姓名", "与户主关系", "性别"]] + rows)
    }

    /// Different made-up numbers with right check digits.
    static func identity(_ i: Int) -> String {
        let birth = UInt64(19_500_101 + i / 999 % 28 + i / 27_972 % 12 * 100 + i / 335_664 * 10_000)
        let digits = UInt64(990_101) * 100_000_000_000 + birth * 1000 + UInt64(i % 999 + 1)
        let check = IdentityKey.check(ofDigits: digits)
        return String(digits) + (check == 10 ? "X" : String(check))
    }

    static let mapping: [RegisterFileKind: [String: String]] = [
        .households: ["household_id": "家庭户号", "village_code": "村委会编码", "head_name": "户主名", "people": "家庭人口数", "status": "脱贫状态"],
        .persons: ["household_id": "所属户号", "id_number": "身份证号码", "name": "人员姓名", "relation": "与户主关系", "sex": "性别"],
    ]

    static func actor() -> Actor {
        Actor(account: 7, name: "周敏", role: "county-office", permissions: permissions, scope: Scope(region: county))
    }

    /// Makes the tables and the county's regions.
    static func prepare(_ database: Database, _ desk: Desk) async throws {
        try await Migrator(Migration.actions + Migration.regions + Migration.register + Migration.imports + [.registerImports]).migrate(database)
        try await makeRegions(database)
    }

    static func makeRegions(_ database: Database) async throws {
        try await database.write { transaction in
            for (id, level, parent) in [
                (990_000_000_000, "province", nil), (990_100_000_000, "city", 990_000_000_000), (990_101_000_000, "county", 990_100_000_000),
                (990_101_001_000, "township", 990_101_000_000), (990_101_001_001, "village", 990_101_001_000),
            ] as [(Int64, String, Int64?)] {
                _ = try transaction.execute(
                    """
                    INSERT INTO regions (id, level, parent, valid_from, valid_until, audit_leaf, audit_index)
                    VALUES (\(id), \(level), \(parent), '2020-01-01', NULL, 0, 0)
                    """)
            }
        }
    }

    /// Hands both files in, matched, and starts the import.
    static func start(_ desk: Desk, _ blobs: BlobStore, households: [UInt8], persons: [UInt8]) async throws -> Int64 {
        var number: Int64?
        for (kind, file) in [(RegisterFileKind.households, households), (.persons, persons)] {
            let blob = try blobs.put(file).name
            let opened = OpenedFile(
                format: "delimited", encoding: "UTF-8", delimiter: ",", byteOrderMark: false, sheet: nil,
                header: Array((mapping[kind] ?? [:]).values), headerLine: 1, mapped: [:], unknownHeaders: [], missingColumns: [], corrects: nil,
                preview: [])
            let add = AddRegisterFile(
                number: number, region: county.number, day: CalendarDate(daysSinceEpoch: 20_500), kind: kind, fileName: "\(kind).csv",
                size: Int64(file.count), blob: blob, opened: opened, mapping: mapping[kind] ?? [:])
            number = try await desk.perform(add, as: actor(), request: ActionRequest(id: "test")).outcome
        }
        let started = number ?? 0
        _ = try await desk.perform(StartRegisterImport(number: started), as: actor(), request: ActionRequest(id: "test"))
        return started
    }
}
