import Basics
import Testing

@Suite struct SHA256DigestTests {
    /// FIPS 180-4's examples.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func theStandardsExamplesComeOut(text: String, hex: String) throws {
        #expect(try SHA256Digest(of: Array(text.utf8)).hex == hex)
    }

    @Test func piecesGiveTheDigestOfTheWhole() throws {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let stream = try SHA256Stream()
        var start = 0
        while start < bytes.count {
            let end = min(bytes.count, start + 1 + start % 997)
            try stream.update(Array(bytes[start..<end]))
            try stream.update([UInt8]())
            start = end
        }
        #expect(try stream.finish() == SHA256Digest(of: bytes))
    }

    @Test func aFinishedStreamIsRefused() throws {
        let stream = try SHA256Stream()
        _ = try stream.finish()
        #expect(throws: Problem.self) { try stream.finish() }
        #expect(throws: Problem.self) { try stream.update([1]) }
    }
}
