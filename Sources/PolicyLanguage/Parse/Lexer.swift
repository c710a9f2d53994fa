/// Cuts an expression into tokens. Blanks and `//` comments fall away.
struct Lexer {
    private let text: [Unicode.Scalar]
    private var position = 0

    init(_ text: [Unicode.Scalar]) { self.text = text }

    static func tokens(of text: [Unicode.Scalar]) throws(ExpressionProblem) -> [Token] {
        var lexer = Lexer(text)
        var tokens: [Token] = []
        while true {
            let token = try lexer.next()
            tokens.append(token)
            if token.kind == .end { return tokens }
        }
    }

    private func scalar(_ ahead: Int = 0) -> Unicode.Scalar? {
        position + ahead < text.count ? text[position + ahead] : nil
    }

    private mutating func next() throws(ExpressionProblem) -> Token {
        skipBlanks()
        let start = position
        guard let first = scalar() else { return Token(kind: .end, span: start..<start) }
        if let literal = try quoted() { return Token(kind: .literal(literal), span: start..<position) }
        if first.isIdentifierStart { return word() }
        if first.isDigit || (first == "." && (scalar(1)?.isDigit ?? false)) { return try number() }
        if first == "`" { return try backtickedField() }
        return try sign()
    }

    private mutating func skipBlanks() {
        while let next = scalar() {
            switch next {
            case " ", "\t", "\n", "\r", "\u{0C}": position += 1
            case "/" where scalar(1) == "/":
                while let inside = scalar(), inside != "\n" { position += 1 }
            default: return
            }
        }
    }

    private mutating func word() -> Token {
        let start = position
        while let next = scalar(), next.isIdentifierPart { position += 1 }
        let name = String(text[start..<position])
        let kind: Token.Kind =
            switch name {
            case "true": .literal(.bool(true))
            case "false": .literal(.bool(false))
            case "null": .literal(.null)
            case "in": .sign("in")
            default: .identifier(name)
            }
        return Token(kind: kind, span: start..<position)
    }

    private mutating func backtickedField() throws(ExpressionProblem) -> Token {
        let start = position
        position += 1
        var name = ""
        while let next = scalar(), next != "`" {
            guard next.isIdentifierPart || [".", "-", "/", " "].contains(next) else {
                throw ExpressionProblem("syntax", "'\(next)' cannot stand in a field name between backticks", at: position..<position + 1)
            }
            name.unicodeScalars.append(next)
            position += 1
        }
        guard scalar() != nil, !name.isEmpty else {
            throw ExpressionProblem("syntax", "a field name between backticks is empty or does not end", at: start..<position)
        }
        position += 1
        return Token(kind: .quotedField(name), span: start..<position)
    }

    private static let signs = [
        "&&", "||", "==", "!=", "<=", ">=", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}",
    ].map { Array($0.unicodeScalars) }

    private mutating func sign() throws(ExpressionProblem) -> Token {
        let start = position
        for sign in Self.signs {
            guard position + sign.count <= text.count, text[position..<position + sign.count].elementsEqual(sign) else { continue }
            position += sign.count
            return Token(kind: .sign(String(sign)), span: start..<position)
        }
        let bad = text[start]
        let hint: String? =
            switch bad {
            case "=": "== for equality"
            case "&": "&&"
            case "|": "||"
            case "“", "”", "‘", "’": "straight quotes ' or \""
            case "\u{FF0C}", "\u{FF08}", "\u{FF09}", "\u{3002}", "\u{FF1A}": "the half-width sign"
            default: nil
            }
        throw ExpressionProblem("syntax", "'\(bad)' has no meaning here", at: start..<start + 1, suggestion: hint)
    }
}

// MARK: - Numbers

