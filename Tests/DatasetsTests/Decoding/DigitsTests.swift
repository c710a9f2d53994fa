import Basics
import Testing

@testable import Datasets

@Suite struct DigitsTests {
    private static let longest = String(repeating: "9", count: 18)

    @Test(arguments: ["0", "7", "12345678", "123456789", "00000000000", "1234567890123456", "12345678901234567", longest])
    func wholeNumbersAreReadAsANaiveReaderReadsThem(_ text: String) {
        #expect(padded(text, Digits.number) == Int64(text))
    }

    @Test(arguments: ["", "1234567890123456789", "12345678x", "x2345678", "1 2", "+1", "-1", "1.", "/", ":", "１２", "12345678901234567 "])
    func whatIsNoRowOfUpToEighteenDigitsIsNoNumber(_ text: String) {
        #expect(padded(text, Digits.number) == nil)
    }

    @Test func randomBytesAreReadAsANaiveReaderReadsThem() {
        var random = SeededRandom(seed: 1)
        for _ in 0..<20_000 {
            let length = Int(random.next() % 21)
            // Mostly digits and their neighbours in the table of characters.
            let bytes = (0..<length).map { _ in random.next() % 40 == 0 ? UInt8(0x2F + random.next() % 2 * 11) : UInt8(0x30 + random.next() % 10) }
            let text = String(decoding: bytes, as: UTF8.self)
            let isNumber = (1...18).contains(length) && bytes.allSatisfy { (0x30...0x39).contains($0) }
            #expect(padded(bytes, Digits.number) == (isNumber ? Int64(text) : nil), "\(text)")
        }
    }

    @Test func everyByteThatIsNoDigitIsSeenAtEveryPlace() {
        for place in 0..<8 {
            for byte in UInt8.min...UInt8.max {
                var bytes = Array("12345678".utf8)
                bytes[place] = byte
                #expect((padded(bytes, Digits.number) != nil) == (0x30...0x39).contains(byte))
            }
        }
    }

    @Test(arguments: ["990101199001010019", "99010119900101001X", "000000000000000000", "999999999999999999"])
    func anIDIsPackedAsModuleBasicsPacksIt(_ text: String) {
        #expect(padded(text) { bytes, _ in Digits.key18(bytes) } == IdentityKey(normalised: text).map { Int64(bitPattern: $0.value) })
    }

    @Test(arguments: ["99010119900101001x", "9901011990010100XX", "A90101199001010019", "990101199 01010019", "99010119900101001."])
    func whatIsNoPlainIDHasNoKeyYet(_ text: String) {
        #expect(padded(text) { bytes, _ in Digits.key18(bytes) } == nil)
    }
}
