/// Names, fields and what `has()` tells of them.
extension Evaluator {
    mutating func named(_ name: String, at expr: Expr) throws(ExpressionProblem) -> Value {
        if let found = try lookUp(name, at: expr) { return found }
        if Value.typeNames.contains(name) { return .type(name) }
        let hint = name.first?.isUppercase == true ? "; protobuf messages and enums are unsupported" : ""
        throw ExpressionProblem("unknown-name", "undeclared reference to '\(name)'\(hint)", at: expr.span)
    }

    func isBound(_ name: String) -> Bool { names[name] != nil || variables.contains { $0.name == name } }

    mutating func lookUp(_ name: String, at expr: Expr) throws(ExpressionProblem) -> Value? {
        let isRooted = name.hasPrefix(".")
        if !isRooted, let variable = variables.last(where: { $0.name == name }) { return variable.value }
        let plain = isRooted ? String(name.dropFirst()) : name
        switch names[plain] {
        case nil: return nil
        case .value(let value): return value
        case .deferred(let expression):
            if let known = computed[plain] { return try known.get() }
            // A let sees the rule's names only, not the variables of the macro in which it is used.
            let inner = variables
            variables = []
            let result = evaluate(expression)
            variables = inner
            if case .failure(let problem) = result { try stopIfSpent(problem) }
            computed[plain] = result
            return try result.get()
        }
    }

    mutating func select(_ operand: Expr, _ field: String, at expr: Expr) throws(ExpressionProblem) -> Value {
        if let root = expr.rootName, hasDottedNames || !isBound(root), let qualified = expr.qualifiedName {
            if let found = try lookUp(qualified, at: expr) { return found }
            if Value.typeNames.contains(qualified) { return .type(qualified) }
            if case .name("parameter") = operand.node {
                note(parameter: field)
                if let parameter = parameters[field] { return parameter }
                throw ExpressionProblem("unknown-parameter", "the parameter '\(field)' has no value on this day", at: expr.span)
            }
            if qualified.hasPrefix("google.protobuf.") {
                throw ExpressionProblem("unsupported", "'\(qualified)' is unsupported: protobuf messages are left out", at: expr.span)
            }
        }
        let container = try value(of: operand)
        switch container {
        case .record(let id):
            switch graph.member(field, of: id) {
            case .value(let value):
                note(id)
                return value
            case .absent: throw ExpressionProblem("absent", "'\(field)' is absent", at: expr.span)
            case .unknown: throw ExpressionProblem("unknown-field", "\(graph[id].kind) has no field '\(field)'", at: expr.span)
            }
        case .map(let map):
            guard let found = map[.string(field)] else { throw problem(EvaluationError("no-such-key", "no such key: '\(field)'"), at: expr) }
            return found
        default: throw problem(.noOverload(".\(field)", [container]), at: expr)
        }
    }

    mutating func has(_ operand: Expr, _ field: String, at expr: Expr) throws(ExpressionProblem) -> Value {
        if case .name("parameter") = operand.node, !isBound("parameter") { return .bool(parameters[field] != nil) }
        let container = try value(of: operand)
        switch container {
        case .record(let id):
            switch graph.member(field, of: id) {
            case .value:
                note(id)
                return .bool(true)
            case .absent:
                note(id)
                return .bool(false)
            case .unknown: throw ExpressionProblem("unknown-field", "\(graph[id].kind) has no field '\(field)'", at: expr.span)
            }
        case .map(let map): return .bool(map[.string(field)] != nil)
        default: throw problem(.noOverload("has", [container]), at: expr)
        }
    }

    mutating func note(parameter name: String) {
        guard touched?.parameters.contains(name) == false else { return }
        touched?.parameters.append(name)
    }

    mutating func note(_ id: FactGraph.RecordID) {
        guard touched?.seen.insert(id).inserted == true else { return }
        touched?.records.append(id)
    }
}

extension Expr {
    /// `a` for the chain of selections `a.b.c`.
    fileprivate var rootName: String? {
        switch node {
        case .name(let name): name
        case .select(let operand, _): operand.rootName
        default: nil
        }
    }

    /// `a.b.c` for a chain of selections from a name.
    fileprivate var qualifiedName: String? {
        switch node {
        case .name(let name): name
        case .select(let operand, let field): operand.qualifiedName.map { $0 + "." + field }
        default: nil
        }
    }
}
