/// A set of code points: ranges, and classes by Unicode's general category or script.
struct ScalarSet: Sendable {
    var ranges: [ClosedRange<UInt32>] = []
    var classes: [(property: ScalarClass, negated: Bool)] = []
    var negated = false
    /// Whether letters match in either case.
    var foldsCase = false

    static let any = ScalarSet(ranges: [0...0x10FFFF])
    static let anyButNewline = ScalarSet(ranges: [0...9, 11...0x10FFFF])

    init(ranges: [ClosedRange<UInt32>] = []) { self.ranges = ranges }

    init(_ scalar: Unicode.Scalar) { ranges = [scalar.value...scalar.value] }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        if holds(scalar) { return !negated }
        if foldsCase {
            for other in scalar.otherCases where holds(other) { return !negated }
        }
        return negated
    }

    private func holds(_ scalar: Unicode.Scalar) -> Bool {
        ranges.contains { $0.contains(scalar.value) } || classes.contains { $0.property.contains(scalar) != $0.negated }
    }

    mutating func add(_ other: ScalarSet) {
        guard !other.negated else {
            ranges += Self.complement(of: other.ranges)
            return
        }
        ranges += other.ranges
        classes += other.classes
    }

    /// The code points outside some ranges; only ever asked of the ASCII classes.
    static func complement(of ranges: [ClosedRange<UInt32>]) -> [ClosedRange<UInt32>] {
        var result: [ClosedRange<UInt32>] = []
        var next: UInt32 = 0
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if range.lowerBound > next { result.append(next...range.lowerBound - 1) }
            next = max(next, range.upperBound + 1)
        }
        if next <= 0x10FFFF { result.append(next...0x10FFFF) }
        return result
    }

    /// The ASCII classes by the letter of `\d` and the name of `[[:alpha:]]`.
    static func named(_ name: String) -> ScalarSet? {
        let digits: ClosedRange<UInt32> = 0x30...0x39
        let (upper, lower): (ClosedRange<UInt32>, ClosedRange<UInt32>) = (0x41...0x5A, 0x61...0x7A)
        switch name {
        case "d", "digit": return ScalarSet(ranges: [digits])
        case "w", "word": return ScalarSet(ranges: [digits, upper, lower, 0x5F...0x5F])
        case "s": return ScalarSet(ranges: [9...10, 12...13, 32...32])
        case "space": return ScalarSet(ranges: [9...13, 32...32])
        case "alpha": return ScalarSet(ranges: [upper, lower])
        case "alnum": return ScalarSet(ranges: [digits, upper, lower])
        case "upper": return ScalarSet(ranges: [upper])
        case "lower": return ScalarSet(ranges: [lower])
        case "xdigit": return ScalarSet(ranges: [digits, 0x41...0x46, 0x61...0x66])
        case "punct": return ScalarSet(ranges: [0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E])
        case "ascii": return ScalarSet(ranges: [0...0x7F])
        case "blank": return ScalarSet(ranges: [9...9, 32...32])
        case "cntrl": return ScalarSet(ranges: [0...0x1F, 0x7F...0x7F])
        case "graph": return ScalarSet(ranges: [0x21...0x7E])
        case "print": return ScalarSet(ranges: [0x20...0x7E])
        default: return nil
        }
    }
}

extension Unicode.Scalar {
    /// The same letter in upper and lower case, where that is one code point.
    fileprivate var otherCases: [Unicode.Scalar] {
        let mappings = [properties.lowercaseMapping, properties.uppercaseMapping].map(\.unicodeScalars)
        return mappings.compactMap { $0.count == 1 ? $0.first : nil }
    }
}

/// `\p{Lu}`, `\p{Han}`: general categories, and the scripts one meets in Chinese registers.
enum ScalarClass: Sendable {
    case any
    case category(Set<Unicode.GeneralCategory>)
    case script([ClosedRange<UInt32>])

