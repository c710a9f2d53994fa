/// Steps over the elements of a list or the keys of a map.
extension Evaluator {
    mutating func run(
        _ macro: Expr.Macro, _ range: Expr, _ variable: String, _ bodies: [Expr], at expr: Expr
    ) throws(ExpressionProblem) -> Value {
        let elements: [Value]
        switch try value(of: range) {
        case .list(let list): elements = list
        case .map(let map): elements = map.entries.map(\.key)
        case let other: throw problem(.noOverload(macro.rawValue, [other]), at: range)
        }
        try spend(elements.count, at: expr)
        variables.append((variable, .null))
        defer { variables.removeLast() }
        switch macro {
        case .all: return try decide(elements, bodies[0], deciding: false)
        case .exists: return try decide(elements, bodies[0], deciding: true)
        case .existsOne: return .bool(try kept(elements, bodies[0]).count == 1)
        case .filter: return .list(try kept(elements, bodies[0]))
        case .map:
            let source = bodies.count == 2 ? try kept(elements, bodies[0]) : elements
            var result: [Value] = []
            for element in source { result.append(try value(of: bodies[bodies.count - 1], with: element)) }
            return .list(result)
        case .group: return try groups(elements, keys: bodies[0])
        }
    }

    mutating func value(of body: Expr, with element: Value) throws(ExpressionProblem) -> Value {
        variables[variables.count - 1].value = element
        return try value(of: body)
    }

    mutating func decide(_ elements: [Value], _ body: Expr, deciding: Bool) throws(ExpressionProblem) -> Value {
        var first: ExpressionProblem?
        for element in elements {
            variables[variables.count - 1].value = element
            do throws(ExpressionProblem) {
                if try holds(body, deciding ? "exists" : "all") == deciding { return .bool(deciding) }
            } catch {
                try stopIfSpent(error)
                first = first ?? error
            }
        }
        if let first { throw first }
        return .bool(!deciding)
    }

    mutating func kept(_ elements: [Value], _ body: Expr) throws(ExpressionProblem) -> [Value] {
        var result: [Value] = []
        for element in elements {
            variables[variables.count - 1].value = element
            if try holds(body, "filter") { result.append(element) }
        }
        return result
    }

    mutating func groups(_ elements: [Value], keys: Expr) throws(ExpressionProblem) -> Value {
        var places: [[GroupKey]: Int] = [:]
        var groups: [[Value]] = []
        for element in elements {
            guard case .list(let values) = try value(of: keys, with: element) else { continue }
            var key: [GroupKey] = []
            for value in values {
                try spend(value.weight, at: keys)
                guard let part = GroupKey(value) else { throw problem(.noOverload("group", [value]), at: keys) }
                key.append(part)
            }
            if let place = places[key] {
                groups[place].append(element)
            } else {
                places[key] = groups.count
                groups.append([element])
            }
        }
        return .list(groups.map(Value.list))
    }
}
