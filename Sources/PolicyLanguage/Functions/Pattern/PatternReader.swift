/// Reads RE2's syntax into a tree.
struct PatternReader {
    private let text: [Unicode.Scalar]
    private var at = 0
    private var depth = 0
    private var flags = Flags()

    private struct Flags {
        var foldsCase = false
        var dotMatchesNewline = false
        var multiline = false
        /// `U`: lazy and greedy change places, which makes no difference to whether a text matches.
        var ungreedy = false
    }

    private init(_ text: [Unicode.Scalar]) { self.text = text }

    static func read(_ text: String) throws(EvaluationError) -> PatternNode {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= Pattern.lengthLimit else { throw bad("the pattern is longer than \(Pattern.lengthLimit) characters") }
        var reader = PatternReader(scalars)
        let node = try reader.choice()
        guard reader.at == scalars.count else { throw bad("a ')' without its '('") }
        return node
    }

    static func bad(_ message: String) -> EvaluationError { EvaluationError("bad-pattern", "bad regular expression: \(message)") }

    private var next: Unicode.Scalar? { at < text.count ? text[at] : nil }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        at += 1
        return true
    }

    private mutating func take(_ word: String) -> Bool {
        let scalars = Array(word.unicodeScalars)
        guard text[at...].starts(with: scalars) else { return false }
        at += scalars.count
        return true
    }

    private mutating func choice() throws(EvaluationError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 200 else { throw Self.bad("groups nest more than 200 deep") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    private mutating func sequence() throws(EvaluationError) -> PatternNode {
        var parts: [PatternNode] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            if take("\\Q") {
                let tail = text[at...]
                while at < text.count, !text[at...].starts(with: ["\\", "E"]) {
                    parts.append(literal(text[at]))
                    at += 1
                }
                if !tail.isEmpty, at < text.count { at += 2 }
                continue
            }
            guard let atom = try atom() else { continue }
            parts.append(try repeated(atom))
        }
        return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
    }

    /// What follows an atom: `*`, `+`, `?`, `{2,5}`, each perhaps with a `?` behind.
    private mutating func repeated(_ atom: PatternNode) throws(EvaluationError) -> PatternNode {
        guard let (least, most) = try count() else { return atom }
        _ = take("?")
        if let next, "*+?".unicodeScalars.contains(next) { throw Self.bad("two repetitions stand side by side") }
        let node = PatternNode.repeated(atom, least: least, most: most)
        if try isCount() { throw Self.bad("two repetitions stand side by side") }
        return node
    }

    private mutating func isCount() throws(EvaluationError) -> Bool {
        var trial = self
        return try trial.count() != nil
    }

    private mutating func count() throws(EvaluationError) -> (Int, Int?)? {
        if take("*") { return (0, nil) }
        if take("+") { return (1, nil) }
        if take("?") { return (0, 1) }
        guard next == "{" else { return nil }
        let start = at
        at += 1
        guard let least = number() else { return literalBrace(start) }
        var most: Int? = least
        if take(",") {
            most = nil
            if next != "}" {
                guard let limit = number() else { return literalBrace(start) }
                most = limit
            }
        }
        guard take("}") else { return literalBrace(start) }
        guard least <= 1000, most ?? 0 <= 1000, least <= most ?? .max else { throw Self.bad("a repetition counts up to 1000, the lesser first") }
        return (least, most)
    }

    /// A brace that is no repetition stands for itself.
    private mutating func literalBrace(_ start: Int) -> (Int, Int?)? {
        at = start
        return nil
    }

    private mutating func number() -> Int? {
        var value: Int?
        while let scalar = next, scalar.isDigit {
            value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 100_000)
            at += 1
        }
        return value
    }

    private func literal(_ scalar: Unicode.Scalar) -> PatternNode { .set(folded(ScalarSet(scalar))) }

    private func folded(_ set: ScalarSet) -> ScalarSet {
        var set = set
        set.foldsCase = flags.foldsCase
        return set
    }
}

// MARK: - Atoms

