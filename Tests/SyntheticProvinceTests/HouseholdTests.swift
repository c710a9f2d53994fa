import Basics
import Testing

@testable import SyntheticProvince

@Suite struct HouseholdTests {
    static let all = Sample.households(Sample.province(people: 4000))
    static let registered = all.filter(\.registered)

    @Test func everyIDNumberIsSyntheticAndRightAndNobodyElses() throws {
        var seen: Set<UInt64> = []
        var endingInX = 0
        for member in Self.all.flatMap(\.members) {
            let text = IDNumbers.text(member.digits)
            let id = try ResidentID(text)
            #expect(text.hasPrefix("99"))
            #expect(!id.hasFiveNines)
            #expect(id.birthDate == member.birth)
            #expect((id.sex == .male) == member.male)
            #expect(seen.insert(member.digits).inserted)
            if text.hasSuffix("X") { endingInX += 1 }
        }
        #expect(endingInX * 20 > seen.count)
    }

    @Test func theSizeOfHouseholdsIsThatOfTheField() {
        let mean = Double(Self.registered.reduce(0) { $0 + $1.members.count }) / Double(Self.registered.count)
        #expect((4.0...4.5).contains(mean), "\(mean)")
        #expect(Self.registered.allSatisfy { (1...6).contains($0.members.count) })
    }

    @Test func everyHouseholdHasOneHeadAndAtMostOneSpouseOfTheOtherSex() {
        for household in Self.registered {
            #expect(household.members.count { $0.role == .head } == 1)
            let spouses = household.members.filter { $0.role == .spouse }
            #expect(spouses.count <= 1)
            if let spouse = spouses.first { #expect(spouse.male != household.members[0].male) }
        }
    }

    @Test func everyChildOfSchoolAgeIsAtSchool() {
        for member in Self.registered.flatMap(\.members) where (7...14).contains(member.age) { #expect(member.atSchool) }
    }

    @Test func noRowNamesAColumnThatNoSourceHas() {
        #expect(Self.all.reduce(into: Set<String>()) { $0.formUnion($1.mistakes) } == [])
    }

    @Test func theIncomeSheetAddsUp() {
        for household in Self.registered {
            let items = ["wage_income", "business_income", "property_income", "transfer_income", "other_income"].reduce(0) { $0 + household[$1].fen }
            #expect(items == household["total_income"].fen)
            #expect(items - household["production_cost"].fen == household["net_income"].fen)
            #expect(household["net_income"].fen / household.members.count == household["net_income_per_head"].fen)
        }
    }

    @Test func namesAreAsVariedAsInTheField() {
        let names = Self.all.flatMap(\.members).map(\.name)
        #expect(names.contains { $0.contains("\u{B7}") })
        #expect(names.contains { $0.hasPrefix("欧阳") || $0.hasPrefix("司马") })
        #expect(names.contains { $0.unicodeScalars.contains { $0.value > 0xFFFF } })
    }

    @Test func accountsHaveARightLuhnDigitAndBelongToOneHousehold() {
        #expect(Set(Self.registered.map(\.account)).count == Self.registered.count)
        for household in Self.registered.prefix(50) {
            let digits = String(household.account).reversed().compactMap(\.wholeNumberValue)
            let sum = digits.enumerated().reduce(0) { $0 + ($1.offset % 2 == 0 ? $1.element : $1.element * 2 / 10 + $1.element * 2 % 10) }
            #expect(sum % 10 == 0 && digits.count == 19)
        }
    }
}
