import Basics

/// Equality and order of values, CEL's across the number types.
enum Comparing {
    /// Values of different types are unequal, except numbers, which are compared as numbers; money and decimals against a bare number
    /// or another unit are a unit clash, not an answer.
    static func equal(_ a: Value, _ b: Value) -> Result<Bool, EvaluationError> {
        if let clash = unitClash(a, b) { return .failure(clash) }
        switch (a, b) {
        case (.null, .null): return .success(true)
        case (.bool(let x), .bool(let y)): return .success(x == y)
        case (.string(let x), .string(let y)): return .success(x.utf8.elementsEqual(y.utf8))
        case (.bytes(let x), .bytes(let y)): return .success(x == y)
        case (.type(let x), .type(let y)): return .success(x == y)
        case (.record(let x), .record(let y)): return .success(x == y)
        case (.list(let x), .list(let y)): return equal(x, y)
        case (.map(let x), .map(let y)): return equal(x, y)
        default: return .success(order(a, b) == .same)
        }
    }

    private static func equal(_ a: [Value], _ b: [Value]) -> Result<Bool, EvaluationError> {
        guard a.count == b.count else { return .success(false) }
        for (x, y) in zip(a, b) {
            let answer = equal(x, y)
            guard case .success(true) = answer else { return answer }
        }
        return .success(true)
    }

    private static func equal(_ a: ValueMap, _ b: ValueMap) -> Result<Bool, EvaluationError> {
        guard a.count == b.count else { return .success(false) }
        for (key, value) in a.entries {
            guard let other = b[key] else { return .success(false) }
            let answer = equal(value, other)
            guard case .success(true) = answer else { return answer }
        }
        return .success(true)
    }

    enum Order { case before, same, after, unordered }

    /// How two values of an ordered type stand; nil when their types do not compare, `unordered` for NaN.
    static func order(_ a: Value, _ b: Value) -> Order? {
        switch (a, b) {
        case (.int(let x), .int(let y)): of(x, y)
        case (.uint(let x), .uint(let y)): of(x, y)
        case (.int(let x), .uint(let y)): x < 0 ? .before : of(UInt64(x), y)
        case (.uint(let x), .int(let y)): y < 0 ? .after : of(x, UInt64(y))
        case (.double(let x), .double(let y)): x.isNaN || y.isNaN ? .unordered : of(x, y)
        case (.double(let x), .int(let y)): of(x, whole: y)
        case (.double(let x), .uint(let y)): of(x, whole: y)
        case (.int(let x), .double(let y)): of(y, whole: x).reversed
        case (.uint(let x), .double(let y)): of(y, whole: x).reversed
        case (.bool(let x), .bool(let y)): of(x ? 1 : 0, y ? 1 : 0)
        case (.string(let x), .string(let y)): lexicographic(x.utf8, y.utf8)
        case (.bytes(let x), .bytes(let y)): lexicographic(x, y)
        case (.timestamp(let x), .timestamp(let y)): of(x, y)
        case (.duration(let x), .duration(let y)): of(x, y)
        case (.date(let x), .date(let y)): of(x, y)
        case (.money(let x), .money(let y)): of(x, y)
        case (.decimal(let x, let unit), .decimal(let y, let other)): unit == other ? of(x, y) : nil
        default: nil
        }
    }

    /// An error when one side has a unit and the other is a bare number or has another unit.
    static func unitClash(_ a: Value, _ b: Value) -> EvaluationError? {
        guard let x = a.unit, let y = b.unit, x != y else { return nil }
        return EvaluationError("unit-clash", "unit clash: \(x) against \(y)")
    }

    private static func of<T: Comparable>(_ a: T, _ b: T) -> Order { a < b ? .before : a == b ? .same : .after }

    /// A whole number against a double is compared as a double, as CEL's own tests ask, although beyond 2^53 neighbours fall together.
    private static func of(_ a: Double, whole b: some FixedWidthInteger) -> Order {
        a.isNaN ? .unordered : of(a, Double(b))
    }

    private static func lexicographic(_ a: some Sequence<UInt8>, _ b: some Sequence<UInt8>) -> Order {
        a.elementsEqual(b) ? .same : a.lexicographicallyPrecedes(b) ? .before : .after
    }
}

extension Comparing.Order {
    fileprivate var reversed: Comparing.Order {
        switch self {
        case .before: .after
        case .after: .before
        default: self
        }
    }
}

extension Value {
    /// What a number counts, for clashes: `a bare number`, `money`, `decimal in m2`; nil for what is no number.
    fileprivate var unit: String? {
        switch self {
        case .int, .uint, .double: "a bare number"
        case .money: "money"
        case .decimal(_, let unit): unit.isEmpty ? "decimal" : "decimal in \(unit)"
        default: nil
        }
    }
}
