/// What an operator or function says instead of a value; the evaluator adds where.
struct EvaluationError: Error, Hashable {
    var code: String
    var message: String

    init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    static func noOverload(_ name: String, _ arguments: [Value]) -> EvaluationError {
        EvaluationError("no-such-overload", "no such overload: \(name) of \(arguments.map(\.typeName).joined(separator: ", "))")
    }

    static func overflow(_ what: String) -> EvaluationError {
        EvaluationError("overflow", "integer overflow: the result of \(what) is out of range")
    }

    static let divideByZero = EvaluationError("divide-by-zero", "division by zero")
}

typealias Answer = Result<Value, EvaluationError>

extension Result {
    /// The failure, nil for a success.
    var problem: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
