import Basics
import PolicyLanguage
import Testing

@testable import Comparison

/// Whom clues are about: rows, groups, the law of an area, the day, other parameters.
@Suite struct SubjectTests {
    @Test func aRowThatMatchedNobodyIsARowToo() throws {
        let result = try SmallCounty.run([
            RuleText(id: "strangers", subject: .rows("payments"), when: "!has(row.person)", evidence: ["row.account", "row.amount"]),
            RuleText(id: "other-name", subject: .rows("payments"), when: "!sameName(row.payee, row.person.name)", evidence: ["row.account"]),
        ])
        let strangers = result.clues.filter { result.rules[$0.rule].rule.id == "strangers" }
        #expect(strangers.map(\.evidence) == [[99, 500]])
        #expect(strangers.map(\.personID) == [0])
        let others = result.clues.filter { result.rules[$0.rule].rule.id == "other-name" }
        #expect(others.map(\.personID) == [31])
        #expect(others.map(\.evidence) == [[88]])
        #expect(result.rules.map(\.subjects) == [5, 5])
        #expect(result.rules.map(\.undecided) == [0, 1])
    }

    @Test(arguments: Rule.ClueFor.allCases) func aGroupAcrossPartitionsGivesItsClues(_ clueFor: Rule.ClueFor) throws {
        let result = try SmallCounty.run([
            RuleText(
                id: "shared", subject: .group("payments", by: ["row.account"], clueFor: clueFor),
                when: "size(distinct(rows.map(r, r.person.person_id))) > 1",
                evidence: ["size(rows)", "sum(rows.map(r, r.amount))", "key[0]", "rows[0].year"])
        ])
        #expect(Set(result.clues.map(\.evidence)) == [[3, 6_000, 77, 2_020]])
        switch clueFor {
        case .person: #expect(result.clues.map(\.personID) == [11, 12, 31])
        case .household: #expect(result.clues.map(\.householdID) == [1, 3])
        case .group: #expect(result.clues.map(\.householdID) == [0])
        }
        #expect(result.rules[0].subjects == 2)
    }

    @Test func rowsOfStrangersAreInNoGroupWhateverElseIsAsked() throws {
        let groups = RuleText(
            id: "all", subject: .group("payments", by: ["row.kind"], clueFor: .group), when: "size(rows) > 0", evidence: ["size(rows)"])
        let strangers = RuleText(id: "strangers", subject: .rows("payments"), when: "!has(row.person)")
        for rules in [[groups], [groups, strangers]] {
            let result = try SmallCounty.run(rules)
            #expect(result.clues.filter { $0.rule == 0 }.map(\.evidence) == [[2], [2]])
        }
    }

    @Test func householdsOfOneGroupWithTheSameRowsAllGetTheirClue() throws {
        let result = try SmallCounty.run([
            RuleText(id: "same", subject: .group("houses", by: ["row.built > 1980"], clueFor: .household), when: "rows.exists(r, r.built > 1980)")
        ])
        #expect(result.clues.map(\.householdID) == [1, 3])
    }

    @Test func rowsWithoutAnchorStandAndGroupAlone() throws {
        let result = try SmallCounty.run([
            RuleText(id: "rows", subject: .rows("ledger"), when: "row.balance < yuan(0)", evidence: ["row.number"]),
            RuleText(
                id: "groups", subject: .group("ledger", by: ["row.number"], clueFor: .group), when: "size(rows) == 2",
                evidence: ["sum(rows.map(r, r.balance))"]),
        ])
        #expect(result.clues.map(\.evidence).contains([2]))
        #expect(result.clues.map(\.evidence).contains([3_000]))
        #expect(result.clues.count == 2)
    }

    @Test func aLawHoldsInItsAreaAndWhereACountyStandsInForIt() throws {
        let rule = RuleText(id: "all", subject: .household, when: "true")
        #expect(try SmallCounty.run([rule], area: "9901").clues.map(\.householdID) == [1, 2])
        #expect(try SmallCounty.run([rule], area: "13") { $0.standsFor = ["990201": "130728"] }.clues.map(\.householdID) == [3])
        let nowhere = try SmallCounty.run([rule], area: "62")
        #expect(nowhere.clues.isEmpty)
        #expect(nowhere.rules[0].skipped?.contains("62") == true)
    }

    @Test func aRuleRunsOnlyWhileItIsInForce() throws {
        var rule = RuleText(id: "all", subject: .household, when: "true", from: "2025-06-30", until: "2025-06-30")
        #expect(try SmallCounty.run([rule]).clues.count == 3)
        rule.from = "2025-07-01"
        rule.until = nil
        #expect(try SmallCounty.run([rule]).rules[0].skipped != nil)
        rule.from = nil
        rule.until = "2025-06-29"
        #expect(try SmallCounty.run([rule]).rules[0].skipped != nil)
    }

    @Test func whatIfAsksTheSameTablesUnderOtherValues() throws {
        let folder = try SmallCounty.folder()
        let rule = RuleText(id: "dear", subject: .household, when: "household.vehicles.exists(v, has(v.price) && v.price > parameter.price_limit)")
        var options = ComparisonOptions.sample(folder, [try SamplePacks.pack([rule])])
        options.settings = ["price_limit": .number(7_000_000)]
        let run = ComparisonRun(options)
        #expect(run.whatIf() == nil || run.whatIf()?.clues.isEmpty == true)
        #expect(try run.run().clues.map(\.householdID) == [1])
        #expect(try #require(run.whatIf()).clues.isEmpty)
    }

    /// What was not handed over is not the same as "no record": a rule about people left out would name everybody.
    @Test(arguments: ["true", "size(household.nothing) == 0", "household.members.all(m, size(m.nothing) == 0)"])
    func aRuleDoesNotRunWithoutItsSource(_ condition: String) throws {
        let subject: RuleText.Subject = condition == "true" ? .rows("nothing") : .household
        let result = try SmallCounty.run([RuleText(id: "none", subject: subject, when: condition)])
        #expect(result.missingSources == ["nothing"])
        #expect(result.rules[0].skipped == "source nothing was not received")
        #expect(result.clues.isEmpty)
        #expect(result.rules[0].subjects == 0)
    }
}
