import Basics
import Foundation
import Synchronization

/// First letters of characters. The common 20,992 are read in one sweep when the first name comes; rare ones when they come.
final class ReadingTable: Sendable {
    static let shared = ReadingTable()

    private static let common: ClosedRange<UInt32> = 0x4E00...0x9FFF
    /// One letter a character, 0 for none.
    private let asText: [UInt8]
    private let rare = Mutex<[UInt32: [UInt8]]>([:])
    /// Read one by one: there are a few hundred, and ICU's rule for names looks at what stands before.
    private let surnames = Mutex<[UInt32: [UInt8]]>([:])

    private init() { asText = Self.sweep(Transliteration.text) }

    /// All common characters at once, a line each.
    private static func sweep(_ transform: (String) -> String) -> [UInt8] {
        var lines = ""
        for value in common {
            if let scalar = Unicode.Scalar(value) { lines.unicodeScalars.append(scalar) }
            lines += "\n"
        }
        let letters = transform(lines).split(separator: "\n", omittingEmptySubsequences: false).prefix(common.count).map { letter(of: $0) }
        return letters.count == common.count ? letters : [UInt8](repeating: 0, count: common.count)
    }

    /// The first letter a to z of a reading, 0 if it has none.
    private static func letter(of reading: Substring) -> UInt8 {
        guard let first = reading.utf8.first, (0x61...0x7A).contains(first) else { return 0 }
        return first
    }

    /// The letters a character in a given name may begin with.
    func ofCharacter(_ scalar: Unicode.Scalar) -> [UInt8] {
        let value = scalar.value
        if Self.common.contains(value) { return with(asText[Int(value - Self.common.lowerBound)], OtherReadings.ofCharacter[value]) }
        if value < 0x80 {
            let lowered = value | 0x20
            return (0x61...0x7A).contains(lowered) ? [UInt8(lowered)] : (0x30...0x39).contains(value) ? [UInt8(value)] : []
        }
        return rare.withLock { known in
            if let letters = known[value] { return letters }
            let first = Self.letter(of: Transliteration.text(String(scalar))[...])
            let letters: [UInt8] = first == 0 ? [] : [first]
            if known.count < 100_000 { known[value] = letters }
            return letters
        }
    }

    /// The letters a surname may begin with: as ICU reads names, then as it reads text, then as families say.
    func ofSurname(_ scalar: Unicode.Scalar) -> [UInt8] {
        let value = scalar.value
        guard Self.common.contains(value) else { return ofCharacter(scalar) }
        return surnames.withLock { known in
            if let letters = known[value] { return letters }
            let name = Self.letter(of: Transliteration.names(String(scalar))[...])
            let letters = with(name, [asText[Int(value - Self.common.lowerBound)]] + (OtherReadings.ofSurname[value] ?? []))
            known[value] = letters
            return letters
        }
    }

    private func with(_ first: UInt8, _ others: [UInt8]?) -> [UInt8] {
        guard first != 0 else { return [] }
        guard let others else { return [first] }
        var letters = [first]
        for letter in others where letter != 0 && !letters.contains(letter) { letters.append(letter) }
        return letters
    }
}

/// Readings that people use beside the one ICU gives: families that keep an old sound, characters of given names read in two ways.
enum OtherReadings {
    static let ofSurname = table([
        "翟": "d", "万": "m", "缪": "m", "盖": "g", "洗": "x", "冼": "x", "覃": "t", "谌": "s", "隗": "k", "郇": "h", "晟": "c", "乜": "m",
        "召": "z", "折": "s", "牟": "m", "车": "c", "曾": "c", "朴": "p", "黑": "h", "撒": "s", "莘": "s", "石": "d", "俞": "s", "员": "y",
    ])
    static let ofCharacter = table([
        "长": "c", "行": "h", "乐": "y", "重": "z", "朝": "c", "晟": "s", "茜": "q", "曾": "z", "盛": "s", "单": "s", "藏": "c", "传": "z",
        "强": "j", "校": "j", "降": "j", "解": "x", "莘": "s", "参": "s", "车": "j", "调": "t", "阿": "e", "尔": "e", "大": "d", "夏": "x",
        "婷": "t", "茸": "r", "仔": "z", "宿": "x", "塔": "d", "贾": "g", "区": "o", "柏": "b", "殖": "s", "识": "z", "系": "j", "见": "x",
    ])

    private static func table(_ letters: KeyValuePairs<Character, String>) -> [UInt32: [UInt8]] {
        var result: [UInt32: [UInt8]] = [:]
        for (character, others) in letters {
            for scalar in character.unicodeScalars { result[scalar.value, default: []] += Array(others.utf8) }
        }
        return result
    }
}
