/// Names, literals, selections, calls and macros.
extension Parser {
    mutating func member(negative: Bool) throws(ExpressionProblem) -> Expr {
        let start = negative ? tokens[position - 1].span.lowerBound : token.span.lowerBound
        var operand = try primary(negative: negative, from: start)
        while true {
            if take(".") {
                operand = try selection(from: operand, start: start)
            } else if take("[") {
                if isSign("?") { throw unsupported("an optional index with '[?'") }
                let index = try expression()
                try need("]")
                operand = try make(.index(operand, index), from: start, above: [operand, index])
            } else if isSign("{"), operand.isQualifiedName {
                throw unsupported("the construction of a message with '{'")
            } else {
                return operand
            }
        }
    }

    private mutating func selection(from operand: Expr, start: Int) throws(ExpressionProblem) -> Expr {
        if isSign("?") { throw unsupported("an optional selection with '.?'") }
        let name: String
        switch token.kind {
        case .identifier(let word): name = word
        case .quotedField(let quoted): name = quoted
        default: throw unexpected("a field name")
        }
        let mayCall = if case .identifier = token.kind { true } else { false }
        position += 1
        guard mayCall, take("(") else {
            return try make(.select(operand, field: name), from: start, above: [operand])
        }
        let arguments = try list(until: ")", allowTrailingComma: false)
        if let macro = try macro(name, range: operand, arguments: arguments, start: start) { return macro }
        return try make(.method(operand, name, arguments), from: start, above: [operand] + arguments)
    }

    private mutating func primary(negative: Bool, from start: Int) throws(ExpressionProblem) -> Expr {
        switch token.kind {
        case .literal(let literal):
            position += 1
            return try make(.literal(negative ? negated(literal) : literal), from: start)
        case .leastIntMagnitude:
            guard negative else {
                throw ExpressionProblem("number-range", "9223372036854775808 is out of the range of a 64-bit integer", at: token.span)
            }
            position += 1
            return try make(.literal(.int(.min)), from: start)
        case .identifier(let name): return try named(name, from: start)
        case .sign("."):
            position += 1
            guard case .identifier(let name) = token.kind else { throw unexpected("a name") }
            return try named(name, from: start, rooted: true)
        case .sign("("):
            position += 1
            let inner = try expression()
            try need(")")
            return inner
        case .sign("["):
            position += 1
            let elements = try list(until: "]", allowTrailingComma: true)
            return try make(.list(elements), from: start, above: elements)
        case .sign("{"):
            position += 1
            return try map(from: start)
        default: throw unexpected("a value")
        }
    }

    private func negated(_ literal: Expr.Literal) throws(ExpressionProblem) -> Expr.Literal {
        switch literal {
        case .int(let value): .int(0 &- value)
        case .double(let value): .double(-value)
        default: throw unexpected("a signed number")
        }
    }

    private mutating func named(_ name: String, from start: Int, rooted: Bool = false) throws(ExpressionProblem) -> Expr {
        guard !ReservedWord.reserved.contains(name) else {
            throw ExpressionProblem("reserved-word", "'\(name)' is a reserved word of the language", at: token.span, suggestion: "\(name)_")
        }
        position += 1
        let full = rooted ? "." + name : name
        guard take("(") else { return try make(.name(full), from: start) }
        let arguments = try list(until: ")", allowTrailingComma: false)
        if name == "has", !rooted, arguments.count == 1 {
            guard case .select(let operand, let field) = arguments[0].node else {
                throw ExpressionProblem("has-argument", "has() takes a field, such as has(person.name)", at: arguments[0].span)
            }
            return try make(.has(operand, field: field), from: start, above: [operand])
        }
        return try make(.call(full, arguments), from: start, above: arguments)
    }

    private mutating func list(until close: String, allowTrailingComma: Bool) throws(ExpressionProblem) -> [Expr] {
        var elements: [Expr] = []
        if take(close) { return elements }
        while true {
            if isSign("?") { throw unsupported("an optional element with '?'") }
            elements.append(try expression())
            if take(close) { return elements }
            guard take(",") else { throw unexpected("',' or '\(close)'") }
            if allowTrailingComma, take(close) { return elements }
        }
    }

    private mutating func map(from start: Int) throws(ExpressionProblem) -> Expr {
        var entries: [(key: Expr, value: Expr)] = []
        while !take("}") {
            if isSign("?") { throw unsupported("an optional entry with '?'") }
            let key = try expression()
            try need(":")
            entries.append((key, try expression()))
            guard take(",") || isSign("}") else { throw unexpected("',' or '}'") }
        }
        return try make(.map(entries), from: start, above: entries.flatMap { [$0.key, $0.value] })
    }
}

extension Parser {
    /// The macro `range.name(variable, body…)`; nil when the name or the number of arguments is that of no macro.
    private mutating func macro(_ name: String, range: Expr, arguments: [Expr], start: Int) throws(ExpressionProblem) -> Expr? {
        guard let macro = Expr.Macro(rawValue: name) else { return nil }
        guard arguments.count == 2 || (macro == .map && arguments.count == 3) else { return nil }
        guard case .name(let variable) = arguments[0].node, !variable.hasPrefix(".") else {
            throw ExpressionProblem("macro-variable", "the first argument of \(name)() must be a plain name", at: arguments[0].span)
        }
        let bodies = Array(arguments.dropFirst())
        if macro == .group, case .list = bodies[0].node {
        } else if macro == .group {
            throw ExpressionProblem("group-keys", "group() takes a list of keys, such as rows.group(r, [r.account])", at: bodies[0].span)
        }
        return try make(.macro(macro, range: range, variable: variable, bodies: bodies), from: start, above: [range] + bodies)
    }
}

extension Expr {
    /// Whether this is a name or a chain of selections from one: what may stand before a message's `{`.
    fileprivate var isQualifiedName: Bool {
        switch node {
        case .name: true
        case .select(let operand, _): operand.isQualifiedName
        default: false
        }
    }
}
