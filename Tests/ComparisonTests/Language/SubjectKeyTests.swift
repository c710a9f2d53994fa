import PolicyLanguage
import Testing

@testable import Comparison

/// What clues about rows and groups are called by, and where they are sent.
@Suite struct SubjectKeyTests {
    private static let shared = RuleText.Subject.group("payments", by: ["row.account"], clueFor: .person)

    @Test func personsHouseholdsAndVillagesNeedNoKey() throws {
        for subject in [RuleText.Subject.person, .household, .village] {
            let result = try SmallCounty.run([RuleText(id: "all", subject: subject, when: "true")])
            #expect(!result.clues.isEmpty && result.clues.allSatisfy { $0.key.isEmpty })
            #expect(result.rules[0].personalKeys.isEmpty)
        }
    }

    @Test func aRowIsCalledByWhomItIsOfAndThatIsPersonal() throws {
        let result = try SmallCounty.run([RuleText(id: "strangers", subject: .rows("payments"), when: "!has(row.person)")])
        #expect(result.clues.map(\.key) == [[RandomProvince.residentID(900)]])
        #expect(result.rules[0].personalKeys == [true])
        #expect(result.clues[0].county == 0)
    }

    @Test func aRowThatBelongsToNobodyGoesWhereItSays() throws {
        let result = try SmallCounty.run([RuleText(id: "rows", subject: .rows("ledger"), when: "row.balance < yuan(15)")])
        #expect(result.clues.map(\.key) == [["1"], ["2"]])
        #expect(result.clues.map(\.county) == [990_101, 990_201])
        #expect(result.clues.map(\.villageNamed) == [990_101_001_001, 0])
        #expect(result.clues.map(\.village) == [0, 0])
        #expect(result.rules[0].personalKeys == [false])
    }

    @Test func aGroupIsCalledByItsValuesAndGoesWhereAllItsRowsAre() throws {
        let result = try SmallCounty.run([
            RuleText(id: "a", subject: .group("ledger", by: ["row.number", "row.balance > yuan(0)"], clueFor: .group), when: "size(rows) > 1"),
            RuleText(id: "b", subject: .group("payments", by: ["row.account", "row.kind", "row.paid_on"], clueFor: .group), when: "true"),
            RuleText(id: "c", subject: .group("persons", by: ["row.household_id"], clueFor: .group), when: "size(rows) == 2"),
        ])
        let keys = Dictionary(grouping: result.clues) { result.rules[$0.rule].rule.id }
        #expect(keys["a"]?.map(\.key) == [["1", "true"]])
        #expect(keys["a"]?.map(\.county) == [990_101])
        #expect(keys["a"]?.map(\.villageNamed) == [0], "its rows are in two villages")
        #expect(keys["b"].map { Set($0.map(\.key)) }?.contains(["77", "救助", "2021-01-01"]) == true)
        #expect(keys["c"]?.map(\.villageNamed) == [990_101_001_001])
        #expect(result.rules.map(\.personalKeys) == [[false, false], [true, false, false], [true]])
    }

    /// The column for everybody at once and the evaluator that takes one subject at a time must name the same rows and groups.
    @Test(arguments: [
        RuleText.Subject.rows("payments"), .rows("ledger"), shared, .group("payments", by: ["row.account"], clueFor: .household),
        .group("ledger", by: ["row.number", "row.note"], clueFor: .group), .group("payments", by: ["row.payee"], clueFor: .group),
    ])
    func rulesAboutRowsAndGroupsRunOneByOneToo(_ subject: RuleText.Subject) throws {
        var rule = RuleText(id: "rows", subject: subject, when: "true")
        switch subject {
        case .rows("payments"): rule.evidence = ["row.amount"]
        case .rows: rule.evidence = ["row.balance"]
        default: rule.evidence = ["size(rows)"]
        }
        let columns = try SmallCounty.run([rule])
        rule.when = "{'a': true}['a']"
        let single = try SmallCounty.run([rule])
        #expect(columns.rules[0].columnar && !single.rules[0].columnar)
        #expect(single.rules[0].skipped == nil && single.rules[0].subjects == columns.rules[0].subjects)
        #expect(!columns.clues.isEmpty)
        func told(_ result: ComparisonResult) -> [String] {
            result.clues.map { "\($0.householdID) \($0.personID) \($0.region) \($0.key) \($0.evidence)" }.sorted()
        }
        #expect(told(columns) == told(single))
    }

    @Test func aClueIsTheSameWhateverElseIsAsked() throws {
        let rule = RuleText(id: "rows", subject: .rows("ledger"), when: "row.balance < yuan(0)")
        let alone = try SmallCounty.run([rule]).clues.map(\.identity)
        let more = RuleText(id: "more", subject: .group("ledger", by: ["row.place"], clueFor: .group), when: "{'a': true}['a']")
        let together = try SmallCounty.run([rule, more])
        #expect(together.clues.filter { together.rules[$0.rule].rule.id == "rows" }.map(\.identity) == alone)
    }

    @Test func regionsHaveACountyInCommonOrNothing() {
        #expect(County.common([990_101_001_001, 990_101_001_001]) == 990_101_001_001)
        #expect(County.common([990_101_001_001, 990_101_001_002]) == 990_101)
        #expect(County.common([990_101_001_001, 990_102_001_001]) == 0)
        #expect(County.common([990_101_001_001, 0]) == 0)
        #expect(County.common([Int64]()) == 0)
        #expect([990_101, 990_101_001, 990_101_001_001, 99, -990_101, 1_000_000].map(County.code) == [990_101, 990_101, 990_101, 0, 0, 0])
    }
}
