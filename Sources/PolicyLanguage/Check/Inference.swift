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

    private mutating func finding(of expr: Expr) -> Finding? {
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

// MARK: - Names and fields

extension Inference {
    private mutating func named(_ name: String, at expr: Expr) -> Finding? {
        let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
        if let entry = scope[plain] { return entry }
        if plain == "parameter" {
            return fail(
                "unknown-name", "'parameter' is used with a name", at: expr, suggestion: "parameter.\(checker.parameters.keys.min() ?? "name")")
        }
        let hint = nearest(plain, among: Array(scope.entries.keys) + ["parameter"])
        return fail("unknown-name", "nothing here is called '\(plain)'", at: expr, suggestion: hint)
    }

    private mutating func parameter(_ name: String, at expr: Expr) -> Finding? {
        if let type = checker.parameters[name] { return Finding(type: type) }
        let hint = nearest(name, among: checker.parameters.keys).map { "parameter.\($0)" }
        return fail("unknown-parameter", "the pack has no parameter '\(name)'", at: expr, suggestion: hint)
    }

    private mutating func select(_ operand: Expr, _ field: String, at expr: Expr) -> Finding? {
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

    private mutating func member(_ field: String, of record: String, at expr: Expr) -> Vocabulary.Member? {
        if let member = checker.vocabulary.member(field, of: record) { return member }
        let hint = nearest(field, among: checker.vocabulary.memberNames(of: record))
        _ = fail("unknown-field", "\(record) has no field '\(field)'", at: expr, suggestion: hint)
        return nil
    }

    private mutating func has(_ operand: Expr, _ field: String, at expr: Expr) -> Finding? {
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

// MARK: - Lists, maps, macros

extension Inference {
    private mutating func list(_ elements: [Expr], at expr: Expr) -> Finding? {
        var common = ValueType.dynamic
        var failed = false
        for element in elements {
            guard let type = infer(element)?.type else {
                failed = true
                continue
            }
            guard let joined = common.joined(with: type) else {
                _ = fail("mixed-list", "a list holds one type: \(type) stands beside \(common)", at: element)
                failed = true
                continue
            }
            common = joined
        }
        return failed ? nil : Finding(type: .list(common))
    }

    private mutating func map(_ entries: [(key: Expr, value: Expr)], at expr: Expr) -> Finding? {
        var key = ValueType.dynamic
        var value = ValueType.dynamic
        var failed = false
        for entry in entries {
            let (k, v) = (infer(entry.key)?.type, infer(entry.value)?.type)
            guard let k, let v else {
                failed = true
                continue
            }
            guard [.int, .uint, .bool, .string, .dynamic].contains(k) else {
                _ = fail("map-key", "a map's key is int, uint, bool or string, this is \(k)", at: entry.key)
                failed = true
                continue
            }
            guard let joinedKey = key.joined(with: k), let joinedValue = value.joined(with: v) else {
                _ = fail("mixed-map", "a map holds one type of key and one of value", at: entry.key)
                failed = true
                continue
            }
            (key, value) = (joinedKey, joinedValue)
        }
        return failed ? nil : Finding(type: .map(key, value))
    }

    private mutating func macroed(_ macro: Expr.Macro, _ range: Expr, _ variable: String, _ bodies: [Expr], at expr: Expr) -> Finding? {
        guard let over = infer(range) else { return nil }
        let element: Finding
        switch over.type {
        case .list(let type): element = Finding(type: type, codes: over.codes)
        case .map(let key, _): element = Finding(type: key)
        case .dynamic: element = Finding(type: .dynamic)
        default: return fail("not-a-list", "\(macro.rawValue)() runs over a list, this is \(over.type)", at: range)
        }
        if scope[variable] != nil || variable == "parameter" {
            warn("shadowed-name", "'\(variable)' hides a name of the rule inside \(macro.rawValue)()", at: expr)
        }
        let outer = scope[variable]
        scope[variable] = element
        defer { scope[variable] = outer }
        if macro == .group { return grouped(element, keys: bodies[0], at: expr) }
        let findings = bodies.map { infer($0) }
        guard let last = findings.last ?? nil, !findings.contains(where: { $0 == nil }) else { return nil }
        let first = findings[0] ?? last
        let needsCondition = macro != .map || bodies.count == 2
        if needsCondition, first.type != .bool, first.type != .dynamic {
            return fail("not-a-condition", "\(macro.rawValue)() needs true or false, this is \(first.type)", at: bodies[0])
        }
        switch macro {
        case .all, .exists, .existsOne: return Finding(type: .bool)
        case .filter: return Finding(type: .list(element.type), codes: element.codes)
        case .map, .group: return Finding(type: .list(last.type), codes: last.codes)
        }
    }

    /// The keys may differ in type, so they are read one by one and not as a list.
    private mutating func grouped(_ element: Finding, keys: Expr, at expr: Expr) -> Finding? {
        guard case .list(let list) = keys.node, !list.isEmpty else {
            return fail("group-keys", "group() needs at least one key", at: keys)
        }
        let before = errors.count
        for key in list {
            guard let finding = infer(key) else { continue }
            require(.groupKey, of: finding.type, at: key)
        }
        return errors.count == before ? Finding(type: .list(.list(element.type))) : nil
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
