import Declarations

/// Lists, maps and the macros over them.
extension Inference {
    mutating func list(_ elements: [Expr], at expr: Expr) -> Finding? {
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

    mutating func map(_ entries: [(key: Expr, value: Expr)], at expr: Expr) -> Finding? {
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

    mutating func macroed(_ macro: Expr.Macro, _ range: Expr, _ variable: String, _ bodies: [Expr], at expr: Expr) -> Finding? {
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
    mutating func grouped(_ element: Finding, keys: Expr, at expr: Expr) -> Finding? {
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
