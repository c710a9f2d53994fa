/// The mistakes found while loading declarations, in the order they were found.
///
/// A class, because many readers write to one log while they are nested in each other. One load, one log, one task: it is not Sendable;
/// what crosses tasks is `diagnostics`.
package final class DiagnosticLog {
    package private(set) var diagnostics: [Diagnostic] = []
    package private(set) var errorCount = 0

    package init() {}

    package func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
        if diagnostic.severity == .error { errorCount += 1 }
    }

    package func report(contentsOf others: [Diagnostic]) { others.forEach(report) }

    package func error(_ code: String, _ message: String, at position: Position, suggestion: String? = nil) {
        report(Diagnostic(.error, code, message, at: position, suggestion: suggestion))
    }

    package func warning(_ code: String, _ message: String, at position: Position, suggestion: String? = nil) {
        report(Diagnostic(.warning, code, message, at: position, suggestion: suggestion))
    }

    package var hasErrors: Bool { errorCount > 0 }

    /// By file, line and column, as they are printed; mistakes of one place keep their order.
    package var inOrderOfPlace: [Diagnostic] {
        diagnostics.enumerated().sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element)
    }
}
