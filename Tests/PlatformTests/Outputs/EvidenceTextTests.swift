import PolicyLanguage
import Testing

@testable import Platform

@Suite struct EvidenceTextTests {
    @Test func amountsAreInYuanWithGroups() {
        #expect(EvidenceText.shown(5_300_000, as: .money) == "53,000.00 元")
        #expect(EvidenceText.shown(-5, as: .money) == "-0.05 元")
        #expect(EvidenceText.shown(123_456_789, as: .money) == "1,234,567.89 元")
    }

    @Test func areasHaveTheirUnit() {
        #expect(EvidenceText.shown(8805, as: .decimal(unit: "m2")) == "88.05 平方米")
        #expect(EvidenceText.shown(1250, as: .decimal(unit: "%")) == "12.50%")
    }

    @Test func daysAreDaysAndNoDayIsADash() {
        #expect(EvidenceText.shown(20_240_517, as: .date) == "2024-05-17")
        #expect(EvidenceText.shown(0, as: .date) == "—")
        #expect(EvidenceText.shown(7, as: .date) == "7")
    }

    @Test func wholeNumbersAreNotGroupedBecauseYearsAreNot() {
        #expect(EvidenceText.shown(2024, as: .int) == "2024")
        #expect(EvidenceText.shown(.min, as: .int) == "-9223372036854775808")
        #expect(EvidenceText.shown(1, as: .bool) == "是")
    }
}
