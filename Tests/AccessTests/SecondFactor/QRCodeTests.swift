import Testing

@testable import Access

@Suite struct QRCodeTests {
    @Test func theThreeCornersAreFinderPatterns() throws {
        let code = try QRCode("otpauth://totp/A:b?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=A")
        let far = code.side - 4 - 7
        for corner in ["M4 4h7v1h-7z", "M\(far) 4h7v1h-7z", "M4 \(far)h7v1h-7z"] { #expect(code.path.contains(corner)) }
        #expect((code.side - 8 - 17) % 4 == 0)
    }

    @Test func whatDoesNotFitIsRefused() {
        #expect(throws: (any Error).self) { try QRCode(String(repeating: "a", count: 5000)) }
    }
}
