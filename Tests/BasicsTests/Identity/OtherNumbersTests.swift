import Basics
import Testing

@Suite struct DisabilityCardTests {
    static let holder = StandardTable.complete("99010119850607123")

    @Test func twentyCharactersGiveClassAndGrade() throws {
        let card = try DisabilityCard(Self.holder + "43")
        #expect(card.holder.revealed == Self.holder)
        #expect(card.disabilityClass == .limbs)
        #expect(card.grade == 3)
        #expect(card.reissue == nil)
        #expect(card.revealed == Self.holder + "43")
    }

    @Test func twoMoreAreAReissue() throws {
        let card = try DisabilityCard(" \(Self.holder)71Ｂ1")
        #expect(card.disabilityClass == .multiple)
        #expect(card.reissue == "B1")
        #expect(card.revealed == Self.holder + "71B1")
    }

    @Test(arguments: [
        ("", "length"), ("4", "length"), ("43B", "length"), ("03", "class"), ("83", "class"), ("A3", "class"), ("40", "grade"), ("45", "grade"),
        ("43-1", "characters"), ("43残1", "characters"),
    ])
    func whatDoesNotFitIsToldApart(tail: String, code: String) {
        do {
            _ = try DisabilityCard(Self.holder + tail)
            Issue.record("was accepted")
        } catch {
            #expect(error.code.rawValue == "disability-card-" + code)
        }
    }

    @Test func aWrongHolderIsTheHoldersMistake() {
        do {
            _ = try DisabilityCard("11010519491231002143")
            Issue.record("was accepted")
        } catch {
            #expect(error.code == "resident-id-check-digit")
        }
    }

    @Test func printingShowsNeitherPersonNorDisability() throws {
        let card = try DisabilityCard(Self.holder + "43")
        #expect("\(card)" == "990101********\(Self.holder.suffix(4))")
    }
}

@Suite struct CreditCodeTests {
    @Test func theStandardsExampleIsValid() throws {
        let code = try CreditCode(" 91350100m000100y43")
        #expect(code.text == "91350100M000100Y43")
        #expect(code.department == "9")
        #expect(code.category == "1")
        #expect(code.area == "350100")
        #expect(code.organisation == "M000100Y4")
    }

    @Test(arguments: [
        ("91350100M000100Y4", "credit-code-length"), ("91350100I000100Y43", "credit-code-characters"),
        ("91350100M000100Y4é", "credit-code-characters"), ("9135A100M000100Y43", "credit-code-area"),
        ("91350100M000100Y44", "credit-code-check-digit"), ("91350100M000010Y43", "credit-code-check-digit"),
    ])
    func mistakesAreToldApart(text: String, code: String) {
        do {
            _ = try CreditCode(text)
            Issue.record("was accepted")
        } catch {
            #expect(error.code.rawValue == code)
        }
    }
}

@Suite struct BankCardTests {
    @Test func luhnsOwnExampleChecksAtAnyLength() {
        #expect(BankCard.luhnIsRight("79927398713"))
        for other in "012456789" { #expect(!BankCard.luhnIsRight("7992739871\(other)")) }
        #expect(BankCard.luhnIsRight("0"))
        #expect(!BankCard.luhnIsRight(""))
        #expect(!BankCard.luhnIsRight("7992739871３"))
    }

    @Test func sixteenToNineteenDigitsMayBeACard() throws {
        #expect(try BankCard("0000 0799 2739 8713").revealed == "0000079927398713")
        #expect(try BankCard("0000000079927398713").description == "***************8713")
        for (text, code) in [
            ("79927398713", "length"), ("00000000079927398713", "length"), ("0000079927398714", "check-digit"), ("00000799273987l3", "characters"),
        ] {
            do {
                _ = try BankCard(text)
                Issue.record("\(text) was accepted")
            } catch {
                #expect(error.code.rawValue == "bank-card-" + code)
            }
        }
    }
}

@Suite struct MaskingTests {
    @Test func maskingKeepsWhatHelpsToRecognise() {
        #expect(Masking.residentID("11010519491231002X") == "110105********002X")
        #expect(Masking.phone("13812341234") == "138****1234")
        #expect(Masking.phone("09311234567") == "093****4567")
        #expect(Masking.bankCard("0000079927398713") == "************8713")
    }

    @Test func whatIsTooShortIsHiddenWhole() {
        #expect(Masking.residentID("110105") == "******")
        #expect(Masking.phone("12345") == "*****")
        #expect(Masking.bankCard("1234") == "****")
        #expect(Masking.residentID("") == "")
    }
}
