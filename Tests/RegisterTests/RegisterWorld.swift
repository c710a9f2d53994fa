import Actions
import Basics
import Regions
import Register
import Storage
import TestSupport

/// A made-up county with one registered household, 田茂林's, for tests of changes.
enum RegisterWorld {
    static let villages: [(Int64, String)] = [
        (990_000_000_000, "云岭省"), (990_100_000_000, "清江市"), (990_121_000_000, "石桥县"), (990_122_000_000, "白水县"),
        (990_121_204_000, "大坪乡"), (990_122_101_000, "双河镇"), (990_121_204_207, "柳树村"), (990_121_204_208, "岔口村"),
        (990_122_101_201, "河口村"),
    ]
    static let village: Int64 = 990_121_204_207
    static let otherVillage: Int64 = 990_121_204_208
    static let neighbour: Int64 = 990_122_101_201
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

    static func actor(_ region: Int64 = 990_121_000_000, without: Permission? = nil) -> Actor {
        var permissions = Set(Permission.register + [.regionRead, .regionChange])
        if let without { permissions.remove(without) }
        return Actor(account: 7, name: "周敏", role: "county-office", permissions: permissions, scope: Scope(region: code(region)))
    }

    static func province() -> Actor { actor(990_000_000_000) }

    /// An ID number of the made-up area, right in its check character.
    static func identity(_ birth: Int, _ sequence: Int, area: Int = 990_121) -> String {
        let digits = UInt64(area) * 100_000_000_000 + UInt64(birth) * 1000 + UInt64(sequence)
        let check = IdentityKey.check(ofDigits: digits)
        return "\(digits)" + (check == 10 ? "X" : "\(check)")
    }

    static func member(_ name: String, _ relation: String, _ sex: String, born: Int, sequence: Int, _ more: [String: String] = [:]) -> MemberRecord {
        var member = MemberRecord(line: 1)
        let birth = "\(born / 10_000)-\(String(born / 100 % 100 + 100).dropFirst())-\(String(born % 100 + 100).dropFirst())"
        let cells = [
            "name": name, "relation": relation, "sex": sex, "birth_date": birth, "id_number": identity(born, sequence), "ethnicity": "汉族",
        ].merging(more) { $1 }
        for (column, text) in cells { _ = try? member.set(column, text) }
        return member
    }

    static func household(_ number: Int64, in village: Int64 = village, _ members: [MemberRecord], _ more: [String: String] = [:]) -> HouseholdRecord
    {
        var household = HouseholdRecord(number: number, line: 1)
        let cells = [
            "village_code": String(village), "status": "脱贫享受政策", "attribute": "一般脱贫户", "main_cause": "因病", "entered_on": "2014-05-08",
            "exited_on": "2018-12-20", "address": "三组18号", "phone": "13800002046",
        ].merging(more) { $1 }
        for (column, text) in cells { _ = try? household.set(column, text) }
        household.members = members
        return household
    }

    /// Father, mother, daughter, son, grandmother.
    static let tian = household(
        9_900_000_001,
        [
            member("田茂林", "户主", "男", born: 19_730_406, sequence: 11, ["health": "长期慢性病", "phone": "13800002046"]),
            member("吉克·阿依", "配偶", "女", born: 19_760_112, sequence: 24),
            member("田小雨", "之女", "女", born: 20_060_503, sequence: 216),
            member("田小川", "之子", "男", born: 20_110_930, sequence: 33),
            member("张秀英", "之母", "女", born: 19_470_218, sequence: 42, ["health": "残疾"]),
        ])

    /// A desk over each database with the regions and the household loaded; the clock moves on by a minute with every act.
    static func eachDesk(_ body: @escaping @Sendable (Desk, Tian) async throws -> Void) async throws {
        try await eachDatabase { database in
            try await Migrator(Migration.actions + Migration.regions + Migration.register).migrate(database)
            let keys = try TemporaryFolder()
            let clock = TestClock(morning)
            let desk = Desk(database: database, vault: try Vault(keys: KeyRing(folder: keys.file("keys"))), clock: { clock.next() })
            let rows = villages.map { ImportRegions.Row(code: $0.0, name: $0.1) }
            _ = try await desk.perform(ImportRegions(rows: rows, validFrom: day("2013-01-01")), as: province(), request: .init(id: "regions"))
            let chunk = ImportRegisterChunk(batch: "b1", chunk: 0, digest: "d", day: day("2026-10-31"), households: [tian])
            let done = try await desk.perform(chunk, as: province(), request: .init(id: "chunk", client: "b1/0"))
            precondition(done.outcome.households == 1, "the household was rejected: \(done.outcome.rejected)")
            try await body(desk, try await Tian(desk))
        }
    }
}

/// The numbers of the household's people, by name.
struct Tian: Sendable {
    let household: Int64
    let people: [String: Int64]

    init(household: Int64, people: [String: Int64]) {
        self.household = household
        self.people = people
    }

    init(_ desk: Desk) async throws {
        let rows = try await desk.database.read { try $0.rows("SELECT person, household, name FROM people_index") }
        household = try rows.first?.integer("household") ?? 0
        people = Dictionary(try rows.map { (try $0.text("name"), try $0.integer("person")) }) { first, _ in first }
    }

    subscript(name: String) -> Int64 { people[name] ?? -1 }
}
