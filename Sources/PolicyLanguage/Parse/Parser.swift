/// Reads an expression: CEL's grammar, operators by precedence. Nothing is evaluated and no name is looked up.
///
/// Text from outside cannot exhaust the stack: nesting, and the height of the tree, are limited.
package struct Parser {
    /// Deepest nesting of parentheses, lists and calls, and greatest height of the tree.
    package static let depthLimit = 250
    /// Longest text, in bytes of UTF-8.
    package static let sizeLimit = 100_000

    private let tokens: [Token]
    private var position = 0
    private var depth = 0
    private let firstID: Int
    /// Height of the subtree of each node, by `id - firstID`.
    private var heights: [Int] = []

    private init(tokens: [Token], firstID: Int) {
        self.tokens = tokens
        self.firstID = firstID
    }

    /// Reads one whole expression whose nodes get the ids `firstID`, `firstID + 1`, …
    package static func parse(_ text: String, firstID: Int = 0) -> Result<Expr, ExpressionProblem> {
        guard text.utf8.count <= sizeLimit else {
            return .failure(ExpressionProblem("too-long", "an expression may have \(sizeLimit) bytes, this one has \(text.utf8.count)", at: 0..<0))
        }
        do throws(ExpressionProblem) {
            var parser = Parser(tokens: try Lexer.tokens(of: Array(text.unicodeScalars)), firstID: firstID)
            let expr = try parser.expression()
            guard parser.token.kind == .end else { throw parser.unexpected("an operator or the end") }
            return .success(expr)
        } catch {
            return .failure(error)
        }
    }

    /// As `parse(_:firstID:)`, and moves `nextID` behind the last id used: for the several expressions of one rule.
    package static func parse(_ text: String, nextID: inout Int) -> Result<Expr, ExpressionProblem> {
        let result = parse(text, firstID: nextID)
        // Nodes are numbered when they are complete: the root is the last.
        if case .success(let expr) = result { nextID = expr.id + 1 }
        return result
    }
}

// MARK: - Tokens and nodes

extension Parser {
    private var token: Token { tokens[min(position, tokens.count - 1)] }

    private func isSign(_ sign: String) -> Bool { token.kind == .sign(sign) }

    private mutating func take(_ sign: String) -> Bool {
        guard isSign(sign) else { return false }
        position += 1
        return true
    }

    private mutating func need(_ sign: String) throws(ExpressionProblem) {
        guard take(sign) else { throw unexpected("'\(sign)'") }
    }

    private func unexpected(_ wanted: String) -> ExpressionProblem {
        if case .sign("?") = token.kind { return unsupported("optional syntax with '?'") }
        if case .identifier(let word) = token.kind, let sign = ["and": "&&", "or": "||", "not": "!"][word.lowercased()] {
            return ExpressionProblem("syntax", "\(token.shown) stands where \(wanted) is needed", at: token.span, suggestion: sign)
        }
        return ExpressionProblem("syntax", "\(token.shown) stands where \(wanted) is needed", at: token.span)
    }

    private func unsupported(_ what: String) -> ExpressionProblem {
        ExpressionProblem("unsupported", "\(what) is unsupported", at: token.span)
    }

    /// Makes a node from `start` to the last token read, above nodes made before.
    private mutating func make(_ node: Expr.Node, from start: Int, above children: [Expr] = []) throws(ExpressionProblem) -> Expr {
        let end = position > 0 ? tokens[position - 1].span.upperBound : start
        let height = children.reduce(0) { max($0, heights[$1.id - firstID]) } + 1
        guard height <= Self.depthLimit else { throw tooDeep() }
        heights.append(height)
        return Expr(id: firstID + heights.count - 1, span: start..<max(start, end), node: node)
    }

    private func tooDeep() -> ExpressionProblem {
        ExpressionProblem("too-deep", "the expression nests or chains more than \(Self.depthLimit) deep", at: token.span, suggestion: "let names")
    }
}

// MARK: - Operators

extension Parser {
    private mutating func expression() throws(ExpressionProblem) -> Expr {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw tooDeep() }
        let start = token.span.lowerBound
        let condition = try binary(0)
        guard take("?") else { return condition }
        let then = try binary(0)
        try need(":")
        let otherwise = try expression()
        return try make(.conditional(condition, then, otherwise), from: start, above: [condition, then, otherwise])
    }

    private static let levels: [[Expr.BinaryOperator]] = [
        [.or], [.and], [.equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .within], [.add, .subtract],
        [.multiply, .divide, .modulo],
    ]

    private static let precedence = Dictionary(
        uniqueKeysWithValues: levels.enumerated().flatMap { level, operators in operators.map { ($0.rawValue, (level, $0)) } })

    /// A chain of operators of precedence `least` or higher; all associate to the left.
    private mutating func binary(_ least: Int) throws(ExpressionProblem) -> Expr {
        let start = token.span.lowerBound
        var left = try unary()
        while case .sign(let sign) = token.kind, let (level, operation) = Self.precedence[sign], level >= least {
            position += 1
            let right = try binary(level + 1)
            left = try make(.binary(operation, left, right), from: start, above: [left, right])
        }
        return left
    }

    private mutating func unary() throws(ExpressionProblem) -> Expr {
        var operators: [(Expr.UnaryOperator, Int)] = []
        if isSign("!") {
            while isSign("!") {
                operators.append((.not, token.span.lowerBound))
                position += 1
            }
        } else {
            while isSign("-") {
                operators.append((.minus, token.span.lowerBound))
                position += 1
            }
        }
        // A minus before a number belongs to the number, which alone makes the least int writable.
        var negative = false
        if case .minus? = operators.last?.0, token.isNumber {
            negative = true
            operators.removeLast()
        }
        var operand = try member(negative: negative)
        for (operation, start) in operators.reversed() {
            operand = try make(.unary(operation, operand), from: start, above: [operand])
        }
        return operand
    }
}

// MARK: - Members and primaries

extension Parser {
    private mutating func member(negative: Bool) throws(ExpressionProblem) -> Expr {
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

// MARK: - Macros

extension Parser {
    /// The macro `range.name(variable, body…)`; nil when the name or the number of arguments is that of no macro.
    private mutating func macro(_ name: String, range: Expr, arguments: [Expr], start: Int) throws(ExpressionProblem) -> Expr? {
        guard let macro = Expr.Macro(rawValue: name) else { return nil }
        guard arguments.count == 2 || (macro == .map && arguments.count == 3) else { return nil }
        guard case .name(let variable) = arguments[0].node, !variable.hasPrefix(".") else {
            throw ExpressionProblem("macro-variable", "the first argument of \(name)() must be a plain name", at: arguments[0].span)
        }
        let bodies = Array(arguments.dropFirst())
        if macro == .group, case .list = bodies[0].node {} else if macro == .group {
            throw ExpressionProblem("group-keys", "group() takes a list of keys, such as rows.group(r, [r.account])", at: bodies[0].span)
        }
        return try make(.macro(macro, range: range, variable: variable, bodies: bodies), from: start, above: [range] + bodies)
    }
}

extension Token {
    fileprivate var isNumber: Bool {
        switch kind {
        case .leastIntMagnitude, .literal(.int), .literal(.double): true
        default: false
        }
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
