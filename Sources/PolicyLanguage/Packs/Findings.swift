import Declarations

/// The mistakes found while one pack is read. Belongs to one loader at a time.
final class Findings {
    private(set) var diagnostics: [Diagnostic] = []

    func report(_ mistake: PackMistake, _ message: String, at position: Position, suggestion: String? = nil) {
        diagnostics.append(mistake(message, at: position, suggestion: suggestion))
    }

    func report(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    var errors: Int { diagnostics.count { $0.severity == .error } }

    /// Whether `body` went through without a new error.
    func clean(_ body: () -> Void) -> Bool {
        let before = errors
        body()
        return errors == before
    }
}
