import Basics
import Foundation

/// The first letters of a name's syllables, by which people search: `twf` finds 田文芳.
///
/// Readings come from ICU's transforms, which know that 单 as a surname is Shan and 尉迟 is Yuchi. A character that people read in more than
/// one way gives a name more than one row of initials, so that either finds it.
package enum NameReadings {
    /// How many readings a name may have in the search table.
    static let most = 4

    /// Initials of a name, the usual reading first: `["twf"]`; two and more where readings differ. Empty for a name without letters.
    package static func initials(of name: String) -> [String] {
        var readings: [[UInt8]] = [[]]
        for (place, letters) in letters(of: name).enumerated() where !letters.isEmpty {
            guard place < PersonName.longest else { break }
            readings = readings.flatMap { reading in letters.map { reading + [$0] } }
            if readings.count > most { readings.removeSubrange(most...) }
        }
        var seen: Set<[UInt8]> = []
        return readings.filter { !$0.isEmpty && seen.insert($0).inserted }.map { String(decoding: $0, as: UTF8.self) }
    }

    /// For each character the letters it may begin with, the usual one first.
    private static func letters(of name: String) -> [[UInt8]] {
        let scalars = Array(PersonName.normalise(name).unicodeScalars)
        var result: [[UInt8]] = []
        var place = 0
        if let compound = CompoundSurname.reading(of: scalars) {
            result = compound
            place = compound.count
        } else if let first = scalars.first, !scalars.contains("\u{B7}") {
            result = [ReadingTable.shared.ofSurname(first)]
            place = 1
        }
        for scalar in scalars.dropFirst(place) { result.append(ReadingTable.shared.ofCharacter(scalar)) }
        return result
    }
}

/// 欧阳, 尉迟, 长孙: their reading is that of the two characters together.
enum CompoundSurname {
    static func reading(of scalars: [Unicode.Scalar]) -> [[UInt8]]? {
        guard scalars.count > 2, PersonName.beginsCompound(scalars[0]), !scalars.contains("\u{B7}") else { return nil }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars)
        guard let surname = try? PersonName(String(view)).surname, surname.unicodeScalars.count > 1 else { return nil }
        let syllables = Transliteration.names(surname).split(separator: " ")
        guard syllables.count == surname.unicodeScalars.count else { return nil }
        return syllables.map { $0.utf8.first.map { [$0] } ?? [] }
    }
}

/// ICU's two ways of writing Chinese in Latin letters, without tones.
enum Transliteration {
    /// As running text: 单 dan.
    static func text(_ text: String) -> String { apply(.mandarinToLatin, text) }
    /// As a person's name: 单 shan.
    static func names(_ text: String) -> String { apply(StringTransform("Han-Latin/Names"), text) }

    private static func apply(_ transform: StringTransform, _ text: String) -> String {
        (text.applyingTransform(transform, reverse: false)?.applyingTransform(.stripDiacritics, reverse: false) ?? text).lowercased()
    }
}
