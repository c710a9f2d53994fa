/// A unified social credit code 统一社会信用代码 of GB 32100-2015: registering department, category, six digits of area, the nine characters
/// of the organisation code, a check character. Public, so not masked.
package struct CreditCode: Hashable, Sendable {
    package let text: String

    /// The 31 characters in the order of their values: no I, O, S, V, Z.
    static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

    package init(_ text: some StringProtocol) throws(Problem) {
        let cleaned = NumberText.cleaned(text).uppercased()
        let count = cleaned.unicodeScalars.count
        guard count == 18 else { throw Self.refused("length", "长度为 \(count) 位,应为 18 位", "length is \(count), should be 18") }
        var values: [Int] = []
        for scalar in cleaned.unicodeScalars {
            guard scalar.isASCII, let value = Self.alphabet.firstIndex(of: UInt8(truncatingIfNeeded: scalar.value)) else {
                throw Self.refused(
                    "characters", "只能使用数字和除 I、O、S、V、Z 以外的大写字母", "characters other than digits and capitals without I, O, S, V, Z")
            }
            values.append(value)
        }
        guard values[2..<8].allSatisfy({ $0 < 10 }) else {
            throw Self.refused("area", "第 3 至 8 位应为数字", "characters 3 to 8, the area, should be digits")
        }
        let right = Self.check(of: values[..<17])
        guard values[17] == right else {
            let character = String(decoding: [Self.alphabet[right]], as: UTF8.self)
            throw Self.refused("check-digit", "校验码应为 \(character)", "check digit should be \(character)")
        }
        self.text = cleaned
    }

    /// The check value: weights are powers of 3 modulo 31, and the whole weighted sum becomes 0 modulo 31.
    static func check(of values: ArraySlice<Int>) -> Int {
        var weight = 1
        var sum = 0
        for value in values {
            sum += value * weight
            weight = weight * 3 % 31
        }
        return (31 - sum % 31) % 31
    }

    package var department: String { String(text.prefix(1)) }
    package var category: String { String(text.dropFirst().prefix(1)) }
    package var area: String { String(text.dropFirst(2).prefix(6)) }
    package var organisation: String { String(text.dropFirst(8).prefix(9)) }

    private static func refused(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            .init(rawValue: "credit-code-\(code)"),
            what: .init(zh: "统一社会信用代码不能使用", en: "the social credit code cannot be used"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "请与营业执照核对", en: "compare it with the licence"))
    }
}

extension CreditCode: CustomStringConvertible {
    package var description: String { text }
}