extension PatternReader {
    /// One atom; nil for a group that only sets flags.
    private mutating func atom() throws(EvaluationError) -> PatternNode? {
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

    private mutating func group() throws(EvaluationError) -> PatternNode? {
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

    private mutating func name(until end: Unicode.Scalar) -> String? {
        let start = at
        while let scalar = next, scalar != end {
            guard scalar.isIdentifierPart else { return nil }
            at += 1
        }
        guard take(end) else { return nil }
        return String(text[start..<at - 1])
    }

    /// `i`, `s`, `m`, `U` behind `(?`, and what a `-` before them takes back. True for `(?i)`, false for `(?i:…`.
    private mutating func takeFlags() throws(EvaluationError) -> Bool {
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

    private mutating func escape() throws(EvaluationError) -> PatternNode {
        guard let scalar = next else { throw Self.bad("a backslash ends the pattern") }
        switch scalar {
        case "A": at += 1; return .assertion(.textStart)
        case "z": at += 1; return .assertion(.textEnd)
        case "b": at += 1; return .assertion(.wordBoundary)
        case "B": at += 1; return .assertion(.noWordBoundary)
        case "C": throw Self.bad("\\C is unsupported")
        default:
            if let set = try escapedClass() { return .set(folded(set)) }
            return literal(try escapedScalar())
        }
    }

    /// `\d`, `\W`, `\pL`, `\P{Han}`; nil when the escape is a single character.
    private mutating func escapedClass() throws(EvaluationError) -> ScalarSet? {
        guard let scalar = next else { return nil }
        switch scalar {
        case "d", "w", "s":
            at += 1
            return ScalarSet.named(String([scalar]))
        case "D", "W", "S":
            at += 1
            return ScalarSet.named(String([scalar]).lowercased()).map { ScalarSet(ranges: ScalarSet.complement(of: $0.ranges)) }
        case "p", "P":
            at += 1
            var name = String(next.map { [$0] } ?? [])
            at += 1
            var negated = scalar == "P"
            if name == "{" {
                if take("^") { negated.toggle() }
                name = self.name(until: "}") ?? ""
            }
            guard let property = ScalarClass(name: name) else { throw Self.bad("there is no class \\p{\(name)}") }
            var set = ScalarSet()
            set.classes = [(property, negated)]
            return set
        default: return nil
        }
    }

    private mutating func escapedScalar() throws(EvaluationError) -> Unicode.Scalar {
        guard let scalar = next else { throw Self.bad("a backslash ends the pattern") }
        at += 1
        switch scalar {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x": return try hexadecimal()
        case "0":
            var value: UInt32 = 0
            for _ in 0..<2 {
                guard let digit = next, ("0"..."7").contains(digit) else { break }
                value = value * 8 + digit.value - 0x30
                at += 1
            }
            return Unicode.Scalar(value) ?? "\0"
        case "1"..."9": throw Self.bad("backreferences are unsupported")
        default:
            guard scalar.isASCII, !scalar.isIdentifierPart || scalar == "_" else { throw Self.bad("\\\(scalar) is no escape") }
            return scalar
        }
    }

    private mutating func hexadecimal() throws(EvaluationError) -> Unicode.Scalar {
        let digits: String
        if take("{") {
            digits = name(until: "}") ?? ""
        } else {
            digits = String(text[at..<min(at + 2, text.count)])
            guard digits.unicodeScalars.count == 2 else { throw Self.bad("\\x needs two hexadecimal digits") }
            at += 2
        }
        guard digits.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit), let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init)
        else { throw Self.bad("\\x{\(digits)} names no character") }
        return scalar
    }

    // MARK: Character classes

    /// What follows a `[`, to its `]`.
    private mutating func characterClass() throws(EvaluationError) -> ScalarSet {
        var set = ScalarSet()
        let negated = take("^")
        var isFirst = true
        while let scalar = next, scalar != "]" || isFirst {
            isFirst = false
            if take("[:") {
                let inverted = take("^")
                guard let name = name(until: ":"), take("]"), let named = ScalarSet.named(name), name.count > 1 else {
                    throw Self.bad("there is no such class [[:…:]]")
                }
                set.add(inverted ? ScalarSet(ranges: ScalarSet.complement(of: named.ranges)) : named)
                continue
            }
            if scalar == "\\" {
                at += 1
                if let named = try escapedClass() {
                    set.add(named)
                    continue
                }
                at -= 1
            }
            let low = try classScalar()
            if next == "-", at + 1 < text.count, text[at + 1] != "]" {
                at += 1
                let high = try classScalar()
                guard low <= high else { throw Self.bad("a range in [] runs backwards") }
                set.ranges.append(low.value...high.value)
            } else {
                set.ranges.append(low.value...low.value)
            }
        }
        guard take("]") else { throw Self.bad("a '[' without its ']'") }
        set.negated = negated
        return folded(set)
    }

    private mutating func classScalar() throws(EvaluationError) -> Unicode.Scalar {
        guard let scalar = next else { throw Self.bad("a '[' without its ']'") }
        at += 1
        return scalar == "\\" ? try escapedScalar() : scalar
    }
}
