import Declarations

/// Operators: which types go together, and what is said when they do not.
extension Inference {
    mutating func unary(_ operation: Expr.UnaryOperator, _ operand: Expr, at expr: Expr) -> Finding? {
        guard let below = infer(operand) else { return nil }
        switch (operation, below.type) {
        case (.not, .bool), (.minus, .int), (.minus, .double), (.minus, .money), (.minus, .decimal), (_, .dynamic):
            return Finding(type: below.type)
        case (.not, _): return fail("not-a-condition", "'!' needs true or false, this is \(below.type)", at: operand)
        case (.minus, _): return fail("wrong-operand", "'-' needs a number, this is \(below.type)", at: operand)
        }
    }

    mutating func conditional(_ condition: Expr, _ then: Expr, _ otherwise: Expr, at expr: Expr) -> Finding? {
        let (test, a, b) = (infer(condition), infer(then), infer(otherwise))
        guard let test, let a, let b else { return nil }
        guard test.type == .bool || test.type == .dynamic else {
            return fail("not-a-condition", "'?' needs true or false before it, this is \(test.type)", at: condition)
        }
        guard let type = a.type.joined(with: b.type) else {
            return fail("mixed-branches", "both branches of '?' must have one type: \(a.type) and \(b.type)", at: expr)
        }
        return Finding(type: type, codes: a.codes == b.codes ? a.codes : nil)
    }

    mutating func indexed(_ operand: Expr, _ index: Expr, at expr: Expr) -> Finding? {
        let (below, position) = (infer(operand), infer(index))
        guard let below, let position else { return nil }
        switch below.type {
        case .list(let element):
            guard position.type == .int || position.type == .dynamic else {
                return fail("wrong-operand", "a place in a list is an int, this is \(position.type)", at: index)
            }
            guard let places = below.places, case .literal(.int(let place)) = index.node else { return Finding(type: element, codes: below.codes) }
            guard places.indices.contains(Int(clamping: place)) else {
                return fail("index-range", "there are \(places.count) keys, counted from 0", at: index)
            }
            return Finding(type: places[Int(clamping: place)])
        case .map(let key, let value):
            guard key.joined(with: position.type) != nil else {
                return fail("wrong-operand", "the map's keys are \(key), this is \(position.type)", at: index)
            }
            return Finding(type: value)
        case .dynamic: return Finding(type: .dynamic)
        default: return fail("not-a-list", "only lists and maps have places, this is \(below.type)", at: operand)
        }
    }

    mutating func binary(_ operation: Expr.BinaryOperator, _ left: Expr, _ right: Expr, at expr: Expr) -> Finding? {
        let (a, b) = (infer(left), infer(right))
        guard let a, let b else { return nil }
        switch operation {
        case .and, .or:
            for (side, type) in [(left, a.type), (right, b.type)] where type != .bool && type != .dynamic {
                return fail("not-a-condition", "'\(operation.rawValue)' needs true or false, this is \(type)", at: side)
            }
            return Finding(type: .bool)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            return comparison(operation, (left, a), (right, b), at: expr)
        case .within: return within((left, a), (right, b), at: expr)
        case .add, .subtract, .multiply, .divide, .modulo: return arithmetic(operation, (left, a), (right, b), at: expr)
        }
    }

    private typealias Side = (expr: Expr, finding: Finding)

    // MARK: Comparison

    private mutating func comparison(_ operation: Expr.BinaryOperator, _ left: Side, _ right: Side, at expr: Expr) -> Finding? {
        let (a, b) = (left.finding.type, right.finding.type)
        if a == .null || b == .null {
            return fail("null-comparison", "nothing in a pack is null: an empty cell is an absent field", at: expr, suggestion: "has(…)")
        }
        guard a.joined(with: b) != nil || (a.isNumber && b.isNumber) else { return clash(left, right, "compared with", at: expr) }
        let isEquality = operation == .equal || operation == .notEqual
        if !isEquality, let type = [a, b].first(where: { !$0.isOrdered }) {
            return fail("no-order", "\(type) has no order, only '==' and '!='", at: expr)
        }
        if isEquality, case .record = a {
            return fail("no-equality", "records cannot be compared: compare a field that identifies them", at: expr)
        }
        guard checkCode(of: left.finding.codes, literal: right.expr), checkCode(of: right.finding.codes, literal: left.expr) else { return nil }
        return Finding(type: .bool)
    }

    private mutating func within(_ left: Side, _ right: Side, at expr: Expr) -> Finding? {
        switch right.finding.type {
        case .list(let element):
            let a = left.finding.type
            guard a.joined(with: element) != nil || (a.isNumber && element.isNumber) else {
                return clash(left, (right.expr, Finding(type: element)), "looked for in a list of", at: expr)
            }
            if case .list(let literals) = right.expr.node {
                for literal in literals where !checkCode(of: left.finding.codes, literal: literal) { return nil }
            }
            guard checkCode(of: right.finding.codes, literal: left.expr) else { return nil }
        case .map(let key, _):
            guard left.finding.type.joined(with: key) != nil else { return clash(left, right, "looked for in", at: expr) }
        case .dynamic: break
        default: return fail("not-a-list", "'in' needs a list or a map on its right, this is \(right.finding.type)", at: right.expr)
        }
        return Finding(type: .bool)
    }

