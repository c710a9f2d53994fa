/// A valid resident identity number 公民身份号码 of GB 11643-1999: 6 digits of area, 8 of birth, 3 of sequence (odd: male), a check character.
///
/// The area is where the number was first given and may be abolished since, so it is not looked up in any list.
/// Printing shows a masked number; `revealed` gives the digits to code that may show them.
package struct ResidentID: Hashable, Sendable {
    package enum Sex: String, Sendable, CaseIterable { case male, female }

    package let key: IdentityKey
    package let birthDate: CalendarDate

    /// Reads a number as people type it (see `normalise`) and refuses it with the reason: length, characters, check digit, birth date.
    package init(_ text: some StringProtocol) throws(Problem) {
        try self.init(normalised: Self.normalise(String(text)))
    }

    /// The number behind a key, refused like a text.
    package init(key: IdentityKey) throws(Problem) { try self.init(normalised: key.text) }

    private init(normalised text: String) throws(Problem) {
        guard text.utf8.count == 18, text.utf8.allSatisfy({ $0 < 0x80 }) else {
            let count = text.unicodeScalars.count
            throw count == 18 ? Self.wrongCharacters : Self.wrongLength(count)
        }
        guard let key = IdentityKey(normalised: text) else { throw Self.wrongCharacters }
        let right = IdentityKey.check(ofDigits: key.value >> 4)
        guard key.value & 15 == right else {
            throw Self.wrongCheck(shouldBe: String(decoding: [IdentityKey.character(ofCheck: right)], as: UTF8.self))
        }
        guard let birthDate = Self.birthDate(of: key) else { throw Self.noSuchDay }
        self.key = key
        self.birthDate = birthDate
    }

    /// The number as it is matched: blanks dropped (zero-width ones too), full-width forms folded, x raised; 15 digits get 19 and a check
    /// character; of a disability card's 20 or 22 characters the first 18. A text that is no such number comes back cleaned only.
    package static func normalise(_ text: String) -> String {
        let cleaned = NumberText.cleaned(text, raisingX: true)
        guard [15, 20, 22].contains(cleaned.utf8.count), cleaned.utf8.allSatisfy({ $0 < 0x80 }) else { return cleaned }
        var copy = cleaned
        return copy.withUTF8 { IdentityKey.key(ofCleaned: $0) }?.text ?? cleaned
    }

    /// The birth date a key's digits give, nil if there is no such day.
    package static func birthDate(of key: IdentityKey) -> CalendarDate? {
        let digits = Int(key.value >> 4) / 1000 % 100_000_000
        return CalendarDate(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    }

    /// The 17th digit of a key: odd for male.
    package static func sexDigit(of key: IdentityKey) -> Int { Int(key.value >> 4) % 10 }

    /// The first six digits, such as `110105`.
    package var area: String { String(revealed.prefix(6)) }
    /// The three digits that tell apart people of one area and birthday.
    package var sequence: String { String(revealed.dropFirst(14).prefix(3)) }
    package var sexDigit: Int { Self.sexDigit(of: key) }
    package var sex: Sex { sexDigit % 2 == 1 ? .male : .female }
    /// `0`...`9` or `X`.
    package var check: String { String(revealed.suffix(1)) }

    /// All 18 characters in clear.
    package var revealed: String { key.text }

    /// Five nines in a row: a valid number that is more often a made-up one (handbook §1.8). A matter of data quality, not of validity.
    package var hasFiveNines: Bool { revealed.contains("99999") }
}

extension ResidentID: Comparable {
    package static func < (a: ResidentID, b: ResidentID) -> Bool { a.key < b.key }
}

extension ResidentID: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// `110105********002X`.
    package var description: String { Masking.residentID(revealed) }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}

extension ResidentID {
    private static let cannotBeUsed = Problem.Text(zh: "身份证号不能使用", en: "the resident ID cannot be used")
    private static let compare = Problem.Text(zh: "请与身份证原件核对", en: "compare it with the ID card")

    private static func wrongLength(_ count: Int) -> Problem {
        Problem(
            "resident-id-length", what: cannotBeUsed, why: .init(zh: "长度为 \(count) 位,应为 18 位", en: "length is \(count), should be 18"),
            remedy: compare)
    }

    private static var wrongCharacters: Problem {
        Problem(
            "resident-id-characters", what: cannotBeUsed,
            why: .init(zh: "含有不允许的字符,应为 17 位数字加一位数字或 X", en: "characters other than 17 digits and a final digit or X"), remedy: compare)
    }

    private static func wrongCheck(shouldBe character: String) -> Problem {
        Problem(
            "resident-id-check-digit", what: cannotBeUsed,
            why: .init(zh: "校验码应为 \(character)", en: "check digit should be \(character)"), remedy: compare)
    }

    private static var noSuchDay: Problem {
        Problem(
            "resident-id-birth-date", what: cannotBeUsed,
            why: .init(zh: "出生日期不存在", en: "birth date does not exist"), remedy: compare)
    }
}
