/// A person's name as registered, and its form for comparison.
///
/// Names of the Uyghur, Kazak, Tibetan and other peoples hold a middle dot, U+00B7 by the standard and a dozen look-alikes in real files;
/// rare characters stand in the supplementary planes. Everything here counts code points. Names confirm a match, they never make one.
package struct PersonName: Hashable, Sendable {
    /// As written, without blanks around it.
    package let text: String
    /// Code points a name may have.
    package static let longest = 50

    package init(_ text: some StringProtocol) throws(Problem) {
        let scalars = Array(text.unicodeScalars)
        let start = scalars.firstIndex { !NumberText.isBlank($0.value) } ?? scalars.endIndex
        let end = scalars.lastIndex { !NumberText.isBlank($0.value) }.map { $0 + 1 } ?? start
        guard start < end else { throw Self.refused("empty", "姓名为空", "it is empty") }
        guard end - start <= Self.longest else {
            throw Self.refused("length", "超过 \(Self.longest) 个字", "it has more than \(Self.longest) characters")
        }
        var view = String.UnicodeScalarView()
        view.append(contentsOf: scalars[start..<end])
        self.text = String(view)
    }

    /// The form that `sameName` compares.
    package var normalised: String { Self.normalise(text) }

    /// Blanks dropped, full-width forms as half-width, look-alikes of the middle dot as U+00B7.
    package static func normalise(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars where !NumberText.isBlank(scalar.value) {
            result.append(isMiddleDot(scalar.value) ? "\u{B7}" : Unicode.Scalar(NumberText.folded(scalar.value)) ?? scalar)
        }
        return String(result)
    }

    /// Whether two names are equal after normalising, code point by code point.
    package static func sameName(_ a: String, _ b: String) -> Bool {
        var (a, b) = (a, b)
        return a.withUTF8 { first in b.withUTF8 { second in sameName(first, second) } }
    }

    /// The same for the UTF-8 bytes of two cells; most pairs are equal as they stand and cost one comparison of bytes.
    package static func sameName(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Bool {
        if a.elementsEqual(b) { return true }
        // Two plain Chinese names that differ need no folding: neither has a byte that folding could touch.
        if !mayFold(a), !mayFold(b) { return false }
        return normalise(String(decoding: a, as: UTF8.self)).utf8.elementsEqual(normalise(String(decoding: b, as: UTF8.self)).utf8)
    }

    /// False if every character is a common Chinese one (U+4000...U+9FFF: first byte E4 to E9), which stays as it is.
    private static func mayFold(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.contains { !(0x80...0xBF).contains($0) && !(0xE4...0xE9).contains($0) }
    }

    /// U+00B7 and what is typed for it: bullets, katakana dots, operators, full stops. No Chinese name holds one of them in its own right.
    static func isMiddleDot(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2E, 0xB7, 0x387, 0x2022, 0x2024, 0x2027, 0x2219, 0x22C5, 0x25CF, 0x2E31, 0x30FB, 0xA78F, 0xFE52, 0xFF0E, 0xFF65:
            true
        default: false
        }
    }

    private static func refused(_ code: String, _ zh: String, _ en: String) -> Problem {
        Problem(
            .init(rawValue: "person-name-\(code)"), what: .init(zh: "姓名不能使用", en: "the name cannot be used"),
            why: .init(zh: zh, en: en), remedy: .init(zh: "请与证件核对", en: "compare it with the ID card"))
    }
}
