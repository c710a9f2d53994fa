import Declarations

/// Walks a tree once, from the leaves up, notes every node's type and gathers what is wrong.
///
/// A finding of nil means that an error below was reported already, so that one mistake gives one message.
struct Inference {
    typealias Finding = Scope.Entry

    let checker: Checker
    var scope: Scope
    var types: [Int: ValueType] = [:]
    var errors: [ExpressionProblem] = []
    var warnings: [ExpressionProblem] = []

    init(checker: Checker, scope: Scope) {
        self.checker = checker
        self.scope = scope
    }

    mutating func infer(_ expr: Expr) -> Finding? {
        let finding = finding(of: expr)
        if let finding { types[expr.id] = finding.type }
        return finding
    }

    /// Reports an error at a node and gives the finding that keeps nodes above silent.
    mutating func fail(_ code: String, _ message: String, at expr: Expr, suggestion: String? = nil) -> Finding? {
        errors.append(ExpressionProblem(code, message, at: expr.span, suggestion: suggestion))
        return nil
    }

    mutating func warn(_ code: String, _ message: String, at expr: Expr) {
        warnings.append(ExpressionProblem(code, message, at: expr.span))
    }

    mutating func finding(of expr: Expr) -> Finding? {
        switch expr.node {
        case .literal(let literal): return Finding(type: literal.type)
        case .name(let name): return named(name, at: expr)
        case .select(let operand, let field): return select(operand, field, at: expr)
        case .has(let operand, let field): return has(operand, field, at: expr)
        case .unary(let operation, let operand): return unary(operation, operand, at: expr)
        case .binary(let operation, let left, let right): return binary(operation, left, right, at: expr)
        case .conditional(let condition, let then, let otherwise): return conditional(condition, then, otherwise, at: expr)
        case .index(let operand, let index): return indexed(operand, index, at: expr)
        case .call(let name, let arguments): return call(name, target: nil, arguments, at: expr)
        case .method(let target, let name, let arguments): return call(name, target: target, arguments, at: expr)
        case .list(let elements): return list(elements, at: expr)
        case .map(let entries): return map(entries, at: expr)
        case .macro(let macro, let range, let variable, let bodies): return macroed(macro, range, variable, bodies, at: expr)
        }
    }

    mutating func require(_ expectation: Checker.Expectation, of type: ValueType, at expr: Expr) {
        switch expectation {
        case .anything: return
        case .condition where type != .bool: _ = fail("not-a-condition", "a condition must be true or false, this is \(type)", at: expr)
        case .evidence where !type.isPrintable:
            _ = fail("not-a-number", "evidence must be a number, money, a date or true/false, this is \(type)", at: expr)
        case .groupKey where !type.isGroupKey:
            _ = fail("not-a-key", "rows are grouped by int, string, date, money, decimal or bool, this is \(type)", at: expr)
        default: return
        }
    }
}

extension Expr.Literal {
    var type: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .string: .string
        case .bytes: .bytes
        }
    }
}
