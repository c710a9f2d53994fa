import Declarations

/// Why an expression cannot be read, or what its value was an error of.
package struct ExpressionProblem: Error, Hashable, Sendable {
    /// A stable name for the kind of mistake, one word, lower case, hyphens: `syntax`, `unsupported`, `divide-by-zero`, …
    package var code: String
    package var message: String
    /// Offsets in Unicode scalars of the expression's text.
    package var span: Range<Int>
    package var suggestion: String?

    package init(_ code: String, _ message: String, at span: Range<Int>, suggestion: String? = nil) {
        self.code = code
        self.message = message
        self.span = span
        self.suggestion = suggestion
    }

    /// The problem as a diagnostic of the file in which the expression stands; `place` gives the position of an offset.
    func diagnostic(_ severity: Diagnostic.Severity = .error, place: (Int) -> Position) -> Diagnostic {
        Diagnostic(severity, code, message, at: place(span.lowerBound), suggestion: suggestion)
    }
}

extension ExpressionProblem: CustomStringConvertible {
    /// `offset 4: message`, counted from 1 as an editor's column is.
    package var description: String { "column \(span.lowerBound + 1): \(message)" }
}
