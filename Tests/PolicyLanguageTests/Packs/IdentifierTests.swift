import Testing

@testable import PolicyLanguage

struct IdentifierTests {
    @Test(arguments: ["a", "vehicle-over-limit", "r2-d2", "R01", "R20"])
    func ruleIDsAreLowerCaseWithHyphens(_ id: String) { #expect(Identifier.isRuleID(id)) }

    @Test(arguments: ["", "-a", "a-", "a--b", "Vehicle", "a_b", "2a", "R1", "R1a", "R001", "车", "é", "a b"])
    func otherIDsAreRefused(_ id: String) { #expect(!Identifier.isRuleID(id)) }

    @Test func aBadIDGetsAGoodOne() {
        #expect(Identifier.ruleID(near: "Many_Vehicles ") == "many-vehicles")
        #expect(Identifier.ruleID(near: "车辆") == nil)
    }

    @Test func placeholdersAreFoundWithTheirPlaces() {
        #expect(Placeholder.all(in: "车 {a} {b_c} {open") == [Placeholder(name: "a", offset: 2), Placeholder(name: "b_c", offset: 6)])
        #expect(Placeholder.all(in: "} {{x}") == [Placeholder(name: "x", offset: 3)])
        #expect(Placeholder.all(in: "").isEmpty)
    }
}