    /// Whether a text is one of a coded column's values. Only literals can be told before running.
    private mutating func checkCode(of codes: [String]?, literal: Expr) -> Bool {
        guard let codes, case .literal(.string(let text)) = literal.node, !codes.contains(text) else { return true }
        let hint = nearest(text, among: codes) ?? codes.prefix(8).joined(separator: ", ")
        _ = fail("unknown-code", "'\(text)' is not in the column's list of codes", at: literal, suggestion: hint)
        return false
    }

    // MARK: Arithmetic

    private mutating func arithmetic(_ operation: Expr.BinaryOperator, _ left: Side, _ right: Side, at expr: Expr) -> Finding? {
        if operation == .divide || operation == .modulo, case .literal(let literal) = right.expr.node, literal == .int(0) || literal == .uint(0) {
            return fail("divide-by-zero", "division by zero", at: right.expr)
        }
        let (a, b) = (left.finding.type, right.finding.type)
        if let type = Self.arithmetic(operation, a, b) {
            return Finding(type: type, codes: left.finding.codes == right.finding.codes ? left.finding.codes : nil)
        }
        if case .list = a, case .list = b, operation == .add {
            return fail("mixed-list", "lists of different types cannot be joined: \(a) and \(b)", at: expr)
        }
        if operation == .divide, a.hasUnit, b.hasUnit {
            return fail(
                "unit-clash", "\(a) cannot be divided by \(b)", at: expr, suggestion: "compare products, such as a * 100 > b * 30")
        }
        if operation == .multiply, let (_, factor) = [(a, right.expr), (b, left.expr)].first(where: { $0.0.hasUnit }),
            case .literal(.double(let number)) = factor.node
        {
            return fail("unit-clash", "'*' does not take \(a) and \(b)", at: expr, suggestion: "decimal(\(number))")
        }
        return clash(left, right, "'\(operation.rawValue)'", at: expr)
    }

    /// The type of a sum, product, …, nil when the operator does not take these types.
    static func arithmetic(_ operation: Expr.BinaryOperator, _ a: ValueType, _ b: ValueType) -> ValueType? {
        let plain = ValueType.decimal(unit: "")
        switch (operation, a, b) {
        case (_, .dynamic, _), (_, _, .dynamic): return .dynamic
        case (.modulo, .int, .int), (.modulo, .uint, .uint): return a
        case (.modulo, _, _): return nil
        case (_, .int, .int), (_, .uint, .uint), (_, .double, .double): return a
        case (.add, .string, .string), (.add, .bytes, .bytes): return a
        case (.add, .list, .list): return a.joined(with: b)
        case (.add, .date, .int), (.subtract, .date, .int): return .date
        case (.subtract, .date, .date): return .int
        case (.add, .timestamp, .duration), (.add, .duration, .timestamp), (.subtract, .timestamp, .duration): return .timestamp
        case (.subtract, .timestamp, .timestamp), (.add, .duration, .duration), (.subtract, .duration, .duration): return .duration
        case (.add, .money, .money), (.subtract, .money, .money): return .money
        case (.multiply, .money, .int), (.divide, .money, .int): return .money
        case (.multiply, .int, .money): return .money
        case (.multiply, .money, plain), (.multiply, plain, .money): return .money
        case (.add, .decimal, .decimal), (.subtract, .decimal, .decimal): return a == b ? a : nil
        case (.multiply, .decimal, .int), (.divide, .decimal, .int): return a
        case (.multiply, .int, .decimal): return b
        case (.multiply, .decimal, plain): return a
        case (.multiply, plain, .decimal): return b
        default: return nil
        }
    }

    // MARK: Messages

    /// Two types that do not go together: of units when one side has one, of types otherwise.
    private mutating func clash(_ left: Side, _ right: Side, _ what: String, at expr: Expr) -> Finding? {
        let (a, b) = (left.finding.type, right.finding.type)
        let message = what.hasPrefix("'") ? "\(what) does not take \(a) and \(b)" : "\(a) is \(what) \(b)"
        if (a.hasUnit && (b.hasUnit || b.isNumber)) || (b.hasUnit && a.isNumber) {
            let (unit, number) = a.hasUnit ? (a, right.expr) : (b, left.expr)
            return fail("unit-clash", message, at: expr, suggestion: number.asLiteral(of: unit))
        }
        for (side, other) in [(left, b), (right, a)] where other == .date {
            if case .literal(.string(let text)) = side.expr.node {
                return fail("type-mismatch", message, at: expr, suggestion: "date('\(text)')")
            }
        }
        return fail("type-mismatch", message, at: expr)
    }
}

extension ValueType {
    fileprivate var isOrdered: Bool {
        switch self {
        case .list, .map, .null, .type, .record: false
        default: true
        }
    }
}

extension Expr {
    /// A bare number written with the unit that the other side has.
    fileprivate func asLiteral(of type: ValueType) -> String? {
        let number: String
        switch node {
        case .literal(.int(let value)): number = "\(value)"
        case .literal(.double(let value)): number = "\(value)"
        default: return nil
        }
        switch type {
        case .money: return "yuan(\(number))"
        case .decimal(let unit):
            guard let name = DecimalUnit(rawValue: unit)?.function else { return nil }
            return "\(name)(\(number))"
        default: return nil
        }
    }
}
