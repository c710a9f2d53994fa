/// Operators by precedence.
extension Parser {
    mutating func expression() throws(ExpressionProblem) -> Expr {
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

extension Token {
    var isNumber: Bool {
        switch kind {
        case .leastIntMagnitude, .literal(.int), .literal(.double): true
        default: false
        }
    }
}
