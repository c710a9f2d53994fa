/// One node at a time: lists, maps, conditions and calls.
extension Evaluator {
    mutating func value(of expr: Expr) throws(ExpressionProblem) -> Value {
        try spend(1, at: expr)
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw ExpressionProblem("too-deep", "the expression nests too deep", at: expr.span) }
        switch expr.node {
        case .literal(let literal): return Value(literal)
        case .name(let name): return try named(name, at: expr)
        case .select(let operand, let field): return try select(operand, field, at: expr)
        case .has(let operand, let field): return try has(operand, field, at: expr)
        case .unary(let operation, let operand): return try unary(operation, operand, at: expr)
        case .binary(.and, let left, let right): return try logical(left, right, deciding: false, at: expr)
        case .binary(.or, let left, let right): return try logical(left, right, deciding: true, at: expr)
        case .binary(let operation, let left, let right): return try binary(operation, left, right, at: expr)
        case .conditional(let condition, let then, let otherwise): return try value(of: try holds(condition, "?") ? then : otherwise)
        case .index(let operand, let index): return try indexed(operand, index, at: expr)
        case .call(let name, let arguments): return try call(name, target: nil, arguments, at: expr)
        case .method(let target, let name, let arguments): return try call(name, target: target, arguments, at: expr)
        case .list(let elements): return .list(try values(of: elements))
        case .map(let entries): return try map(entries)
        case .macro(let macro, let range, let variable, let bodies): return try run(macro, range, variable, bodies, at: expr)
        }
    }

    mutating func values(of list: [Expr]) throws(ExpressionProblem) -> [Value] {
        var result: [Value] = []
        result.reserveCapacity(list.count)
        for expr in list { result.append(try value(of: expr)) }
        return result
    }

    mutating func holds(_ expr: Expr, _ operation: String) throws(ExpressionProblem) -> Bool {
        let value = try value(of: expr)
        guard case .bool(let flag) = value else { throw problem(.noOverload(operation, [value]), at: expr) }
        return flag
    }

    /// `&&` and `||`: the side that decides, decides, whatever the other is; otherwise an error stays one.
    mutating func logical(_ left: Expr, _ right: Expr, deciding: Bool, at expr: Expr) throws(ExpressionProblem) -> Value {
        let name = deciding ? "||" : "&&"
        let first: ExpressionProblem?
        do throws(ExpressionProblem) {
            if try holds(left, name) == deciding { return .bool(deciding) }
            first = nil
        } catch {
            try stopIfSpent(error)
            first = error
        }
        if try holds(right, name) == deciding { return .bool(deciding) }
        if let first { throw first }
        return .bool(!deciding)
    }

    /// An exhausted budget ends the whole run; no operator may absorb it.
    func stopIfSpent(_ problem: ExpressionProblem) throws(ExpressionProblem) {
        if problem.code == "too-costly" || problem.code == "too-deep" { throw problem }
    }

    mutating func map(_ entries: [(key: Expr, value: Expr)]) throws(ExpressionProblem) -> Value {
        var map = ValueMap()
        for entry in entries {
            let (key, value) = (try value(of: entry.key), try value(of: entry.value))
            guard ValueMap.mayBeKey(key) else {
                throw problem(EvaluationError("bad-key", "unsupported key type: \(key.typeName)"), at: entry.key)
            }
            guard map.insert(value, for: key) else {
                throw problem(EvaluationError("repeated-key", "Failed with repeated key"), at: entry.key)
            }
        }
        return .map(map)
    }

    mutating func call(_ name: String, target: Expr?, _ arguments: [Expr], at expr: Expr) throws(ExpressionProblem) -> Value {
        let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
        guard let function = BuiltIn.named(plain, isMethod: target != nil) else {
            throw ExpressionProblem(
                "unknown-function", "there is no function '\(plain)'; functions and methods beyond the language's own are unsupported", at: expr.span)
        }
        var given: [Value] = []
        if let target { given.append(try value(of: target)) }
        given += try values(of: arguments)
        guard function.argumentCounts.contains(given.count) else { throw problem(.noOverload(plain, given), at: expr) }
        if plain == "matches", case .string(let text) = given[0], case .string(let pattern) = given[1] {
            return .bool(try matches(text, pattern, at: expr))
        }
        try spend(given.reduce(0) { $0 + $1.weight }, at: expr)
        let result = try settled(function.apply(given), at: expr)
        if plain == "sum", case .list(let list) = given[0], list.isEmpty, let type = types[expr.id] { return type.zero }
        return result
    }

    /// A pattern is followed on all paths at once, so a search may cost its steps times the text's characters.
    private mutating func matches(_ text: String, _ pattern: String, at expr: Expr) throws(ExpressionProblem) -> Bool {
        let compiled: Pattern
        if let known = patterns[pattern] {
            compiled = known
        } else {
            switch Pattern.compile(pattern) {
            case .success(let pattern): compiled = pattern
            case .failure(let error): throw problem(error, at: expr)
            }
            patterns[pattern] = compiled
            try spend(compiled.program.count, at: expr)
        }
        try spend(compiled.program.count * (text.utf8.count + 1) / 16, at: expr)
        return compiled.matches(text)
    }
}

extension Value {
    /// How much work a function over this value may cost, in steps.
    var weight: Int {
        switch self {
        case .string(let text): text.utf8.count / 16
        case .bytes(let bytes): bytes.count / 16
        case .list(let list): list.reduce(list.count) { $0 + $1.weight }
        case .map(let map): map.entries.reduce(map.count) { $0 + $1.key.weight + $1.value.weight }
        default: 0
        }
    }
}

extension ValueType {
    /// The sum of no values of this type.
    fileprivate var zero: Value {
        switch self {
        case .money: .money(0)
        case .decimal(let unit): .decimal(0, unit: unit)
        default: .int(0)
        }
    }
}
