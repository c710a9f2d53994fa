/// Reads an expression: CEL's grammar, operators by precedence. Nothing is evaluated and no name is looked up.
///
/// Text from outside cannot exhaust the stack: nesting, and the height of the tree, are limited.
package struct Parser {
    /// Deepest nesting of parentheses, lists and calls, and greatest height of the tree.
    package static let depthLimit = 250
    /// Longest text, in bytes of UTF-8.
    package static let sizeLimit = 100_000

    let tokens: [Token]
    var position = 0
    var depth = 0
    let firstID: Int
    /// Height of the subtree of each node, by `id - firstID`.
    var heights: [Int] = []

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
    var token: Token { tokens[min(position, tokens.count - 1)] }

    func isSign(_ sign: String) -> Bool { token.kind == .sign(sign) }

    mutating func take(_ sign: String) -> Bool {
        guard isSign(sign) else { return false }
        position += 1
        return true
    }

    mutating func need(_ sign: String) throws(ExpressionProblem) {
        guard take(sign) else { throw unexpected("'\(sign)'") }
    }

    func unexpected(_ wanted: String) -> ExpressionProblem {
        if case .sign("?") = token.kind { return unsupported("optional syntax with '?'") }
        if case .identifier(let word) = token.kind, let sign = ["and": "&&", "or": "||", "not": "!"][word.lowercased()] {
            return ExpressionProblem("syntax", "\(token.shown) stands where \(wanted) is needed", at: token.span, suggestion: sign)
        }
        return ExpressionProblem("syntax", "\(token.shown) stands where \(wanted) is needed", at: token.span)
    }

    func unsupported(_ what: String) -> ExpressionProblem {
        ExpressionProblem("unsupported", "\(what) is unsupported", at: token.span)
    }

    /// Makes a node from `start` to the last token read, above nodes made before.
    mutating func make(_ node: Expr.Node, from start: Int, above children: [Expr] = []) throws(ExpressionProblem) -> Expr {
        let end = position > 0 ? tokens[position - 1].span.upperBound : start
        let height = children.reduce(0) { max($0, heights[$1.id - firstID]) } + 1
        guard height <= Self.depthLimit else { throw tooDeep() }
        heights.append(height)
        return Expr(id: firstID + heights.count - 1, span: start..<max(start, end), node: node)
    }

    func tooDeep() -> ExpressionProblem {
        ExpressionProblem("too-deep", "the expression nests or chains more than \(Self.depthLimit) deep", at: token.span, suggestion: "let names")
    }
}
