import Declarations
import Foundation
import PolicyLanguage
import Testing

struct PolicyLockTests {
    /// A pack with one released rule, locked.
    private func locked() throws -> SamplePack {
        let packs = try SamplePack(["p/pack.yaml": SamplePack.header, "p/rules/first.yaml": SamplePack.rule("first", status: "released")])
        #expect(packs.check().diagnostics.map(\.code) == ["released-rule-not-locked"])
        #expect(try PolicyLock.rewrite(root: packs.root, packs: packs.load().packs).isEmpty)
        #expect(packs.check().diagnostics.isEmpty)
        return packs
    }

    @Test func wordingLayoutAndBracketsMayChange() throws {
        let packs = try locked()
        try packs.write(
            "p/rules/first.yaml",
            SamplePack.rule("first", status: "released", title: "Several vehicles", when: "\"(size( person.vehicles ))   > 1\""))
        #expect(packs.check().diagnostics.isEmpty)
    }

    @Test(arguments: ["size(person.vehicles) > 2", "size(person.vehicles) >= 1 + 1", "1 < size(person.vehicles)"])
    func aReleasedRuleThatDecidesOtherwiseNeedsANewVersion(_ when: String) throws {
        let packs = try locked()
        try packs.write("p/rules/first.yaml", SamplePack.rule("first", status: "released", when: when))
        let found = packs.check().diagnostics.filter { $0.code == "released-rule-changed" }
        #expect(found.map(\.suggestion) == ["version: 2"])
        #expect(try PolicyLock.rewrite(root: packs.root, packs: packs.load().packs).map(\.code) == ["released-rule-changed"])
        try packs.write("p/rules/first.yaml", SamplePack.rule("first", version: 2, status: "released", when: when))
        #expect(packs.check().diagnostics.isEmpty)
    }

    @Test func theSpanIsPartOfWhatARuleDecides() throws {
        let packs = try locked()
        try packs.write(
            "p/rules/first.yaml", SamplePack.rule("first", status: "released", inForce: "{from: 2021-01-01, until: unknown}"))
        #expect(packs.check().diagnostics.map(\.code) == ["released-rule-changed"])
    }

    @Test func anOldValueOfAParameterIsPartOfWhatARuleDecidesAndANewOneIsNot() throws {
        let packs = try SamplePack([
            "p/pack.yaml": SamplePack.header, "p/parameters/vehicle-limit.yaml": SamplePack.limit,
            "p/rules/first.yaml": SamplePack.rule("first", status: "released", when: "size(person.vehicles) > parameter.vehicle_limit"),
        ])
        #expect(try PolicyLock.rewrite(root: packs.root, packs: packs.load().packs).isEmpty)
        #expect(packs.check().diagnostics.isEmpty)
        let last = "  - {from: 2022-01-01, value: 2, reference: 样例}\n"
        let longer = SamplePack.limit.replacing(last, with: last + "  - {from: 2030-01-01, value: 3, reference: 样例}\n")
        try packs.write("p/parameters/vehicle-limit.yaml", longer)
        #expect(packs.check().diagnostics.isEmpty)
        for changed in [longer.replacing("value: 1", with: "value: 0"), longer.replacing(last, with: "")] {
            try packs.write("p/parameters/vehicle-limit.yaml", changed)
            #expect(packs.check().diagnostics.map(\.code) == ["released-rule-changed"])
        }
    }

    @Test func aReleasedRuleCannotGoBackOrVanish() throws {
        let packs = try locked()
        try packs.write("p/rules/first.yaml", SamplePack.rule("first", status: "experimental"))
        #expect(packs.check().diagnostics.map(\.code) == ["released-rule-changed"])
        try packs.remove("p/rules/first.yaml")
        try packs.write("p/rules/second.yaml", SamplePack.rule("second"))
        #expect(packs.check().diagnostics.map(\.code) == ["released-rule-missing"])
        try packs.write("p/rules/first.yaml", SamplePack.rule("first", status: "retired"))
        #expect(packs.check().diagnostics.isEmpty)
    }

    @Test func aRuleLeftOutForAnotherMistakeIsNotMissing() throws {
        let packs = try locked()
        try packs.write("p/rules/first.yaml", SamplePack.rule("first", status: "released", when: "size(person.cars) > 1"))
        #expect(packs.check().diagnostics.map(\.code) == ["unknown-field"])
    }

    @Test func packsThatWereNotLoadedKeepTheirEntries() throws {
        let packs = try locked()
        try packs.write("q/pack.yaml", SamplePack.header)
        try packs.write("q/rules/other.yaml", SamplePack.rule("other", status: "released"))
        #expect(try PolicyLock.rewrite(root: packs.root, packs: packs.load(only: ["q"]).packs).isEmpty)
        #expect(packs.check().diagnostics.isEmpty)
        let text = try String(contentsOfFile: "\(packs.root)/LOCK.yaml", encoding: .utf8)
        #expect(text.contains("first: {version: 1") && text.contains("other: {version: 1"))
    }
}
