import Testing

@testable import Tabular

@Suite struct GB18030Tests {
    /// All code points that are no surrogates.
    private static let all = Array(0..<0xD800 as Range<UInt32>) + Array(0xE000..<0x110000)

    @Test func everyCodePointComesBackFolded() {
        var utf8: [UInt8] = []
        var expected: [UInt8] = []
        func append(_ scalar: UInt32, to bytes: inout [UInt8]) {
            if let scalar = Unicode.Scalar(scalar) { bytes.append(contentsOf: UTF8.encode(scalar) ?? .init()) }
        }
        for scalar in Self.all {
            append(scalar, to: &utf8)
            append(PrivateUse.folded(scalar), to: &expected)
        }
        var coded = [UInt8](repeating: 0, count: utf8.count * 2)
        var decoded = [UInt8](repeating: 0, count: utf8.count * 4)
        let codedLength = convert(utf8, &coded) { GB18030.encode($0, into: $1) }
        let length = convert(Array(coded[..<max(codedLength, 0)]), &decoded) { GB18030.decode($0, into: $1) }
        #expect(length == expected.count)
        #expect(decoded[..<max(length, 0)].elementsEqual(expected))
    }

    private func convert(
        _ bytes: [UInt8], _ out: inout [UInt8], _ with: (UnsafeBufferPointer<UInt8>, UnsafeMutablePointer<UInt8>) -> Int
    ) -> Int {
        bytes.withUnsafeBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in target.baseAddress.map { with(source, $0) } ?? -1 }
        }
    }

    @Test func noTextGrowsToMoreThanTwice() {
        // The longest ways: two bytes for a character of three, four for one of two.
        #expect(GB18030.bytes("中").count == 2)
        #expect(GB18030.bytes("é").count == 2)
        #expect(GB18030.bytes("ÿ").count == 4)
        #expect(GB18030.bytes("𠮷").count == 4)
    }

    @Test func knownCodesAreRight() {
        #expect(GB18030.bytes("中文，€") == [0xD6, 0xD0, 0xCE, 0xC4, 0xA3, 0xAC, 0xA2, 0xE3])
        // Four bytes: U+3400, U+20000, the last of Unicode.
        #expect(GB18030.text([0x81, 0x39, 0xEE, 0x39]) == "\u{3400}")
        #expect(GB18030.text([0x95, 0x32, 0x82, 0x36]) == "\u{20000}")
        #expect(GB18030.text([0xE3, 0x32, 0x9A, 0x35]) == "\u{10FFFF}")
    }

    @Test func bothEditionsGiveTheStandardCharacter() {
        // 龴 had a private place before it had one in Unicode, and a four-byte code meanwhile.
        #expect(GB18030.text([0xFE, 0x59]) == "\u{9FB4}")
        #expect(GB18030.text([0x82, 0x35, 0x90, 0x37]) == "\u{9FB4}")
        #expect(GB18030.text([0xA6, 0xD9]) == "\u{FE10}")
        #expect(GB18030.bytes("\u{E81E}") == [0xFE, 0x59])
        #expect(GB18030.bytes("\u{9FB4}") == [0xFE, 0x59])
    }

    @Test func whatIsNoGB18030IsRefused() {
        for bytes: [UInt8] in [
            [0x80], [0xFF], [0xB0], [0xB0, 0x7F], [0xB0, 0xFF], [0x81, 0x30], [0x81, 0x30, 0x81], [0x81, 0x30, 0x81, 0x40],
            [0x84, 0x31, 0xA5, 0x30], [0xE3, 0x32, 0x9A, 0x36], [0xFE, 0x39, 0xFE, 0x39], [0x20, 0xB0, 0x2C],
        ] {
            #expect(GB18030.text(bytes) == nil)
        }
    }
}

@Suite struct PrivateUseTests {
    private func fold(_ text: String) -> String? {
        let bytes = Array(text.utf8)
        var out = [UInt8](repeating: 0, count: bytes.count / 3 * 4 + 4)
        let length = bytes.withUnsafeBufferPointer { source in
            out.withUnsafeMutableBufferPointer { target in target.baseAddress.flatMap { PrivateUse.fold(source, into: $0) } }
        }
        return length.map { String(decoding: out[..<$0], as: UTF8.self) }
    }

    @Test func oldPlacesBecomeTheCharacters() {
        #expect(fold("王\u{E81E}\u{E816}x\u{E843}") == "王\u{9FB4}\u{20087}x\u{9FB9}")
        #expect(fold("\u{E7C8}") == "\u{1F9}")
        #expect(fold("\u{E78D}\u{E78E}\u{E78F}") == "\u{FE10}\u{FE12}\u{FE11}")
    }

    @Test func otherTextIsLeftAlone() {
        #expect(fold("") == nil)
        #expect(fold("王小明 ABC") == nil)
        // Private for good, and other characters with the same lead byte.
        #expect(fold("\u{E000}\u{EFFF}\u{E5E5}\u{E865}") == nil)
    }
}

@Suite struct EncodingGuessTests {
    private func guess(_ bytes: [UInt8]) throws -> TextEncoding {
        let folder = try ScratchFolder()
        return try TableFile.open(path: folder.write(bytes)).description.encoding
    }

    @Test func damageDoesNotTurnOneEncodingIntoTheOther() throws {
        for encoding in [TextEncoding.utf8, .gb18030] {
            var bytes = encoding.bytes("编号,姓名,单位\n" + (0..<2000).map { "\($0),韦俊明,县教育局第\($0 % 40)小学\n" }.joined())
            var random = SeededRandom(seed: 7)
            for _ in 0..<bytes.count / 200 {
                let place = Int.random(in: 100..<bytes.count, using: &random)
                bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            }
            #expect(try guess(bytes) == encoding)
        }
    }

    @Test func shortNamesThatLookLikeGreekAreChinese() throws {
        #expect(try guess(GB18030.bytes("a,b\n联通,1\n")) == .gb18030)
        #expect(try guess(Array("a,b\n中,1\n".utf8)) == .utf8)
        #expect(try guess(Array("a,b\nc,1\n".utf8)) == .utf8)
    }

    @Test func chineseLateInTheFileIsSeen() throws {
        let digits = "a,b\n" + String(repeating: "1234567,7654321\n", count: 130_000)
        #expect(try guess(Array(digits.utf8) + GB18030.bytes("1,韦俊明\n") + Array(String(repeating: "1,2\n", count: 60_000).utf8)) == .gb18030)
        #expect(try guess(Array((digits + "1,韦俊明\n" + String(repeating: "1,2\n", count: 60_000)).utf8)) == .utf8)
    }
}
