/// Runs expressions for one subject, by walking the tree: slow, plain, and sharing nothing with the columns, whose second opinion it is.
///
/// Every run ends: steps are counted, also for the work inside functions, and nesting is limited. Errors are values with their place.
package struct Evaluator {
    /// What a name stands for.
    package enum Binding: Sendable {
        case value(Value)
        /// A `let`: computed when it is first used, so that an error in a value nobody needs harms nobody.
        case deferred(CheckedExpression)
    }

    /// Steps of one evaluator, over all expressions it runs.
    package static let stepLimit = 5_000_000
    /// Deepest nesting of nodes, through lets. A level costs up to 15 kB of stack without optimisation, and a thread has 8 MB.
    static let depthLimit = 400

    package let graph: FactGraph
    let parameters: [String: Value]
    /// Whether a name such as `a.b` is bound, which then goes before the field `b` of `a`.
    let hasDottedNames: Bool
    var names: [String: Binding]
    var computed: [String: Result<Value, ExpressionProblem>] = [:]
    /// Variables of the macros around the node at hand, the innermost last.
    var variables: [(name: String, value: Value)] = []
    /// Types by node, where a checker gave them: the sum of an empty list needs its own.
    var types: [Int: ValueType] = [:]
    /// Patterns compiled so far.
    var patterns: [String: Pattern] = [:]
    var steps: Int
    var depth = 0
    /// What was read; nil when nobody asked.
    var touched: Touched?

    package init(
        graph: FactGraph, names: [String: Binding], parameters: [String: Value] = [:], stepLimit: Int = Evaluator.stepLimit,
        tracing: Bool = false
    ) {
        self.graph = graph
        self.names = names
        self.parameters = parameters
        steps = stepLimit
        hasDottedNames = names.keys.contains { $0.contains(".") }
        touched = tracing ? Touched() : nil
    }

    /// The value of a checked expression.
    package mutating func evaluate(_ expression: CheckedExpression) -> Result<Value, ExpressionProblem> {
        let outer = types
        types = expression.types
        defer { types = outer }
        return evaluate(expression.expr)
    }

    package mutating func evaluate(_ expr: Expr) -> Result<Value, ExpressionProblem> {
        do throws(ExpressionProblem) { return .success(try value(of: expr)) } catch { return .failure(error) }
    }

    /// The records and parameters read so far, each once, in the order of first reading.
    func whatWasTouched() -> (records: [FactGraph.RecordID], parameters: [String]) {
        (touched?.records ?? [], touched?.parameters ?? [])
    }

    /// What a `let` turned out to be; nil while nobody has used it.
    func computedLet(_ name: String) -> Result<Value, ExpressionProblem>? { computed[name] }

    struct Touched {
        var records: [FactGraph.RecordID] = []
        var seen: Set<FactGraph.RecordID> = []
        var parameters: [String] = []
    }

    func problem(_ error: EvaluationError, at expr: Expr) -> ExpressionProblem {
        ExpressionProblem(error.code, error.message, at: expr.span)
    }

    /// Counts work that grows with the size of a value.
    mutating func spend(_ count: Int, at expr: Expr) throws(ExpressionProblem) {
        steps -= count
        guard steps > 0 else { throw ExpressionProblem("too-costly", "the expression takes more steps than are allowed", at: expr.span) }
    }
}
