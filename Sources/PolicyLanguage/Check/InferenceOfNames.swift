import Declarations

/// Names, parameters, fields and what `has()` asks of them.
extension Inference {
    mutating func named(_ name: String, at expr: Expr) -> Finding? {
        let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
        if let entry = scope[plain] { return entry }
        if plain == "parameter" {
            return fail(
                "unknown-name", "'parameter' is used with a name", at: expr, suggestion: "parameter.\(checker.parameters.keys.min() ?? "name")")
        }
        let hint = nearest(plain, among: Array(scope.entries.keys) + ["parameter"])
        return fail("unknown-name", "nothing here is called '\(plain)'", at: expr, suggestion: hint)
    }

    mutating func parameter(_ name: String, at expr: Expr) -> Finding? {
        if let type = checker.parameters[name] { return Finding(type: type) }
        let hint = nearest(name, among: checker.parameters.keys).map { "parameter.\($0)" }
        return fail("unknown-parameter", "the pack has no parameter '\(name)'", at: expr, suggestion: hint)
    }

    mutating func select(_ operand: Expr, _ field: String, at expr: Expr) -> Finding? {
        if case .name("parameter") = operand.node, scope["parameter"] == nil {
            types[operand.id] = .record("parameter")
            return parameter(field, at: expr)
        }
        guard let below = infer(operand) else { return nil }
        switch below.type {
        case .record(let record):
            guard let member = member(field, of: record, at: expr) else { return nil }
            return Finding(type: member.type, codes: member.codes)
        case .map(.string, let value), .map(.dynamic, let value): return Finding(type: value)
        case .dynamic: return Finding(type: .dynamic)
        case .list(.record): return fail("not-a-record", "a list has no field '\(field)'", at: expr, suggestion: ".map(x, x.\(field))")
        default: return fail("not-a-record", "\(below.type) has no field '\(field)'", at: expr)
        }
    }

    mutating func member(_ field: String, of record: String, at expr: Expr) -> Vocabulary.Member? {
        if let member = checker.vocabulary.member(field, of: record) { return member }
        let hint = nearest(field, among: checker.vocabulary.memberNames(of: record))
        _ = fail("unknown-field", "\(record) has no field '\(field)'", at: expr, suggestion: hint)
        return nil
    }

    mutating func has(_ operand: Expr, _ field: String, at expr: Expr) -> Finding? {
        if case .name("parameter") = operand.node, scope["parameter"] == nil {
            types[operand.id] = .record("parameter")
            guard parameter(field, at: expr) != nil else { return nil }
            warn("always-present", "a parameter of the pack is always present", at: expr)
            return Finding(type: .bool)
        }
        guard let below = infer(operand) else { return nil }
        switch below.type {
        case .record(let record):
            guard let member = member(field, of: record, at: expr) else { return nil }
            if !member.optional { warn("always-present", "\(record).\(field) is never absent, has() is always true", at: expr) }
            return Finding(type: .bool)
        case .map, .dynamic: return Finding(type: .bool)
        default: return fail("not-a-record", "has() needs a field of a record, \(below.type) has none", at: expr)
        }
    }
}
