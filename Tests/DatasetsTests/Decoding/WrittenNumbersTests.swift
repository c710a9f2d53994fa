import Testing

@testable import Datasets

@Suite struct WrittenNumbersTests {
    private func fast(_ text: String) -> Int64? { padded(text, WrittenNumbers.hundredths) }
    private func slow(_ text: String, scale: Int64 = 1) -> Int64? { WrittenNumbers.hundredths(text: text, scale: scale) }

    @Test(
        arguments: [
            ("0", 0), ("5", 500), ("-5", -500), ("12.5", 1250), ("12.50", 1250), ("-0.05", -5), ("0.5", 50), ("1234567.89", 123_456_789),
            ("99999999999999.99", 9_999_999_999_999_999), ("00012.30", 1230), ("-0", 0),
        ] as [(String, Int64)])
    func plainAmountsAreReadBothWaysAlike(_ text: String, _ fen: Int64) {
        #expect(fast(text) == fen)
        #expect(slow(text) == fen)
    }

    @Test(
        arguments: [
            ("1,234.5", 123_450), ("￥300", 30_000), ("¥300元", 30_000), ("５０元", 5_000), ("1 000", 100_000), ("12.", 1_200), (".5", 50),
            ("１，２３４．５０", 123_450), ("80㎡", 8_000), ("1.500", 150), ("－３", -300),
        ] as [(String, Int64)])
    func amountsAsTypedAreUnderstood(_ text: String, _ fen: Int64) { #expect(slow(text) == fen) }

    @Test(arguments: ["", "元", "-", "abc", "1.2.3", "1.234", "--5", "5-", "3万", "12元5角", "1.5,0", "12345678901234567", "NaN", "1e5", "/"])
    func whatIsNoAmountIsRefused(_ text: String) {
        #expect(fast(text) == nil)
        #expect(slow(text) == nil)
    }

    @Test(
        arguments: [("1.2", 1_200_000), ("0.12345", 123_450), ("12", 12_000_000), ("-3.5万".replacing("万", with: ""), -3_500_000), ("0.000001", 1)]
            as [(String, Int64)])
    func tenThousandsBecomeFen(_ text: String, _ fen: Int64) { #expect(slow(text, scale: 10_000) == fen) }

    @Test func tenThousandsBelowAFenOrBeyondSixtyFourBitsAreRefused() {
        #expect(slow("0.0000001", scale: 10_000) == nil)
        #expect(slow("9999999999999999", scale: 10_000) == nil)
    }

    @Test func bothReadersAgreeWhereverTheFastOneAnswers() {
        var random = SeededRandom(seed: 2)
        let characters = Array("0123456789.-".utf8)
        for _ in 0..<20_000 {
            let bytes = (0..<Int(random.next() % 20)).map { _ in characters[Int(random.next() % 60) % 12] }
            let text = String(decoding: bytes, as: UTF8.self)
            if let fen = padded(bytes, WrittenNumbers.hundredths) { #expect(slow(text) == fen, "\(text)") }
        }
    }

    @Test(
        arguments: [
            ("0", 0), ("-7", -7), ("999999999999999999", 999_999_999_999_999_999), ("-999999999999999999", -999_999_999_999_999_999),
            ("1000000000000000000", 1_000_000_000_000_000_000), ("9223372036854775807", Int64.max),
        ] as [(String, Int64)])
    func wholeNumbersReachTheEndOfSixtyFourBits(_ text: String, _ value: Int64) { #expect(padded(text, WrittenNumbers.whole) == value) }

    @Test(arguments: ["9223372036854775808", "99999999999999999999", "-", "1.0", "12a", "--1", "- 1"])
    func wholeNumbersBeyondAreRefusedAndNeverWrap(_ text: String) { #expect(padded(text, WrittenNumbers.whole) == nil) }

    @Test(
        arguments: [
            (" 6217000000000000019 ", 6_217_000_000_000_000_019), ("１２", 12), ("2025年", 2025), ("1,000", 1000), ("3.0", 3), ("-12 ", -12),
        ] as [(String, Int64)])
    func wholeNumbersAsTypedAreUnderstood(_ text: String, _ value: Int64) { #expect(WrittenNumbers.whole(text: text) == value) }

    @Test(arguments: ["3.5", "", "年", "9223372036854775808", "十二"])
    func whatIsNoWholeNumberIsRefused(_ text: String) { #expect(WrittenNumbers.whole(text: text) == nil) }
}
