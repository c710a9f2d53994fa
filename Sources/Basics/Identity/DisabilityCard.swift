/// The number of a disability card 残疾人证 of the second generation: the resident ID, a digit for the class, one for the grade (20
/// characters), and two more when the card was issued again (22), such as `B1`.
package struct DisabilityCard: Hashable, Sendable {
    /// The seven classes, by their digit.
    package enum Class: Int, Sendable, CaseIterable {
        case sight = 1, hearing, speech, limbs, intellect, mind, multiple

        package var title: Problem.Text {
            switch self {
            case .sight: .init(zh: "视力", en: "sight")
            case .hearing: .init(zh: "听力", en: "hearing")
            case .speech: .init(zh: "言语", en: "speech")
            case .limbs: .init(zh: "肢体", en: "limbs")
            case .intellect: .init(zh: "智力", en: "intellect")
            case .mind: .init(zh: "精神", en: "mind")
            case .multiple: .init(zh: "多重", en: "multiple")
            }
        }
    }

    package let holder: ResidentID
    package let disabilityClass: Class
    /// 1 (severest) to 4.
    package let grade: Int
    /// Two letters or digits after a reissue.
    package let reissue: String?

    package init(_ text: some StringProtocol) throws(Problem) {
        let cleaned = NumberText.cleaned(text, raisingX: true)
        let bytes = Array(cleaned.utf8)
        let count = cleaned.unicodeScalars.count
        guard count == 20 || count == 22 else {
            throw Self.refused("length", "长度为 \(count) 位,应为 20 或 22 位", "length is \(count), should be 20 or 22")
        }
        guard bytes.count == count, bytes.dropFirst(20).allSatisfy(Self.isLetterOrDigit) else {
            throw Self.refused("characters", "含有不允许的字符", "characters other than letters and digits")
        }
        // All ASCII: the first 18 characters are the first 18 bytes.
        holder = try ResidentID(String(decoding: bytes[..<18], as: UTF8.self))
        guard let disabilityClass = Class(rawValue: Int(bytes[18]) - 0x30) else {
            throw Self.refused("class", "残疾类别应为 1 至 7", "class should be 1 to 7")
        }
        guard (0x31...0x34).contains(bytes[19]) else { throw Self.refused("grade", "残疾等级应为 1 至 4", "grade should be 1 to 4") }
        self.disabilityClass = disabilityClass
        grade = Int(bytes[19]) - 0x30
        reissue = count == 22 ? String(decoding: bytes[20...], as: UTF8.self).uppercased() : nil
    }

    /// All 20 or 22 characters in clear.
    package var revealed: String { "\(holder.revealed)\(disabilityClass.rawValue)\(grade)\(reissue ?? "")" }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { NumberText.isDigit(byte) || (byte | 0x20) &- 0x61 < 26 }

    private static func refused(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            .init(rawValue: "disability-card-\(code)"),
            what: .init(zh: "残疾人证号不能使用", en: "the disability card's number cannot be used"), why: .init(zh: zh, en: en),
            remedy: .init(zh: "请与残疾人证原件核对", en: "compare it with the card"))
    }
}

extension DisabilityCard: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The holder's masked number; class and grade are health data and are left out.
    package var description: String { holder.description }
    package var debugDescription: String { description }
    package var customMirror: Mirror { Mirror(self, children: ["masked": description]) }
}
