import Basics
import Testing

@Suite struct MoneyTests {
    @Test(arguments: [
        ("12345.6", 1_234_560), ("12,345.60", 1_234_560), ("￥12,345", 1_234_500), ("¥0.05", 5), ("3.5元", 350), ("-3.5", -350), ("￥-3.50元", -350),
        ("-￥3.50", -350), ("+7", 700), ("０．１", 10), ("１２，３４５．６０", 1_234_560), (" 1 000 ", 100_000), ("007", 700), ("1,234,567", 123_456_700),
        ("92233720368547758.07", Int64.max), ("-92233720368547758.08", Int64.min), ("0", 0), ("-0", 0),
    ])
    func amountsAreReadAsDepartmentsWriteThem(text: String, fen: Int64) throws {
        #expect(try Money(text).fen == fen)
    }

    @Test(arguments: [
        "", " ", "元", "-", "￥", ".5", "5.", "1.2.3", "1,23", "12,3456", ",123", "1,,234", "1,234,", "0.1,2", "1e5", "0x10", "--5", "-￥-5", "五元",
        "5元元", "NaN", "5 USD",
    ])
    func whatIsNoAmountIsRefused(text: String) {
        do {
            _ = try Money(text)
            Issue.record("was accepted")
        } catch {
            #expect(error.code == "money-form")
        }
    }

    @Test func moreThanFenIsRefused() {
        do {
            _ = try Money("1.005")
            Issue.record("was accepted")
        } catch {
            #expect(error.code == "money-decimals")
        }
    }

    @Test(arguments: ["92233720368547758.08", "-92233720368547758.09", "99999999999999999999999999"])
    func anAmountTooLargeIsAnErrorAndNoTrap(text: String) {
        do {
            _ = try Money(text)
            Issue.record("was accepted")
        } catch {
            #expect(error.code == "money-overflow")
        }
    }

    @Test(arguments: [(1_234_560, "12345.60"), (5, "0.05"), (-5, "-0.05"), (0, "0.00"), (Int64.min, "-92233720368547758.08")])
    func amountsPrintWithTwoDecimalsAndComeBack(fen: Int64, text: String) throws {
        #expect(Money(fen: fen).description == text)
        #expect(try Money(text).fen == fen)
    }

    @Test func sumsOverflowToNil() {
        #expect(Money(fen: .max).adding(Money(fen: 1)) == nil)
        #expect(Money(fen: .min).subtracting(Money(fen: 1)) == nil)
        #expect(Money(yuan: .max) == nil)
        #expect(Money(yuan: 3)?.adding(Money(fen: 50)) == Money(fen: 350))
    }
}
