/// `youshu policy eval`: one expression, with the members of a JSON object as its names, and its value as JSON.
package enum PolicyEval {
    /// The value as JSON, or what is wrong. Without an input no name is known but those of types.
    package static func run(
        expression: String, inputJSON: String?, stepLimit: Int = Evaluator.stepLimit
    ) -> Result<String, EvalFailure> {
        var names: [String: Evaluator.Binding] = [:]
        if let inputJSON {
            switch JSONReader.read(inputJSON) {
            case .failure(let problem): return .failure(EvalFailure(message: problem.message))
            case .success(.map(let input)):
                for (key, value) in input.entries {
                    if case .string(let name) = key { names[name] = .value(value) }
                }
            case .success: return .failure(EvalFailure(message: "the input must be a JSON object whose members are the expression's names"))
            }
        }
        let expr: Expr
        switch Parser.parse(expression) {
        case .failure(let problem): return .failure(EvalFailure(message: problem.description))
        case .success(let parsed): expr = parsed
        }
        var evaluator = Evaluator(graph: FactGraph(vocabulary: Vocabulary(records: [:])), names: names, stepLimit: stepLimit)
        return evaluator.evaluate(expr).map(JSONWriter.text).mapError { EvalFailure(message: $0.description) }
    }
}

/// Why an expression has no value.
package struct EvalFailure: Error, Hashable, Sendable, CustomStringConvertible {
    package var message: String
    package var description: String { message }
}
