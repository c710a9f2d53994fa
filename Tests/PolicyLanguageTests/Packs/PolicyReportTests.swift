import Declarations
import Foundation
import PolicyLanguage
import Testing

struct PolicyReportTests {
    private func sample() throws -> SamplePack {
        try SamplePack([
            "p/pack.yaml": SamplePack.header, "p/rules/first.yaml": SamplePack.rule("first", verified: true),
            "p/rules/second.yaml": SamplePack.rule("second", inForce: "unknown"),
            "p/rules/third.yaml": SamplePack.rule("third", when: "size(person.cars) > 1"),
        ])
    }

    @Test func theReportCountsWhatWasLoadedAndRun() throws {
        let report = try sample().check()
        #expect(report.rules == 2)
        #expect(report.examples == 8)
        #expect(report.errors == 1)
        #expect(report.packs.map(\.unverifiedRules) == [1])
        let lines = report.text.split(separator: "\n")
        #expect(lines.first == "p/rules/third.yaml:11:12: error: person has no field 'cars' [unknown-field]")
        #expect(lines.last == "1 packs, 2 rules, 8 examples run, 1 errors, 0 warnings")
    }

    @Test func aRuleThatIsNotColumnarIsNamedWithItsReason() throws {
        let packs = try sample()
        let report = PolicyCheck.run(root: packs.root, slow: { rule, _ in rule.id == "second" ? "a map" : nil }) { _ in SampleVocabulary.vocabulary }
        #expect(report.notColumnar.map(\.rule) == ["second"])
        #expect(report.text.contains("p/rules/second.yaml: note: runs one subject at a time: a map"))
    }

    @Test func theReportInJSONHoldsTheSame() throws {
        let report = try sample().check()
        let json = try JSONSerialization.jsonObject(with: Data(report.json().utf8)) as? [String: Any]
        #expect(json?["errors"] as? Int == 1)
        #expect(json?["not_columnar"] != nil && json?["notColumnar"] == nil)
        let mistakes = json?["diagnostics"] as? [[String: Any]]
        #expect(mistakes?.first?["file"] as? String == "p/rules/third.yaml")
        #expect(mistakes?.first?["line"] as? Int == 11)
        #expect(mistakes?.first?["code"] as? String == "unknown-field")
    }

    @Test func theListMarksWhatIsVerifiedInBothLanguages() throws {
        let list = PolicyList(try sample().load().packs)
        #expect(
            list.text == """
                p  样例 / Sample (2 条规则 rules)
                  first v1  experimental, person, warning, 1  [已核实 verified]  2020-01-01 → 不明 unknown
                    车辆多 / Many vehicles
                  second v1  experimental, person, warning, 1  [未核实 unverified]  施行日期不明 in force: unknown
                    车辆多 / Many vehicles

                """)
        let json = try JSONSerialization.jsonObject(with: Data(list.json().utf8)) as? [String: Any]
        let rules = (json?["packs"] as? [[String: Any]])?.first?["rules"] as? [[String: Any]]
        #expect(rules?.map { $0["verified"] as? Bool } == [true, false])
    }
}
