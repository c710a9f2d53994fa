import Actions
import Basics
import Foundation
import Regions
import Register
import Storage
import TestSupport
import Testing

/// Measures the bulk import and the searches: `SPEED=200000 swift test -c release --filter measureTheRegister`.
@Test(.enabled(if: ProcessInfo.processInfo.environment["SPEED"] != nil)) func measureTheRegister() async throws {
    let people = ProcessInfo.processInfo.environment["SPEED"].flatMap { Int($0) } ?? 100_000
    try await eachDatabase { database in
        try await Migrator(Migration.actions + Migration.regions + Migration.register).migrate(database)
        let keys = try TemporaryFolder()
        let desk = Desk(database: database, vault: try Vault(keys: KeyRing(folder: keys.file("keys"))))
        let crowd = Crowd(people: people)
        _ = try await desk.perform(
            ImportRegions(rows: crowd.regions, validFrom: RegisterWorld.day("2013-01-01")), as: RegisterWorld.province(), request: .init(id: "r"))
        var took = Duration.zero
        var members = 0
        for number in 0..<crowd.chunks {
            let households = crowd.chunk(number)
            let clock = ContinuousClock()
            let start = clock.now
            let done = try await desk.perform(
                ImportRegisterChunk(batch: "b", chunk: number, digest: "\(number)", day: RegisterWorld.day("2026-10-31"), households: households),
                as: RegisterWorld.province(), request: .init(id: "\(number)", client: "b/\(number)"))
            took += clock.now - start
            members += done.outcome.members
            precondition(done.outcome.rejected.isEmpty, "\(done.outcome.rejected.prefix(3))")
        }
        let seconds = Double(took.components.seconds) + Double(took.components.attoseconds) / 1e18
        print("\(database.dialect.kind): \(members) members in \(seconds) s, \(Int(Double(members) / seconds))/s")
        let county = RegisterWorld.actor(990_121_000_000)
        for text in ["twf", "zl", "z", "王秀", "ljl", "欧阳"] {
            try await time("\(database.dialect.kind) search \(text)", 40) { _ = try await desk.ask(FindPeople(text), as: county) }
        }
        try await time("\(database.dialect.kind) person by ID", 200) { _ = try await desk.ask(PersonByID(crowd.identity(7)), as: county) }
        try await time("\(database.dialect.kind) household page", 200) {
            _ = try await desk.ask(ShowHousehold(id: Int64.random(in: 1...500)), as: RegisterWorld.province())
        }
        try await time("\(database.dialect.kind) list, counted", 20) { _ = try await desk.ask(ListHouseholds(), as: county) }
        try await time("\(database.dialect.kind) export part", 20) { _ = try await desk.ask(ListHouseholds(limit: 1000, counts: false), as: county) }
    }
}

private func time(_ name: String, _ rounds: Int, _ body: () async throws -> Void) async throws {
    var times: [Double] = []
    for _ in 0..<rounds {
        let start = ContinuousClock.now
        try await body()
        let took = ContinuousClock.now - start
        times.append(Double(took.components.seconds) * 1000 + Double(took.components.attoseconds) / 1e15)
    }
    times.sort()
    print("\(name): median \(times[rounds / 2]) ms, p95 \(times[rounds * 95 / 100]) ms")
}

/// Made-up people, many of them, spread over counties.
struct Crowd {
    let people: Int
    static let perHousehold = 4
    static let perChunk = 500
    static let householdsPerVillage = 100
    private let surnames = Array("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗田单曾解")
    private let given = Array("秀英文芳国强建华丽军敏静伟娟涛明超兰霞平刚桂新雨川林茂阿依红玉")

    var households: Int { people / Self.perHousehold }
    var chunks: Int { (households + Self.perChunk - 1) / Self.perChunk }
    var villages: Int { (households + Self.householdsPerVillage - 1) / Self.householdsPerVillage }

    func village(_ number: Int) -> Int64 {
        let (county, rest) = number.quotientAndRemainder(dividingBy: 200)
        let (city, within) = county.quotientAndRemainder(dividingBy: 12)
        let code: Int64 = 990_000 + Int64(1 + city) * 100 + 21 + Int64(within)
        return code * 1_000_000 + Int64(100 + rest / 20) * 1000 + Int64(200 + rest % 20)
    }

    var regions: [ImportRegions.Row] {
        var rows: [Int64: String] = [:]
        for number in 0..<villages {
            guard let code = RegionCode(number: village(number)) else { continue }
            for level in RegionCode.Level.allCases { if let above = code.ancestor(at: level) { rows[above.number] = "地\(above.prefix)" } }
        }
        return rows.sorted { $0.key < $1.key }.map { .init(code: $0.key, name: $0.value) }
    }

    func identity(_ person: Int) -> String {
        let (days, sequence) = person.quotientAndRemainder(dividingBy: 900)
        let born = RegisterWorld.day("1940-01-01").adding(days: days % 25_000) ?? .first
        return RegisterWorld.identity(born.yyyymmdd, sequence, area: 990_121 + days / 25_000)
    }

    private func name(_ person: Int) -> String {
        let mixed = person &* 2_654_435_761 & 0xFFFF_FFFF
        return String([surnames[mixed % surnames.count], given[mixed / 97 % given.count], given[mixed / 7919 % given.count]])
    }

    func chunk(_ number: Int) -> [HouseholdRecord] {
        (number * Self.perChunk..<min((number + 1) * Self.perChunk, households)).map { index in
            var record = HouseholdRecord(number: 9_900_000_000 + Int64(index), line: Int64(index))
            let cells = [
                "village_code": String(village(index / Self.householdsPerVillage)), "status": "脱贫享受政策", "attribute": "一般脱贫户", "main_cause": "因病",
                "entered_on": "2014-05-08", "exited_on": "2018-12-20", "address": "三组\(index % 90)号", "phone": "1380000\(1000 + index % 9000)",
                "wage_income": "18400.00", "transfer_income": "1656", "pension_income": "1656", "production_cost": "3150", "arable_land": "3.20",
                "housing_grade": "B级", "water_safe": "是", "living_power": "是", "road": "水泥路", "fuel": "柴草", "helper_name": "陈大勇",
            ]
            for (column, text) in cells { _ = try? record.set(column, text) }
            record.members = (0..<Self.perHousehold).map { place in
                let person = index * Self.perHousehold + place
                var member = MemberRecord(line: Int64(person))
                let cells = [
                    "name": name(person), "relation": ["户主", "配偶", "之子", "之母"][place], "id_number": identity(person), "document_type": "身份证",
                    "sex": place == 0 || place == 2 ? "男" : "女", "birth_date": "1973-04-06", "ethnicity": "汉族", "education": "初中", "health": "健康",
                    "labour_skill": "普通劳动力", "work_months": "8", "work_place": "清江市", "politics": "群众", "mandarin": "是", "resident_medical": "是",
                    "employee_medical": "否", "major_illness_insurance": "是", "resident_pension": "是", "minimum_living": "否", "destitute": "否",
                    "phone": "1390000\(1000 + person % 9000)", "person_id": String(990_000_000_000 + person),
                ]
                for (column, text) in cells { _ = try? member.set(column, text) }
                return member
            }
            return record
        }
    }
}