extension Lexer {
    private mutating func number() throws(ExpressionProblem) -> Token {
        let start = position
        if scalar() == "0", scalar(1) == "x" || scalar(1) == "X" {
            position += 2
            let digits = takeDigits { $0.properties.isASCIIHexDigit }
            guard !digits.isEmpty else { throw ExpressionProblem("syntax", "0x needs hexadecimal digits", at: start..<position) }
            return try whole(digits, radix: 16, from: start)
        }
        var digits = takeDigits(\.isDigit)
        var isDouble = false
        if scalar() == ".", scalar(1)?.isDigit ?? false {
            isDouble = true
            position += 1
            digits += "." + takeDigits(\.isDigit)
        }
        if let exponent = takeExponent() {
            isDouble = true
            digits += exponent
        }
        guard isDouble else { return try whole(digits, radix: 10, from: start) }
        guard let value = Double(digits.hasPrefix(".") ? "0" + digits : digits) else {
            throw ExpressionProblem("syntax", "'\(digits)' is no number", at: start..<position)
        }
        guard value.isFinite else { throw outOfRange("double", start) }
        return Token(kind: .literal(.double(value)), span: start..<position)
    }

    private mutating func takeDigits(_ isDigit: (Unicode.Scalar) -> Bool) -> String {
        let start = position
        while let next = scalar(), isDigit(next) { position += 1 }
        return String(text[start..<position])
    }

    /// `e10`, `E-3`; nothing when digits do not follow.
    private mutating func takeExponent() -> String? {
        guard scalar() == "e" || scalar() == "E" else { return nil }
        let signed = scalar(1) == "+" || scalar(1) == "-"
        guard scalar(signed ? 2 : 1)?.isDigit ?? false else { return nil }
        let sign = signed && scalar(1) == "-" ? "-" : ""
        position += signed ? 2 : 1
        return "e" + sign + takeDigits(\.isDigit)
    }

    private mutating func whole(_ digits: String, radix: Int, from start: Int) throws(ExpressionProblem) -> Token {
        let magnitude = UInt64(digits, radix: radix)
        if scalar() == "u" || scalar() == "U" {
            position += 1
            guard let magnitude else { throw outOfRange("unsigned 64-bit integer", start) }
            return Token(kind: .literal(.uint(magnitude)), span: start..<position)
        }
        if magnitude == UInt64(Int64.max) + 1 { return Token(kind: .leastIntMagnitude, span: start..<position) }
        guard let magnitude, let value = Int64(exactly: magnitude) else { throw outOfRange("64-bit integer", start) }
        return Token(kind: .literal(.int(value)), span: start..<position)
    }

    private func outOfRange(_ what: String, _ start: Int) -> ExpressionProblem {
        ExpressionProblem("number-range", "\(String(text[start..<position])) is out of the range of a \(what)", at: start..<position)
    }
}

// MARK: - Strings and bytes

extension Lexer {
    /// The string or bytes literal that begins here; nil when none does.
    private mutating func quoted() throws(ExpressionProblem) -> Expr.Literal? {
        let start = position
        var ahead = 0
        let isBytes = scalar() == "b" || scalar() == "B"
        if isBytes { ahead += 1 }
        let isRaw = scalar(ahead) == "r" || scalar(ahead) == "R"
        if isRaw { ahead += 1 }
        guard let quote = scalar(ahead), quote == "'" || quote == "\"" else { return nil }
        let triple = scalar(ahead + 1) == quote && scalar(ahead + 2) == quote
        position += ahead + (triple ? 3 : 1)
        let bodyStart = position
        while let next = scalar() {
            if next == quote, !triple || (scalar(1) == quote && scalar(2) == quote) {
                let body = text[bodyStart..<position]
                position += triple ? 3 : 1
                return try QuotedText(body: body, isRaw: isRaw, isBytes: isBytes).literal()
            }
            if !triple, next == "\n" || next == "\r" { break }
            position += next == "\\" && !isRaw ? 2 : 1
        }
        throw ExpressionProblem("syntax", "the text that begins here has no closing quote", at: start..<min(position, text.count))
    }
}

extension Unicode.Scalar {
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isIdentifierStart: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) || self == "_" }
    var isIdentifierPart: Bool { isIdentifierStart || isDigit }
}

extension String {
    init(_ scalars: some Sequence<Unicode.Scalar>) {
        var view = UnicodeScalarView()
        view.append(contentsOf: scalars)
        self = String(view)
    }
}
