/// Something that went wrong, as a value: what, where, why, and what to do about it, in both languages of the product.
///
/// A problem never carries personal data: texts name the kind of mistake, never the number that was typed.
package struct Problem: Error, Hashable, Sendable {
    /// A stable name for the kind of problem, such as `resident-id-check-digit`: lower case, hyphens. Callers may compare it.
    package struct Code: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
        package let rawValue: String
        package init(rawValue: String) { self.rawValue = rawValue }
        package init(stringLiteral value: String) { rawValue = value }
        package var description: String { rawValue }
    }

    /// One text in both languages.
    package struct Text: Hashable, Sendable, Codable {
        package var zh: String
        package var en: String
        package init(zh: String, en: String) {
            self.zh = zh
            self.en = en
        }
    }

    package var code: Code
    /// What could not be done: "the ID number cannot be used".
    package var what: Text
    /// Why: "check digit should be X".
    package var why: Text
    /// What the reader can do about it.
    package var remedy: Text
    /// File and line, or whatever else leads to the place.
    package var place: String?

    package init(_ code: Code, what: Text, why: Text, remedy: Text, at place: String? = nil) {
        self.code = code
        self.what = what
        self.why = why
        self.remedy = remedy
        self.place = place
    }

    /// The same problem with the place where it was met.
    package func at(_ place: String) -> Problem {
        var located = self
        located.place = place
        return located
    }

    /// The whole message in Chinese, in the order a person reads it.
    package var zh: String { Self.joined(place, what.zh, why.zh, remedy.zh, colon: ":", stop: "。") }
    /// The whole message in English.
    package var en: String { Self.joined(place, what.en, why.en, remedy.en, colon: ": ", stop: "; ") }

    private static func joined(_ place: String?, _ what: String, _ why: String, _ remedy: String, colon: String, stop: String) -> String {
        (place.map { $0 + colon } ?? "") + what + colon + why + stop + remedy
    }
}

extension Problem: CustomStringConvertible {
    /// `place: what: why; remedy [code]`.
    package var description: String { "\(en) [\(code)]" }
}
