import Basics
import Testing

@testable import Access

@Suite struct PasswordRulesTests {
    private let rules = PasswordRules.standard

    private func code(_ password: String, _ rules: PasswordRules = .standard, context: [String] = []) -> String? {
        rules.problem(with: password, context: context)?.code.rawValue
    }

    @Test func lengthIsCountedInCharacters() {
        #expect(code("绿水青山也是金") == "password-short")
        #expect(code("绿水青山也是金山") == nil)
        #expect(code("k7#vQ2m") == "password-short")
        #expect(code("k7#vQ2mz") == nil)
        #expect(code(String(repeating: "correct horse ", count: 9)) == nil)
        #expect(code(String(repeating: "correct horse ", count: 10)) == "password-long")
    }

    @Test(arguments: [
        "12345678", "87654321", "password", "Password1", "P@ssw0rd", "p@ssw0rd!", "qwertyuiop", "1qaz2wsx", "qwer1234", "abc12345", "abcd1234",
        "a1234567890",
        "aaaaaaaa", "abcabcabc", "12121212", "woaini1314", "woaini520", "5201314520", "admin123", "Admin@123", "admin888", "19800101", "20241231",
        "13800138000", "zhangwei88", "iloveyou", "asdfghjkl", "zxcvbnm1", "11111111", "88888888", "00000000", "qazwsxedc", "1q2w3e4r", "fupin2020",
        "xiangcunzhenxing2025", "youshu123", "guizhou123", "huawei@2024", "mima123456",
    ])
    func whatIsTriedFirstIsRefused(password: String) {
        #expect(rules.problem(with: password, context: []) != nil)
    }

    @Test(arguments: ["k7#vQ2mz", "correct horse battery", "屋后有三棵核桃树", "maotai-over-the-hill", "7 persimmons on the wall", "Tr0mbone&fig"])
    func whatIsOnesOwnIsTaken(password: String) {
        #expect(rules.problem(with: password, context: ["wangfang", "王芳"]) == nil)
    }

    @Test func wordsOfTheContextAreRefusedUnlessMuchElseIsThere() {
        #expect(code("lihua2025", context: ["lihua"]) == "password-context")
        #expect(code("LiHua#77", context: ["lihua"]) == "password-context")
        #expect(code("乡村振兴2025") == "password-context")
        #expect(code("lihua under the pear tree", context: ["lihua"]) == nil)
    }

    @Test func controlCharactersAreRefused() { #expect(code("k7#vQ2mz\u{7}\u{0}") == "password-characters") }

    @Test func kindsAndAgeCountOnlyWhereConfigured() {
        #expect(code("kvqmzptw", .mlps) == "password-kinds")
        #expect(code("kvqmzptw") == nil)
        #expect(code("kVq7mzptw", .mlps) == nil)
        #expect(!rules.isDue(setDaysAgo: 10_000))
        #expect(!PasswordRules.mlps.isDue(setDaysAgo: 89))
        #expect(PasswordRules.mlps.isDue(setDaysAgo: 90))
    }
}
