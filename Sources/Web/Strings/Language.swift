import Basics

/// The languages of the screens. Chinese is the first one, English stands beside it from the first page.
package enum Language: String, Sendable, Codable, CaseIterable {
    case zh, en

    /// As HTML and HTTP name it.
    package var tag: String { self == .zh ? "zh-Hans" : "en" }

    package func text(of text: Problem.Text) -> String { self == .zh ? text.zh : text.en }

    /// The language a browser asks for first; Chinese when it asks for neither.
    static func wanted(by header: String?) -> Language {
        guard let header else { return .zh }
        let wishes = header.split(separator: ",").enumerated().map { index, wish in
            let parts = wish.split(separator: ";")
            let weight = parts.dropFirst().first { $0.contains("q=") }.flatMap { Double($0.drop { $0 != "=" }.dropFirst()) } ?? 1
            return (tag: parts.first.map { $0.filter { !$0.isWhitespace }.lowercased() } ?? "", weight: weight, index: index)
        }
        for wish in wishes.sorted(by: { ($1.weight, $0.index) < ($0.weight, $1.index) }) where wish.weight > 0 {
            if wish.tag.hasPrefix("zh") { return .zh }
            if wish.tag.hasPrefix("en") { return .en }
        }
        return .zh
    }
}
