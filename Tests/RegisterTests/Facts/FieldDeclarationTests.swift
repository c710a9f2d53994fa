import Storage
import Testing

@testable import Register

@Suite struct FieldDeclarationTests {
    @Test func everyFieldHasItsDeclaration() {
        #expect(MemberField.allCases.count == MemberField.declared.count)
        #expect(HouseholdField.allCases.count == HouseholdField.declared.count)
        #expect(LivingField.allCases.count == LivingField.declared.count)
    }

    @Test func everyCodeListThatAFieldNamesIsShipped() {
        let declared = MemberField.declared + HouseholdField.declared + LivingField.declared
        for field in declared {
            switch field.kind {
            case .code(let list), .codes(let list, _): #expect(CodeLists.shipped[list] != nil, "\(field.name) names \(list)")
            default: break
            }
        }
        #expect(CodeLists.shipped.names.count == 27)
    }

    @Test(arguments: [("之女", "daughter"), ("04", "daughter"), ("女", "daughter"), ("daughter", "daughter")])
    func aRelationIsReadByItsLabel(_ text: String, _ code: String) throws {
        #expect(try FactReading.value(text, of: MemberField.relation.declaration) == .text(code))
    }

    @Test func severalCodesStandInTheOrderOfTheList() throws {
        #expect(try FactReading.value("残疾，大病", of: MemberField.health.declaration) == .text("major,disabled"))
        #expect(throws: (any Error).self) { try FactReading.value("残疾,瞎编", of: MemberField.health.declaration) }
    }

    @Test(arguments: [("1.5", Int64(150)), ("12", 1200), ("0.05", 5)])
    func anAreaIsKeptInHundredths(_ text: String, _ value: Int64) throws {
        #expect(try FactReading.value(text, of: LivingField.arable.declaration) == .integer(value))
    }

    @Test(arguments: ["-1", "1.234", "abc", "99999999999999999999"])
    func whatIsNoAreaIsRefused(_ text: String) {
        #expect(throws: (any Error).self) { try FactReading.value(text, of: LivingField.arable.declaration) }
    }
}
