import Declarations

/// Functions and methods: which exist, what they take, and literals that can be told wrong before running.
extension Inference {
    mutating func call(_ name: String, target: Expr?, _ arguments: [Expr], at expr: Expr) -> Finding? {
        let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
        let all = (target.map { [$0] } ?? []) + arguments
        guard let function = BuiltIn.named(plain, isMethod: target != nil) else { return unknownFunction(plain, target, arguments, at: expr) }
        if plain == "size", target == nil || arguments.isEmpty, all.count == 1, let count = sizeOfMixedLists(all[0]) { return count }
        let findings = all.map { infer($0) }
        guard !findings.contains(where: { $0 == nil }) else { return nil }
        let known = findings.compactMap { $0 }
        guard function.argumentCounts.contains(all.count) else {
            let counts = Set([function.argumentCounts.lowerBound, function.argumentCounts.upperBound]).sorted().map(String.init)
            let shown = target == nil ? counts : counts.compactMap(Int.init).map { String($0 - 1) }
            return fail("argument-count", "\(plain)() takes \(shown.joined(separator: " or ")) arguments, not \(arguments.count)", at: expr)
        }
        guard let type = function.result(known.map(\.type)) else {
            let given = known.map { "\($0.type)" }.joined(separator: ", ")
            return fail("wrong-argument", "\(plain)() takes \(function.takes), not \(given)", at: expr)
        }
        guard checkLiterals(plain, all) else { return nil }
        return Finding(type: type, codes: plain == "distinct" ? known[0].codes : nil)
    }

    private mutating func unknownFunction(_ name: String, _ target: Expr?, _ arguments: [Expr], at expr: Expr) -> Finding? {
        if BuiltIn.named(name, isMethod: target == nil) != nil {
            let form = target == nil ? "x.\(name)(…)" : "\(name)(…)"
            return fail("unknown-function", "\(name) is written \(form)", at: expr, suggestion: form)
        }
        if let macro = Expr.Macro(rawValue: name), target != nil {
            return fail("argument-count", "\(macro.rawValue)() takes a variable and an expression", at: expr, suggestion: ".\(name)(x, …)")
        }
        return fail(
            "unknown-function", "there is no function '\(name)'", at: expr, suggestion: nearest(name, among: BuiltIn.names))
    }

    /// `size(a + b)` counts rows of different datasets together, the one place where lists of different records are joined. Nil when
    /// this is no such sum, which the ordinary way then reads.
    private mutating func sizeOfMixedLists(_ expr: Expr) -> Finding? {
        guard case .binary(.add, _, _) = expr.node else { return nil }
        var trial = self
        guard trial.rows(of: expr) != nil else { return nil }
        self = trial
        return Finding(type: .int)
    }

    /// The type of a list of rows or a sum of such lists, nil for anything else.
    private mutating func rows(of expr: Expr) -> ValueType? {
        guard case .binary(.add, let left, let right) = expr.node else {
            guard let type = infer(expr)?.type, type.isListOfRecords else { return nil }
            return type
        }
        guard let a = rows(of: left), let b = rows(of: right) else { return nil }
        let type = a == b ? a : .list(.dynamic)
        types[expr.id] = type
        return type
    }

    /// Literal arguments whose text or number no run could accept.
    private mutating func checkLiterals(_ name: String, _ arguments: [Expr]) -> Bool {
        guard let last = arguments.last, case .literal(let literal) = last.node else { return true }
        let problem: EvaluationError?
        switch (name, literal) {
        case ("date", .string(let text)): problem = Conversions.date(text).problem
        case ("yuan", _), ("decimal", _), ("m2", _), ("mu", _), ("km", _), ("percent", _):
            problem = Conversions.hundredths(Value(literal)).problem
        case ("timestamp", .string(let text)): problem = Conversions.timestamp(text).problem
        case ("duration", .string(let text)): problem = Conversions.duration(text).problem
        case ("matches", .string(let pattern)):
            if case .failure(let bad) = Pattern.compile(pattern) {
                _ = fail("bad-pattern", bad.message, at: last)
                return false
            }
            return true
        default: return true
        }
        guard let problem else { return true }
        _ = fail("bad-\(name == "date" || name == "timestamp" || name == "duration" ? name : "number")", problem.message, at: last)
        return false
    }
}

extension ValueType {
    /// Rows of one dataset, or of several joined.
    fileprivate var isListOfRecords: Bool {
        switch self {
        case .list(.record), .list(.dynamic): true
        default: false
        }
    }
}
