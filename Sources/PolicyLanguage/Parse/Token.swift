/// A word or sign of an expression.
struct Token {
    enum Kind: Equatable {
        case identifier(String)
        /// A field name in backticks, which only a selection may use.
        case quotedField(String)
        case literal(Expr.Literal)
        /// Digits of an int literal that only fit when a minus stands before them: 9223372036854775808.
        case leastIntMagnitude
        case sign(String)
        case end
    }

    var kind: Kind
    /// Offsets in Unicode scalars.
    var span: Range<Int>

    /// The token in a message to a person.
    var shown: String {
        switch kind {
        case .identifier(let name): "'\(name)'"
        case .quotedField(let name): "`\(name)`"
        case .literal: "a literal"
        case .leastIntMagnitude: "a number"
        case .sign(let sign): "'\(sign)'"
        case .end: "the end of the expression"
        }
    }
}

/// Words that CEL keeps for itself.
enum ReservedWord {
    /// Never an identifier nor a field name.
    static let keywords: Set<String> = ["false", "in", "null", "true"]
    /// Not an identifier, but allowed as a field name.
    static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return",
        "var", "void", "while",
    ]
}
