/// Operators on the values of their sides.
extension Evaluator {
    mutating func unary(_ operation: Expr.UnaryOperator, _ operand: Expr, at expr: Expr) throws(ExpressionProblem) -> Value {
        switch operation {
        case .not: return .bool(!(try holds(operand, "!")))
        case .minus: return try settled(Calculating.negate(try value(of: operand)), at: expr)
        }
    }

    func settled(_ answer: Answer, at expr: Expr) throws(ExpressionProblem) -> Value {
        switch answer {
        case .success(let value): return value
        case .failure(let error): throw problem(error, at: expr)
        }
    }

    mutating func binary(_ operation: Expr.BinaryOperator, _ left: Expr, _ right: Expr, at expr: Expr) throws(ExpressionProblem) -> Value {
        let (a, b) = (try value(of: left), try value(of: right))
        try spend(a.weight + b.weight, at: expr)
        switch operation {
        case .equal, .notEqual:
            switch Comparing.equal(a, b) {
            case .success(let same): return .bool(same == (operation == .equal))
            case .failure(let error): throw problem(error, at: expr)
            }
        case .less, .lessOrEqual, .greater, .greaterOrEqual:
            guard let order = Comparing.order(a, b) else {
                throw problem(Comparing.unitClash(a, b) ?? .noOverload(operation.rawValue, [a, b]), at: expr)
            }
            switch operation {
            case .less: return .bool(order == .before)
            case .lessOrEqual: return .bool(order == .before || order == .same)
            case .greater: return .bool(order == .after)
            default: return .bool(order == .after || order == .same)
            }
        case .within: return try within(a, b, at: expr)
        default: return try settled(Calculating.apply(operation, a, b), at: expr)
        }
    }

    func within(_ element: Value, _ container: Value, at expr: Expr) throws(ExpressionProblem) -> Value {
        switch container {
        case .list(let list):
            for other in list {
                switch Comparing.equal(element, other) {
                case .success(true): return .bool(true)
                case .success(false): continue
                case .failure(let error): throw problem(error, at: expr)
                }
            }
            return .bool(false)
        case .map(let map): return .bool(map[element] != nil)
        default: throw problem(.noOverload("in", [element, container]), at: expr)
        }
    }

    mutating func indexed(_ operand: Expr, _ index: Expr, at expr: Expr) throws(ExpressionProblem) -> Value {
        let (container, place) = (try value(of: operand), try value(of: index))
        switch (container, place) {
        case (.list(let list), .int), (.list(let list), .uint), (.list(let list), .double):
            guard case .success(.int(let number)) = Conversions.int(place), Comparing.order(.int(number), place) == .same else {
                throw problem(EvaluationError("invalid-argument", "invalid_argument: a place in a list is a whole number"), at: expr)
            }
            guard list.indices.contains(Int(number)) else {
                throw problem(EvaluationError("index-range", "invalid_argument: index out of range"), at: expr)
            }
            return list[Int(number)]
        case (.map(let map), .bool), (.map(let map), .int), (.map(let map), .uint), (.map(let map), .double), (.map(let map), .string):
            guard let found = map[place] else { throw problem(EvaluationError("no-such-key", "no such key"), at: expr) }
            return found
        default: throw problem(.noOverload("_[_]", [container, place]), at: expr)
        }
    }
}
