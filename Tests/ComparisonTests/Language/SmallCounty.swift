import Basics
import Datasets
import PolicyLanguage

@testable import Comparison

/// Three households of two villages in two counties, small enough to know by heart, for one question at a time.
enum SmallCounty {
    static func folder() throws -> DataFolder {
        let folder = try DataFolder()
        try folder.write(
            "households",
            """
            household_id | village_code | status | income | declared | joined_on | address
            1 | 990101001001 | 在册 | 1000 | 2 | 2020-02-29 | 甲
            2 | 990101001001 | 已脱贫 | | | |
            3 | 990201001001 | 在册 | 50000.50 | 1 | 2015-12-31 | 一个比十二个字节长得多的地址
            """)
        let ids = (1...4).map(RandomProvince.residentID)
        try folder.write(
            "persons",
            """
            person_id | household_id | id_number | name | relation | age | health | wage | is_student
            11 | 1 | \(ids[0]) | 张三 | 户主 | 70 | 健康 | 100.01 | 否
            12 | 1 | \(ids[1]) | 古丽·买买提 | 子女 | 10 | | | 是
            21 | 2 | \(ids[2]) | 李四 | 户主 | | 残疾 | 0 |
            31 | 3 | \(ids[3]) | 王五 | 户主 | 40 | 健康 | -5 | 否
            """)
        try folder.write("villages", "village_code | village_name | declared_households | has_water\n990101001001 | 甲村 | 3 | 是")
        try folder.write(
            "vehicles",
            """
            id_number | plate | brand | price | bought_on | status | seats | insured
            \(ids[0]) | 甲1 | 五菱 | 100 | 2020-01-31 | 在用 | 5 | 是
            \(ids[0]) | 甲2 | 红旗 | 60000 | 2024-06-30 | 报废 | 7 | 否
            \(ids[3]) | 乙1 | 五菱 | | 2021-03-01 | 在用 | 2 |
            """)
        try folder.write(
            "payments",
            """
            id_number | account | payee | amount | share | paid_on | kind | large | year
            \(ids[0]) | 77 | 张 三 | 10 | 0.33 | 2020-01-01 | 低保 | 9223372036854775807 | 2020
            \(ids[1]) | 77 | 古丽•买买提 | 20 | 1 | 2020-03-01 | 低保 | 1 | 2024
            \(ids[3]) | 77 | 王五 | 30 | -0.5 | 2021-01-01 | 救助 | | 2020
            \(ids[3]) | 88 | 王六 | 40.01 | 0.5 | | 救助 | 2 | 2025
            \(RandomProvince.residentID(900)) | 99 | 外人 | 5 | | 2020-01-01 | 低保 | 3 | 2020
            """)
        try folder.write("houses", "household_id | floor_area | built | kind\n1 | 80.5 | 1990 | 土木\n3 | 120 | 2010 | 砖混\n9 | 10 | 2000 | 土木")
        try folder.write("roads", "village_code | length | paved\n990201001001 | 2.5 | 是\n990101001001 | 1 | 否")
        try folder.write("ledger", "number | balance | note | place\n1 | 10 | 甲 | 990101001001\n1 | 20 | 乙 | 990101001002\n2 | -5 | | 990201")
        return folder
    }

    /// Ids of the persons (or households, or villages) for whom a condition holds, and how many it could not be decided for.
    struct Outcome: Equatable {
        var found: [Int64]
        var undecided: Int
    }

    static func ask(_ subject: RuleText.Subject, _ when: String, lets: [(String, String)] = [], isColumnar: Bool = true) throws -> Outcome {
        let result = try run([RuleText(id: "asked", subject: subject, lets: lets, when: when)])
        guard result.rules[0].columnar == isColumnar else { throw RuleText.Unreadable(description: "\(when) is not evaluated as expected") }
        let found = result.clues.map { $0.personID != 0 ? $0.personID : $0.householdID != 0 ? $0.householdID : $0.village }
        return Outcome(found: found.sorted(), undecided: result.rules[0].undecided)
    }

    /// The evidence of a rule that always fires, by subject.
    static func evidence(_ subject: RuleText.Subject, _ values: [String]) throws -> [[Int64]] {
        try run([RuleText(id: "asked", subject: subject, when: "true", evidence: values)]).clues.map(\.evidence)
    }

    static func run(_ rules: [RuleText], area: String = "", change: (inout ComparisonOptions) -> Void = { _ in }) throws -> ComparisonResult {
        let folder = try folder()
        var options = ComparisonOptions.sample(folder, [try SamplePacks.pack(rules, area: area)], personsInPartition: 1)
        change(&options)
        return try ComparisonRun(options).run()
    }
}
