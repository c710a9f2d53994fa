import Testing

@testable import Access

@Suite struct Base32Tests {
    /// RFC 4648, section 10, without padding.
    @Test(arguments: [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foo", "MZXW6"), ("foob", "MZXW6YQ"), ("fooba", "MZXW6YTB"), ("foobar", "MZXW6YTBOI")])
    func encodesAsTheStandardSays(text: String, encoded: String) {
        #expect(Base32.encode(Array(text.utf8)) == encoded)
    }

    @Test func aCodeReadAloudComesBackTheSame() {
        let code = Base32.grouped([0xFF, 0x00, 0x10, 0x20, 0x33])
        #expect(code.split(separator: "-").allSatisfy { $0.count == 4 })
        let meant = Base32.readableForm(code)
        #expect(Base32.readableForm(code.lowercased().replacing("-", with: " ")) == meant)
        #expect(Base32.readableForm(meant.replacing("0", with: "o").replacing("1", with: "l")) == meant)
    }
}
