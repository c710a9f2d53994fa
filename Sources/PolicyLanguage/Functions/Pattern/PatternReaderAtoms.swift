/// Single characters, dots, groups and their flags.
extension PatternReader {
    /// One atom; nil for a group that only sets flags.
    mutating func atom() throws(EvaluationError) -> PatternNode? {
        guard let scalar = next else { return .empty }
        at += 1
        switch scalar {
        case ".": return .set(flags.dotMatchesNewline ? .any : .anyButNewline)
        case "^": return .assertion(flags.multiline ? .lineStart : .textStart)
        case "$": return .assertion(flags.multiline ? .lineEnd : .textEnd)
        case "[": return .set(try characterClass())
        case "(": return try group()
        case "\\": return try escape()
        case "*", "+", "?": throw Self.bad("'\(scalar)' has nothing to repeat")
        default: return literal(scalar)
        }
    }

    mutating func group() throws(EvaluationError) -> PatternNode? {
        let outer = flags
        if take("?") {
            if take("P<") || take("<") {
                guard let name = name(until: ">"), !name.isEmpty else { throw Self.bad("look-around is unsupported, or a group's name does not end") }
            } else if try takeFlags() {
                return nil
            }
        }
        let node = try choice()
        guard take(")") else { throw Self.bad("a '(' without its ')'") }
        flags = outer
        return node
    }

    mutating func name(until end: Unicode.Scalar) -> String? {
        let start = at
        while let scalar = next, scalar != end {
            guard scalar.isIdentifierPart else { return nil }
            at += 1
        }
        guard take(end) else { return nil }
        return String(text[start..<at - 1])
    }

    /// `i`, `s`, `m`, `U` behind `(?`, and what a `-` before them takes back. True for `(?i)`, false for `(?i:…`.
    mutating func takeFlags() throws(EvaluationError) -> Bool {
        var value = true
        while let scalar = next {
            at += 1
            switch scalar {
            case "i": flags.foldsCase = value
            case "s": flags.dotMatchesNewline = value
            case "m": flags.multiline = value
            case "U": flags.ungreedy = value
            case "-" where value: value = false
            case ")": return true
            case ":": return false
            default: throw Self.bad("'(?\(scalar)' is unsupported")
            }
        }
        throw Self.bad("a '(' without its ')'")
    }
}
