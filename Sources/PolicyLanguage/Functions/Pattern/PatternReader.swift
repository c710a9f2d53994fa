/// Reads RE2's syntax into a tree.
struct PatternReader {
    let text: [Unicode.Scalar]
    var at = 0
    var depth = 0
    var flags = Flags()

    struct Flags {
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

    var next: Unicode.Scalar? { at < text.count ? text[at] : nil }

    mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard next == scalar else { return false }
        at += 1
        return true
    }

    mutating func take(_ word: String) -> Bool {
        let scalars = Array(word.unicodeScalars)
        guard text[at...].starts(with: scalars) else { return false }
        at += scalars.count
        return true
    }

    mutating func choice() throws(EvaluationError) -> PatternNode {
        depth += 1
        defer { depth -= 1 }
        guard depth <= 200 else { throw Self.bad("groups nest more than 200 deep") }
        var branches = [try sequence()]
        while take("|") { branches.append(try sequence()) }
        return branches.count == 1 ? branches[0] : .choice(branches)
    }

    mutating func sequence() throws(EvaluationError) -> PatternNode {
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
    mutating func repeated(_ atom: PatternNode) throws(EvaluationError) -> PatternNode {
        guard let (least, most) = try count() else { return atom }
        _ = take("?")
        if let next, "*+?".unicodeScalars.contains(next) { throw Self.bad("two repetitions stand side by side") }
        let node = PatternNode.repeated(atom, least: least, most: most)
        if try isCount() { throw Self.bad("two repetitions stand side by side") }
        return node
    }

    mutating func isCount() throws(EvaluationError) -> Bool {
        var trial = self
        return try trial.count() != nil
    }

    mutating func count() throws(EvaluationError) -> (Int, Int?)? {
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
    mutating func literalBrace(_ start: Int) -> (Int, Int?)? {
        at = start
        return nil
    }

    mutating func number() -> Int? {
        var value: Int?
        while let scalar = next, scalar.isDigit {
            value = min((value ?? 0) * 10 + Int(scalar.value - 0x30), 100_000)
            at += 1
        }
        return value
    }

    func literal(_ scalar: Unicode.Scalar) -> PatternNode { .set(folded(ScalarSet(scalar))) }

    func folded(_ set: ScalarSet) -> ScalarSet {
        var set = set
        set.foldsCase = flags.foldsCase
        return set
    }
}
