import Basics
import Datasets

/// A small province full of what goes wrong: empty cells, people registered twice, rows of strangers, numbers at the edge of 64 bits, files out of
/// order. The same for the same seed.
struct RandomProvince {
    private var random: SeededRandom
    private let householdCount: Int

    init(seed: UInt64, households: Int = 300) {
        random = SeededRandom(seed: seed)
        householdCount = households
    }

    static func residentID(_ serial: Int) -> String {
        let digits =
            UInt64(990_101) * 100_000_000_000 + UInt64(19_500_101 + serial % 60 * 10_000 + serial % 9 * 100) * 1000 + UInt64(serial / 60 % 1000)
        let check = IdentityKey.check(ofDigits: digits)
        return "\(digits)" + (check == 10 ? "X" : "\(check)")
    }

    private struct Person {
        var id: Int
        var household: Int
        var idNumber: String
        var name: String
    }

    mutating func write(to folder: DataFolder) throws {
        let villages = (0..<max(householdCount / 20, 2)).map { 990_101_001_001 + Int64($0 % 3) * 1_000_000 + Int64($0) }
        var households: [(id: Int, village: Int64)] = []
        for number in 1...householdCount { households.append((number * 3, pick(villages))) }
        if random.next() % 2 == 0 { households.shuffle(using: &random) }
        var persons: [Person] = []
        for household in households {
            for _ in 0..<below(6) {
                let serial = persons.count + 1
                persons.append(Person(id: serial, household: household.id, idNumber: RandomProvince.residentID(serial), name: name()))
            }
        }
        for _ in 0..<3 where persons.count > 10 { persons[below(persons.count)].idNumber = persons[below(persons.count)].idNumber }
        for odd in ["", "12345", "９９０１０１199001010019", "99010119900101001x"] { persons[below(persons.count)].idNumber = odd }
        persons.shuffle(using: &random)
        try writeRegister(folder, villages, households, persons)
        try writeDepartments(folder, villages, households, persons)
    }

    private mutating func writeRegister(
        _ folder: DataFolder, _ villages: [Int64], _ households: [(id: Int, village: Int64)], _ persons: [Person]
    ) throws {
        var rows = [SampleSources.households.columns.map(\.name)]
        for household in households {
            rows.append([
                "\(household.id)", "\(household.village)", often(pick(["在册", "已脱贫"])), often(money()), often("\(below(7))"), often(date()),
                often(text()),
            ])
        }
        rows.append(rows[1])
        try folder.write("households", rows: rows)
        rows = [SampleSources.persons.columns.map(\.name)]
        for person in persons {
            rows.append([
                "\(person.id)", "\(person.household)", person.idNumber, often(person.name), often(pick(["户主", "配偶", "子女"])), often("\(below(90))"),
                often(date()), often(pick(["健康", "长期慢性病", "残疾"])), often(money()), often(pick(["是", "否"])),
                often(pick(persons).idNumber),
            ])
        }
        rows.append(rows[1])
        rows.append(["900000", "1", RandomProvince.residentID(59_999)] + Array(repeating: "", count: 8))
        try folder.write("persons", rows: rows)
        rows = [SampleSources.villages.columns.map(\.name)]
        for village in villages.dropLast() { rows.append(["\(village)", often(text()), often("\(below(30))"), often(pick(["是", "否"]))]) }
        try folder.write("villages", rows: rows)
    }

    private mutating func writeDepartments(
        _ folder: DataFolder, _ villages: [Int64], _ households: [(id: Int, village: Int64)], _ persons: [Person]
    ) throws {
        func header(_ schema: SourceSchema) -> [[String]] { [schema.columns.map(\.name)] }
        var rows = header(SampleSources.vehicles)
        for _ in 0..<persons.count {
            rows.append([
                owner(persons), often(text()), often(pick(["红旗", "五菱", "东风", "解放牌重型半挂牵引车"])), often(money()), often(date()),
                often(pick(["在用", "报废", "注销"])), often("\(below(9))"), often(pick(["是", "否"])), often("\(below(300)).\(below(10))"),
            ])
        }
        try folder.write("vehicles_1", rows: Array(rows.prefix(rows.count / 2)))
        try folder.write("vehicles_2", rows: header(SampleSources.vehicles) + rows.suffix(rows.count / 3))
        rows = header(SampleSources.payments)
        for _ in 0..<persons.count * 3 {
            rows.append([
                owner(persons), often("\(62_000_000 + below(persons.count / 2))"), often(name()), often(money()), often(share()), often(date()),
                often(pick(["低保", "临时救助", "危房改造"])), often(large()), often("\(2010 + below(16))"), often(String(date().prefix(7))),
            ])
        }
        try folder.write("payments", rows: rows)
        rows = header(SampleSources.houses)
        for _ in households {
            rows.append([
                often("\(pick(households).id + (below(9) == 0 ? 1 : 0))"), often("\(below(200)).5"), often("\(1980 + below(45))"),
                often(pick(["土木", "砖混"])),
            ])
        }
        try folder.write("houses", rows: rows)
        rows = header(SampleSources.roads)
        for _ in villages { rows.append(["\(pick(villages))", often("\(below(40)).25"), often(pick(["是", "否"]))]) }
        try folder.write("roads", rows: rows)
        rows = header(SampleSources.ledger)
        for _ in 0..<20 { rows.append([often("\(below(5))"), often(money()), often(text()), often("\(pick(villages))")]) }
        try folder.write("ledger", rows: rows)
    }

    // MARK: Cells

    private mutating func below(_ end: Int) -> Int { Int(random.next() % UInt64(max(end, 1))) }
    private mutating func pick<Element>(_ list: [Element]) -> Element { list[below(list.count)] }
    /// A cell that is empty every fifth time.
    private mutating func often(_ text: String) -> String { below(5) == 0 ? "" : text }
    private mutating func money() -> String { "\(below(9) == 0 ? "-" : "")\(below(120_000)).\(below(10))\(below(10))" }
    private mutating func share() -> String { "\(below(3) == 0 ? "-" : "")\(below(4)).\(below(10))\(below(10))" }
    private mutating func large() -> String { pick(["9223372036854775807", "-1", "0", "3", "-999999999999999999", "\(below(50))"]) }
    private mutating func date() -> String { CalendarDate(daysSinceEpoch: Int32(10_000 + below(10_200))).description }
    private mutating func name() -> String { pick(["张", "王", "阿依"]) + pick(["三", "小 明", "古丽·买买提", "古丽•买买提"]) }
    private mutating func text() -> String { pick(["甲", "乙村三组", "桂A12345", "一个比十二个字节长得多的地址说明", "甲 "]) }
    private mutating func owner(_ persons: [Person]) -> String {
        switch below(12) {
        case 0: RandomProvince.residentID(40_000 + below(20))
        case 1: ""
        case 2: "不详"
        case 3: " " + pick(persons).idNumber.lowercased()
        default: pick(persons).idNumber
        }
    }
}