    init?(name: String) {
        if name == "Any" {
            self = .any
        } else if let categories = Self.categories[name] {
            self = .category(categories)
        } else if let ranges = Self.scripts[name] {
            self = .script(ranges)
        } else {
            return nil
        }
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .any: true
        case .category(let categories): categories.contains(scalar.properties.generalCategory)
        case .script(let ranges): ranges.contains { $0.contains(scalar.value) }
        }
    }

    private static let categories: [String: Set<Unicode.GeneralCategory>] = {
        let single: [String: Unicode.GeneralCategory] = [
            "Lu": .uppercaseLetter, "Ll": .lowercaseLetter, "Lt": .titlecaseLetter, "Lm": .modifierLetter, "Lo": .otherLetter,
            "Mn": .nonspacingMark, "Mc": .spacingMark, "Me": .enclosingMark, "Nd": .decimalNumber, "Nl": .letterNumber,
            "No": .otherNumber, "Pc": .connectorPunctuation, "Pd": .dashPunctuation, "Ps": .openPunctuation, "Pe": .closePunctuation,
            "Pi": .initialPunctuation, "Pf": .finalPunctuation, "Po": .otherPunctuation, "Sm": .mathSymbol, "Sc": .currencySymbol,
            "Sk": .modifierSymbol, "So": .otherSymbol, "Zs": .spaceSeparator, "Zl": .lineSeparator, "Zp": .paragraphSeparator,
            "Cc": .control, "Cf": .format, "Cs": .surrogate, "Co": .privateUse, "Cn": .unassigned,
        ]
        var all: [String: Set<Unicode.GeneralCategory>] = [:]
        for (name, category) in single {
            all[name, default: []].insert(category)
            all[String(name.prefix(1)), default: []].insert(category)
        }
        return all
    }()

    private static let scripts: [String: [ClosedRange<UInt32>]] = [
        "Han": [
            0x2E80...0x2E99, 0x2E9B...0x2EF3, 0x2F00...0x2FD5, 0x3005...0x3005, 0x3007...0x3007, 0x3021...0x3029, 0x3038...0x303B,
            0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFA6D, 0xFA70...0xFAD9, 0x20000...0x2A6DF, 0x2A700...0x2EBE0, 0x2F800...0x2FA1D,
            0x30000...0x323AF,
        ],
        "Latin": [
            0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2B8, 0x1E00...0x1EFF, 0x2C60...0x2C7F,
            0xA722...0xA787, 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
        ],
        "Greek": [0x370...0x373, 0x375...0x377, 0x37A...0x37D, 0x37F...0x37F, 0x384...0x384, 0x386...0x386, 0x388...0x3E1, 0x3F0...0x3FF],
        "Cyrillic": [0x400...0x484, 0x487...0x52F, 0x1C80...0x1C88, 0x2DE0...0x2DFF, 0xA640...0xA69F],
        "Tibetan": [0xF00...0xFD4, 0xFD9...0xFDA],
        "Mongolian": [0x1800...0x1801, 0x1804...0x1804, 0x1806...0x18AA],
        "Arabic": [
            0x600...0x604, 0x606...0x60B, 0x60D...0x61A, 0x61C...0x61E, 0x620...0x63F, 0x641...0x64A, 0x656...0x66F, 0x671...0x6DC,
            0x6DE...0x6FF, 0x750...0x77F, 0xFB50...0xFDFF, 0xFE70...0xFEFC,
        ],
        "Yi": [0xA000...0xA48C, 0xA490...0xA4C6],
        "Hangul": [0x1100...0x11FF, 0x3131...0x318E, 0xAC00...0xD7A3],
        "Hiragana": [0x3041...0x3096, 0x309D...0x309F],
        "Katakana": [0x30A1...0x30FA, 0x30FD...0x30FF, 0x31F0...0x31FF, 0xFF66...0xFF6F, 0xFF71...0xFF9D],
    ]
}
