/// The number of a bank card: 16 to 19 digits with a check digit after Luhn (ISO/IEC 7812). Prints its last four digits only.
package struct BankCard: Hashable, Sendable {
    /// All digits in clear.
    package let revealed: String

    package init(_ text: some StringProtocol) throws(Problem) {
        let cleaned = NumberText.cleaned(text)
        let count = cleaned.unicodeScalars.count
        guard cleaned.utf8.allSatisfy(NumberText.isDigit) else { throw Self.refused("characters", "只能使用数字", "characters other than digits") }
        guard (16...19).contains(count) else {
            throw Self.refused("length", "长度为 \(count) 位,应为 16 至 19 位", "length is \(count), should be 16 to 19")
        }
        guard Self.luhnIsRight(cleaned) else { throw Self.refused("check-digit", "校验位不符", "check digit does not fit the number") }
        revealed = cleaned
    }

    /// Luhn's check for digits of any length: from the right every second digit is doubled, the digit sums add up to a multiple of
    /// ten. False for an empty text or one with other characters.
    package static func luhnIsRight(_ digits: some StringProtocol) -> Bool {
        var sum = 0
        var doubled = false
        for byte in digits.utf8.reversed() {
            guard NumberText.isDigit(byte) else { return false }
            let digit = Int(byte &- 0x30)
            sum = (sum + (doubled ? digit * 2 - (digit > 4 ? 9 : 0) : digit)) % 10
            doubled.toggle()
        }
        return sum == 0 && !digits.isEmpty
    }

    private static func refused(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            .init(rawValue: "bank-card-\(code)"),
            what: .init(zh: "银行卡号不能使用", en: "the bank card's number cannot be used"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "请与银行卡核对", en: "compare it with the card"))
    }
}

extension BankCard: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { Masking.bankCard(revealed) }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
