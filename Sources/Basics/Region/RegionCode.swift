/// A region of the five levels by its statistical code of 12 digits: 2 province, 2 city, 2 county, 3 township, 3 village.
///
/// A code of a higher level ends in zeros, which is how its level is told. Whether a code is in use is not known here: lists change yearly.
package struct RegionCode: Hashable, Sendable {
    package enum Level: Int, Sendable, CaseIterable, Comparable {
        case province, city, county, township, village

        /// Digits that name a region of this level.
        package var digits: Int {
            switch self {
            case .province: 2
            case .city: 4
            case .county: 6
            case .township: 9
            case .village: 12
            }
        }

        /// What the digits below this level count up to.
        var unit: Int64 {
            switch self {
            case .province: 10_000_000_000
            case .city: 100_000_000
            case .county: 1_000_000
            case .township: 1000
            case .village: 1
            }
        }

        package var name: String {
            switch self {
            case .province: "province"
            case .city: "city"
            case .county: "county"
            case .township: "township"
            case .village: "village"
            }
        }

        package static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }
    }

    /// All 12 digits as a number, the form columns hold.
    package let number: Int64

    /// Nil unless the number has 12 digits; no province's code begins with 0.
    package init?(number: Int64) {
        guard number >= 100_000_000_000, number <= 999_999_999_999 else { return nil }
        self.number = number
    }

    /// 2, 4, 6, 9 or 12 digits, blanks and full-width forms allowed; shorter codes are filled up with zeros.
    package init(_ text: some StringProtocol) throws(Problem) {
        let digits = Array(NumberText.cleaned(text).utf8)
        guard digits.allSatisfy(NumberText.isDigit) else { throw Self.refused("characters", "只能使用数字", "characters other than digits") }
        guard [2, 4, 6, 9, 12].contains(digits.count) else {
            throw Self.refused("length", "长度为 \(digits.count) 位,应为 2、4、6、9 或 12 位", "length is \(digits.count), should be 2, 4, 6, 9 or 12")
        }
        var number: Int64 = 0
        for index in 0..<12 { number = number * 10 + (index < digits.count ? Int64(digits[index]) - 0x30 : 0) }
        guard let code = RegionCode(number: number) else {
            throw Self.refused("province", "省级代码不能以 0 开头", "no province begins with 0")
        }
        self = code
    }

    package var level: Level {
        for level in Level.allCases where number % level.unit == 0 { return level }
        return .village
    }

    /// The digits that name the region, which all codes inside share: `5201` for 520100000000.
    package var prefix: String { String(digits.prefix(level.digits)) }

    /// All 12 digits.
    package var digits: String { String(number) }

    /// The region one level up that this code names; nil for a province.
    package var parent: RegionCode? {
        guard let above = Level(rawValue: level.rawValue - 1) else { return nil }
        return ancestor(at: above)
    }

    /// The region of a level that this one lies in (itself at its own level); nil for a level below.
    package func ancestor(at wanted: Level) -> RegionCode? {
        wanted <= level ? RegionCode(number: number / wanted.unit * wanted.unit) : nil
    }

    /// Whether a region lies in this one; a region contains itself.
    package func contains(_ other: RegionCode) -> Bool {
        let unit = level.unit
        return number / unit == other.number / unit
    }

    /// All codes that lie in the region, its own among them.
    package var codes: ClosedRange<Int64> { number...number + level.unit - 1 }

    private static func refused(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            .init(rawValue: "region-code-\(code)"), what: .init(zh: "区划代码不能使用", en: "the region code cannot be used"),
            why: .init(zh: zh, en: en), remedy: .init(zh: "请查统计用区划代码", en: "look it up in the statistical region codes"))
    }
}

extension RegionCode: Comparable {
    package static func < (a: RegionCode, b: RegionCode) -> Bool { a.number < b.number }
}

extension RegionCode: CustomStringConvertible {
    package var description: String { digits }
}
