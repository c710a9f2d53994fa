import Basics

/// What a password must be. The default follows OWASP ASVS 5 (length and lists, no composition, no rotation); where 等保 2.0 is audited,
/// `mlps` adds kinds of characters and a change every 90 days (`docs/decisions/0020-passwords-and-one-time-secrets.md`).
package struct PasswordRules: Sendable, Hashable {
    /// In characters as a person counts them.
    package var shortest = 8
    package var longest = 128
    /// Of lower case, upper case, digits and others, how many kinds there must be.
    package var kinds = 1
    /// After how many days it must be changed; nil for never.
    package var days: Int?

    package static let standard = PasswordRules()
    package static let mlps = PasswordRules(kinds: 3, days: 90)

    package init(kinds: Int = 1, days: Int? = nil) {
        self.kinds = kinds
        self.days = days
    }

    /// What is wrong with it, or nil. `context` are words an attacker would try first: the login name, the person's name, the office's.
    package func problem(with password: String, context: [String]) -> Problem? {
        let password = password.precomposed
        let length = password.count
        if length < shortest { return Self.refused("short", "至少 \(shortest) 个字符", "it needs at least \(shortest) characters") }
        if length > longest { return Self.refused("long", "最多 \(longest) 个字符", "it may have at most \(longest) characters") }
        if password.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
            return Self.refused("characters", "含有控制字符", "it contains control characters")
        }
        if PasswordHabits.isCommon(password) { return Self.refused("common", "太常见,容易被猜到", "it is one of those tried first") }
        if let word = Self.contextWord(in: password, context) {
            return Self.refused("context", "不能以“\(word)”为主", "it is little more than “\(word)”")
        }
        if Self.kinds(in: password) < kinds {
            return Self.refused("kinds", "大写、小写、数字、符号至少 \(kinds) 种", "of capitals, small letters, digits and signs it needs \(kinds)")
        }
        return nil
    }

    /// Whether a password set then is due to be changed.
    package func isDue(setDaysAgo age: Int) -> Bool { days.map { age >= $0 } ?? false }

    /// A word of the context that leaves fewer than five characters of one's own when taken out.
    private static func contextWord(in password: String, _ context: [String]) -> String? {
        let folded = password.lowercased()
        for word in context + ["youshu", "有数", "fupin", "扶贫", "xiangcun", "乡村振兴"] {
            let word = word.lowercased()
            guard word.count >= 2, folded.contains(word) else { continue }
            if folded.replacing(word, with: "").count < 5 { return word }
        }
        return nil
    }

    private static func kinds(in password: String) -> Int {
        let scalars = password.unicodeScalars
        return [
            scalars.contains { $0.properties.isLowercase }, scalars.contains { $0.properties.isUppercase },
            scalars.contains { $0.properties.numericType == .decimal },
            scalars.contains { !$0.properties.isLowercase && !$0.properties.isUppercase && $0.properties.numericType != .decimal },
        ].count { $0 }
    }

    private static func refused(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            .init(rawValue: "password-\(code)"), what: .init(zh: "这个密码不能使用", en: "this password cannot be used"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "用几个不相干的词连成一句,好记也难猜", en: "string a few unrelated words together: easy to keep, hard to guess"))
    }
}
