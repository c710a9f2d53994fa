import Basics

/// Sums, products and the other binary operators on values. Nothing wraps: what does not fit is an error.
enum Calculating {
    static func apply(_ operation: Expr.BinaryOperator, _ a: Value, _ b: Value) -> Answer {
        switch (a, b) {
        case (.int(let x), .int(let y)): return whole(operation, x, y).map(Value.int)
        case (.uint(let x), .uint(let y)): return whole(operation, x, y).map(Value.uint)
        case (.double(let x), .double(let y)): return fractional(operation, x, y) ?? none(operation, a, b)
        case (.timestamp, _), (.duration, _): return TimeArithmetic.apply(operation, a, b) ?? none(operation, a, b)
        case (.date, _): return days(operation, a, b) ?? none(operation, a, b)
        case (.money, _), (.decimal, _), (_, .money), (_, .decimal): return withUnits(operation, a, b) ?? none(operation, a, b)
        case (.string(let x), .string(let y)) where operation == .add: return .success(.string(x + y))
        case (.bytes(let x), .bytes(let y)) where operation == .add: return .success(.bytes(x + y))
        case (.list(let x), .list(let y)) where operation == .add: return .success(.list(x + y))
        default: return none(operation, a, b)
        }
    }

    static func negate(_ value: Value) -> Answer {
        switch value {
        case .int(let x): whole(.subtract, 0, x).map(Value.int)
        case .double(let x): .success(.double(-x))
        case .money(let x): whole(.subtract, 0, x).map(Value.money)
        case .decimal(let x, let unit): whole(.subtract, 0, x).map { .decimal($0, unit: unit) }
        default: .failure(.noOverload("-", [value]))
        }
    }

    private static func none(_ operation: Expr.BinaryOperator, _ a: Value, _ b: Value) -> Answer {
        .failure(Comparing.unitClash(a, b) ?? .noOverload(operation.rawValue, [a, b]))
    }

    static func whole<T: FixedWidthInteger>(_ operation: Expr.BinaryOperator, _ a: T, _ b: T) -> Result<T, EvaluationError> {
        let (result, overflow): (T, Bool)
        switch operation {
        case .add: (result, overflow) = a.addingReportingOverflow(b)
        case .subtract: (result, overflow) = a.subtractingReportingOverflow(b)
        case .multiply: (result, overflow) = a.multipliedReportingOverflow(by: b)
        case .divide:
            guard b != 0 else { return .failure(.divideByZero) }
            (result, overflow) = a.dividedReportingOverflow(by: b)
        case .modulo:
            guard b != 0 else { return .failure(EvaluationError("divide-by-zero", "modulus by zero")) }
            (result, overflow) = a.remainderReportingOverflow(dividingBy: b)
        default: return .failure(EvaluationError("no-such-overload", "'\(operation.rawValue)' is no sum"))
        }
        return overflow ? .failure(.overflow("'\(operation.rawValue)'")) : .success(result)
    }

    private static func fractional(_ operation: Expr.BinaryOperator, _ a: Double, _ b: Double) -> Answer? {
        switch operation {
        case .add: .success(.double(a + b))
        case .subtract: .success(.double(a - b))
        case .multiply: .success(.double(a * b))
        case .divide: .success(.double(a / b))
        default: nil
        }
    }

    private static func days(_ operation: Expr.BinaryOperator, _ a: Value, _ b: Value) -> Answer? {
        switch (operation, a, b) {
        case (.subtract, .date(let x), .date(let y)): return .success(.int(Int64(y.days(to: x))))
        case (.add, .date(let x), .int(let y)): return later(x, y)
        case (.subtract, .date(let x), .int(let y)):
            return whole(.subtract, 0, y).flatMap { later(x, $0) }
        default: return nil
        }
    }

    private static func later(_ date: CalendarDate, _ days: Int64) -> Answer {
        guard let result = date.adding(days: Int(clamping: days)) else { return .failure(.overflow("a date")) }
        return .success(.date(result))
    }

    /// Money and decimals. A product with a decimal drops what is below a fen or a hundredth, toward zero.
    private static func withUnits(_ operation: Expr.BinaryOperator, _ a: Value, _ b: Value) -> Answer? {
        switch (operation, a, b) {
        case (.add, .money(let x), .money(let y)), (.subtract, .money(let x), .money(let y)): whole(operation, x, y).map(Value.money)
        case (.multiply, .money(let x), .int(let y)), (.divide, .money(let x), .int(let y)), (.multiply, .int(let x), .money(let y)):
            whole(operation, x, y).map(Value.money)
        case (.multiply, .money(let x), .decimal(let y, unit: "")), (.multiply, .decimal(let y, unit: ""), .money(let x)):
            hundredthsProduct(x, y).map(Value.money)
        case (.add, .decimal(let x, let u), .decimal(let y, let v)), (.subtract, .decimal(let x, let u), .decimal(let y, let v)):
            u == v ? whole(operation, x, y).map { .decimal($0, unit: u) } : nil
        case (.multiply, .decimal(let x, let u), .int(let y)), (.divide, .decimal(let x, let u), .int(let y)),
            (.multiply, .int(let x), .decimal(let y, let u)):
            whole(operation, x, y).map { .decimal($0, unit: u) }
        case (.multiply, .decimal(let x, let u), .decimal(let y, unit: "")), (.multiply, .decimal(let x, unit: ""), .decimal(let y, let u)):
            hundredthsProduct(x, y).map { .decimal($0, unit: u) }
        default: nil
        }
    }

    /// `x * y / 100` without an intermediate overflow.
    private static func hundredthsProduct(_ x: Int64, _ y: Int64) -> Result<Int64, EvaluationError> {
        let product = x.multipliedFullWidth(by: y)
        guard product.high >= -50, product.high < 50 else { return .failure(.overflow("'*'")) }
        let (quotient, _) = Int64(100).dividingFullWidth(product)
        return .success(quotient)
    }
}
