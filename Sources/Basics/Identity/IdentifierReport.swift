/// What a number is and whether it is right: the answer of `youshu identity`.
///
/// It is for the person who typed the number: the text is masked, but its parts (area, birth date) are shown.
package struct IdentifierReport: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable, CaseIterable {
        case residentID = "resident-id"
        case disabilityCard = "disability-card"
        case creditCode = "social-credit-code"
        case bankCard = "bank-card"
        case regionCode = "region-code"
        case unknown
    }

    package struct Part: Hashable, Sendable, Codable {
        package var name: String
        package var value: String
        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package let kind: Kind
    package let valid: Bool
    /// Why it is not valid; nil if it is.
    package let reason: String?
    /// What a valid number says; the first is its shown form (`number`).
    package let parts: [Part]

    /// Tells the kind by the shape and then checks it as that kind.
    package init(_ text: some StringProtocol) {
        let cleaned = NumberText.cleaned(text).uppercased()
        kind = Self.kind(of: cleaned)
        do throws(Problem) {
            parts = try Self.parts(of: cleaned, as: kind)
            valid = true
            reason = nil
        } catch {
            parts = []
            valid = false
            reason = error.why.en
        }
    }

    /// 18 digits, the last perhaps X, are a resident ID however wrong; other letters make it a credit code. 17 digits are a
    /// bank card if Luhn agrees, else an ID that lost one.
    private static func kind(of text: String) -> Kind {
        let bytes = Array(text.utf8)
        let digits = bytes.prefix { NumberText.isDigit($0) }.count
        let isIdentity = digits >= 18 || (digits == 17 && bytes.count > 17 && bytes[17] == 0x58)
        let alphanumeric = bytes.allSatisfy { NumberText.isDigit($0) || $0 &- 0x41 < 26 }
        switch bytes.count {
        case 18 where isIdentity, 15 where digits == 15: return .residentID
        case 18 where alphanumeric: return .creditCode
        case 20 where isIdentity, 22 where isIdentity: return .disabilityCard
        case 17 where digits == 17: return BankCard.luhnIsRight(text) ? .bankCard : .residentID
        case 16 where digits == 16, 19 where digits == 19: return .bankCard
        case 2, 4, 6, 9, 12: return digits == bytes.count ? .regionCode : .unknown
        default: return .unknown
        }
    }

    private static func parts(of text: String, as kind: Kind) throws(Problem) -> [Part] {
        switch kind {
        case .residentID: return parts(of: try ResidentID(text))
        case .disabilityCard:
            let card = try DisabilityCard(text)
            let own = [Part("class", card.disabilityClass.title.en), Part("grade", String(card.grade))]
            return parts(of: card.holder) + own + (card.reissue.map { [Part("reissue", $0)] } ?? [])
        case .creditCode:
            let code = try CreditCode(text)
            return [
                Part("number", code.text), Part("department", code.department), Part("category", code.category), Part("area", code.area),
                Part("organisation", code.organisation),
            ]
        case .bankCard: return [Part("number", try BankCard(text).description)]
        case .regionCode:
            let code = try RegionCode(text)
            return [Part("number", code.digits), Part("level", code.level.name)] + (code.parent.map { [Part("parent", $0.digits)] } ?? [])
        case .unknown:
            let count = text.unicodeScalars.count
            throw Problem(
                "identifier-unknown", what: .init(zh: "号码不能识别", en: "the number cannot be told"),
                why: .init(zh: "\(count) 个字符不符合任何已知号码", en: "\(count) characters that fit no known kind of number"),
                remedy: .init(zh: "请检查号码", en: "check the number"))
        }
    }

    private static func parts(of id: ResidentID) -> [Part] {
        [
            Part("number", id.description), Part("area", id.area), Part("birth", id.birthDate.description), Part("sex", id.sex.rawValue),
        ] + (id.hasFiveNines ? [Part("concern", "five-nines")] : [])
    }

    /// `resident-id valid 110105********002X area=110105 birth=1949-12-31 sex=female`, or `resident-id invalid: check digit should be X`.
    package var line: String {
        guard valid else { return "\(kind.rawValue) invalid: \(reason ?? "")" }
        return ([kind.rawValue, "valid"] + parts.map { $0.name == "number" ? $0.value : "\($0.name)=\($0.value)" }).joined(separator: " ")
    }
}
