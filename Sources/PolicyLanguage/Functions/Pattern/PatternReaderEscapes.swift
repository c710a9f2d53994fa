/// Escapes and character classes.
extension PatternReader {
    mutating func escape() throws(EvaluationError) -> PatternNode {
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
    mutating func escapedClass() throws(EvaluationError) -> ScalarSet? {
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

    mutating func escapedScalar() throws(EvaluationError) -> Unicode.Scalar {
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

    mutating func hexadecimal() throws(EvaluationError) -> Unicode.Scalar {
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
    mutating func characterClass() throws(EvaluationError) -> ScalarSet {
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

    mutating func classScalar() throws(EvaluationError) -> Unicode.Scalar {
        guard let scalar = next else { throw Self.bad("a '[' without its ']'") }
        at += 1
        return scalar == "\\" ? try escapedScalar() : scalar
    }
}
