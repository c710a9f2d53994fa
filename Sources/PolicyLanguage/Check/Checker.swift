import Declarations

/// Checks a pack's expressions against the vocabulary: names, types, units, codes, literals. A pack is typed throughout;
/// what `policy eval` accepts beyond this (lists of mixed types, comparisons across types) is refused here as a mistake.
package struct Checker: Sendable {
    package var vocabulary: Vocabulary
    /// The type of every `parameter.<name>`.
    package var parameters: [String: ValueType]

    package init(vocabulary: Vocabulary, parameters: [String: ValueType] = [:]) {
        self.vocabulary = vocabulary
        self.parameters = parameters
    }

    /// What the place of an expression asks of its type.
    package enum Expectation: Sendable { case anything, condition, evidence, groupKey }

    package struct Outcome: Sendable {
        /// Nil when a diagnostic is an error.
        package var expression: CheckedExpression?
        package var diagnostics: [Diagnostic]
        /// What a `let` of this value would add to the scope; nil when the expression has an error.
        package var entry: Scope.Entry?
    }

    /// Reads and checks the expression that a scalar of a declaration holds. Its nodes get ids from `nextID` on, which is moved behind
    /// them: all expressions of one rule share one counter.
    package func check(_ node: Node, in scope: Scope, nextID: inout Int, expecting expectation: Expectation = .anything) -> Outcome {
        guard let text = node.text else {
            let problem = Diagnostic(.error, "not-an-expression", "an expression must be a text, not \(node.kind)", at: node.position)
            return Outcome(expression: nil, diagnostics: [problem], entry: nil)
        }
        return check(text, in: scope, nextID: &nextID, expecting: expectation, place: node.position(ofScalarAt:))
    }

    /// The same for a text on one line that begins at `position`.
    package func check(
        _ text: String, at position: Position, in scope: Scope, nextID: inout Int, expecting expectation: Expectation = .anything
    ) -> Outcome {
        check(text, in: scope, nextID: &nextID, expecting: expectation) { offset in
            Position(file: position.file, line: position.line, column: position.column + offset)
        }
    }

    private func check(
        _ text: String, in scope: Scope, nextID: inout Int, expecting expectation: Expectation, place: (Int) -> Position
    ) -> Outcome {
        let expr: Expr
        switch Parser.parse(text, nextID: &nextID) {
        case .failure(let problem): return Outcome(expression: nil, diagnostics: [problem.diagnostic(place: place)], entry: nil)
        case .success(let parsed): expr = parsed
        }
        var inference = Inference(checker: self, scope: scope)
        let finding = inference.infer(expr)
        if let finding { inference.require(expectation, of: finding.type, at: expr) }
        let diagnostics =
            inference.errors.map { $0.diagnostic(place: place) } + inference.warnings.map { $0.diagnostic(.warning, place: place) }
        guard inference.errors.isEmpty, let finding else { return Outcome(expression: nil, diagnostics: diagnostics, entry: nil) }
        let checked = CheckedExpression(text: text, expr: expr, types: inference.types, position: place(0))
        return Outcome(expression: checked, diagnostics: diagnostics, entry: finding)
    }
}
