import PolicyLanguage

/// A piece of a page. Written as an interpolated literal, in which every text that is put in is escaped; only `HTML` goes in as it is.
///
///     let row: HTML = "<td>\(name)</td><td class=n>\(count)</td>"
struct HTML: ExpressibleByStringInterpolation {
    private(set) var markup: String

    init(stringLiteral value: String) { markup = value }
    init(stringInterpolation: StringInterpolation) { markup = stringInterpolation.markup }
    /// Markup of our own, never a text from outside.
    init(trusted markup: String) { self.markup = markup }
    init(joined pieces: some Sequence<HTML>) { markup = pieces.map(\.markup).joined() }

    static let nothing: HTML = ""

    struct StringInterpolation: StringInterpolationProtocol {
        var markup = ""

        init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity * 2) }
        mutating func appendLiteral(_ literal: String) { markup += literal }
        mutating func appendInterpolation(_ text: String) { markup += HTML.escaped(text) }
        mutating func appendInterpolation(_ html: HTML) { markup += html.markup }
        mutating func appendInterpolation(_ pieces: [HTML]) { for piece in pieces { markup += piece.markup } }
        /// Grouped by thousands.
        mutating func appendInterpolation(_ number: Int) { markup += number.grouped }
        /// A length in a drawing.
        mutating func appendInterpolation(length: Double) {
            let tenths = Int((length * 10).rounded())
            markup += tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
        }
        /// Chinese with English beside it.
        mutating func appendInterpolation(_ text: Bilingual) {
            markup += "<span>\(HTML.escaped(text.zh))</span> <span class=\"en\" lang=\"en\">\(HTML.escaped(text.en))</span>"
        }
    }

    /// What a text may not hold in an element or a quoted attribute is written as an entity; control characters become blanks.
    static func escaped(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            case "\n": result.append(scalar)
            case "\u{0}"..<" ", "\u{7F}"..<"\u{A0}": result.append(" ")
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
