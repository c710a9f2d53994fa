import Basics
import Testing

/// What people type for one and the same number, read as text and as the bytes of a cell.
@Suite struct NormalisingTests {
    static let number = "11010519491231002X"

    @Test(arguments: [
        "11010519491231002x", " 11010519491231002X ", "110105 19491231 002X", "１１０１０５１９４９１２３１００２Ｘ", "１１０１０５１９４９１２３１００２ｘ",
        "110105\u{3000}19491231002X", "\u{FEFF}11010519491231002X", "110105\u{200B}19491231\u{200D}002X", "110105\u{A0}19491231002X\t",
        "11010519491231002X\r\n", "\u{202A}11010519491231002X\u{202C}", "11010519491231002X42", "11010519491231002x42B1", "11010519491231002X４２Ｂ１",
    ])
    func everyWayOfTypingItBecomesTheNumber(typed: String) throws {
        #expect(ResidentID.normalise(typed) == Self.number)
        #expect(try ResidentID(typed).revealed == Self.number)
        let reading = Array(typed.utf8).withUnsafeBufferPointer { IdentityKey.read($0) }
        #expect(reading == .normalised(try #require(IdentityKey(normalised: Self.number))))
    }

    @Test func fifteenDigitsGetTheCenturyAndTheCheckCharacter() throws {
        #expect(ResidentID.normalise("110105491231002") == "11010519491231002X")
        #expect(ResidentID.normalise("990101 850607 123") == StandardTable.complete("99010119850607123"))
    }

    @Test(arguments: ["", "   ", "张三", "abc", "11010519491231002Y", "1101054912310", "11010549123100X", "X1010519491231002X1234"])
    func whatIsNoNumberComesBackCleanedOnly(text: String) {
        let cleaned = text.filter { $0 != " " }
        #expect(ResidentID.normalise(text) == cleaned)
        #expect(Array(text.utf8).withUnsafeBufferPointer { IdentityKey.read($0) } == .malformed)
    }

    @Test func aCanonicalCellNeedsNoNormalising() throws {
        let reading = Array(Self.number.utf8).withUnsafeBufferPointer { IdentityKey.read($0) }
        #expect(reading == .canonical(try #require(IdentityKey(normalised: Self.number))))
    }

    @Test func theInitialiserTellsWhetherItNormalised() {
        var changed = true
        #expect(Array(Self.number.utf8).withUnsafeBufferPointer { IdentityKey(bytes: $0, wasNormalised: &changed) } != nil)
        #expect(!changed)
        #expect(Array((Self.number + " ").utf8).withUnsafeBufferPointer { IdentityKey(bytes: $0, wasNormalised: &changed) } != nil)
        #expect(changed)
        #expect(Array("nobody".utf8).withUnsafeBufferPointer { IdentityKey(bytes: $0, wasNormalised: &changed) } == nil)
    }

    @Test func bytesThatAreNoUTF8MatchNobody() {
        var bytes = Array(Self.number.utf8)
        bytes.insert(0xFF, at: 6)
        #expect(bytes.withUnsafeBufferPointer { IdentityKey.read($0) } == .malformed)
        bytes[6] = 0xE3  // the beginning of a full-width blank, cut off by a digit
        #expect(bytes.withUnsafeBufferPointer { IdentityKey.read($0) } == .malformed)
        #expect(IdentityKey.read(UnsafeBufferPointer(start: nil, count: 0)) == .malformed)
    }

    @Test func blanksSpelledTooLongAreNoBlanks() {
        // C0 A0 and E0 82 A0 would be U+0020 and U+00A0 if overlong forms were allowed.
        for overlong: [UInt8] in [[0xC0, 0xA0], [0xE0, 0x82, 0xA0]] {
            let bytes = Array(Self.number.utf8.prefix(6)) + overlong + Array(Self.number.utf8.dropFirst(6))
            #expect(bytes.withUnsafeBufferPointer { IdentityKey.read($0) } == .malformed)
        }
    }

    /// The reading of bytes and the normalising of text are written twice, for speed; they must say the same.
    @Test func bytesAndTextAgreeOnRandomInput() {
        var generator = SeededGenerator(seed: 7)
        let pieces = ["1", "9", "0", "X", "x", "２", "Ｘ", "ｘ", " ", "\u{3000}", "\u{200B}", "张", "-", "B", "𠀀", "\u{301}"]
        var found = 0
        for _ in 0..<4000 {
            var digits = (0..<[15, 17, 18, 20, 22].randomElement(using: &generator)!).map { _ in String(Int.random(in: 0...9, using: &generator)) }
            for _ in 0..<Int.random(in: 0...3, using: &generator) {
                digits.insert(pieces.randomElement(using: &generator)!, at: Int.random(in: 0...digits.count, using: &generator))
            }
            let text = digits.joined()
            let fromText = IdentityKey(normalised: ResidentID.normalise(text))
            let fromBytes = Array(text.utf8).withUnsafeBufferPointer { IdentityKey.read($0).key }
            #expect(fromText == fromBytes, "\(text.unicodeScalars.map { String($0.value, radix: 16) })")
            if fromText != nil { found += 1 }
        }
        #expect(found > 500)
    }

    @Test func randomBytesNeverTrap() {
        var generator = SeededGenerator(seed: 8)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            _ = bytes.withUnsafeBufferPointer { IdentityKey.read($0) }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = ResidentID.normalise(text)
            _ = IdentifierReport(text).line
            _ = try? DisabilityCard(text)
            _ = try? CreditCode(text)
            _ = try? BankCard(text)
            _ = try? RegionCode(text)
            _ = try? Money(text)
            _ = (try? PersonName(text))?.masked
            _ = CalendarDate(iso: text)
            _ = [Masking.residentID(text), Masking.bankCard(text), Masking.phone(text)]
        }
    }
}
