import Testing

@testable import Access

@Suite struct TimeCodeTests {
    private static func seed(_ length: Int) -> [UInt8] { (0..<length).map { UInt8(ascii: "0") + UInt8(($0 + 1) % 10) } }

    /// RFC 6238, appendix B.
    @Test(
        arguments: [
            (59, "94287082", "46119246", "90693936"), (1_111_111_109, "07081804", "68084774", "25091201"),
            (1_111_111_111, "14050471", "67062674", "99943326"), (1_234_567_890, "89005924", "91819424", "93441116"),
            (2_000_000_000, "69279037", "90698825", "38618901"), (20_000_000_000, "65353130", "77737706", "47863826"),
        ] as [(Int64, String, String, String)])
    func codesAreThoseOfTheStandard(seconds: Int64, sha1: String, sha256: String, sha512: String) throws {
        let step = TimeCode.step(atSeconds: seconds)
        #expect(try TimeCode(seed: Self.seed(20), digest: .sha1, digits: 8).code(atStep: step) == sha1)
        #expect(try TimeCode(seed: Self.seed(32), digest: .sha256, digits: 8).code(atStep: step) == sha256)
        #expect(try TimeCode(seed: Self.seed(64), digest: .sha512, digits: 8).code(atStep: step) == sha512)
    }

    @Test func aCodeServesItsStepAndTheNext() throws {
        let code = TimeCode(seed: Self.seed(20))
        let text = try code.code(atStep: 100)
        #expect(try code.step(of: text, atSeconds: 100 * 30) == 100)
        #expect(try code.step(of: text, atSeconds: 100 * 30 + 59) == 100)
        #expect(try code.step(of: text, atSeconds: 100 * 30 + 60) == nil)
        #expect(try code.step(of: text, atSeconds: 100 * 30 - 1) == nil)
    }

    @Test func aCodeMayBeTypedWithBlanksAndFullWidthDigits() throws {
        let code = TimeCode(seed: Self.seed(20))
        let text = try code.code(atStep: 7)
        let wide = String(text.unicodeScalars.compactMap { Unicode.Scalar($0.value + 0xFEE0).map(Character.init) })
        #expect(try code.step(of: text.prefix(3) + " " + text.suffix(3), atSeconds: 210) == 7)
        #expect(try code.step(of: wide, atSeconds: 210) == 7)
        #expect(try code.step(of: "", atSeconds: 210) == nil)
        #expect(try code.step(of: String(text.dropLast()), atSeconds: 210) == nil)
    }

    @Test func theAddressNamesIssuerAndLogin() {
        let address = TimeCode.address(seed: Array("12345678901234567890".utf8), issuer: "有数", login: "wang.fang")
        #expect(
            address
                == "otpauth://totp/%E6%9C%89%E6%95%B0:wang.fang?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%E6%9C%89%E6%95%B0&algorithm=SHA1&digits=6&period=30"
        )
    }
}
