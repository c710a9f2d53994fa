/// Where something stands in a text file. Lines and columns count from 1; a column counts characters.
package struct Position: Hashable, Sendable, Comparable {
    package var file: String
    package var line: Int
    package var column: Int

    package init(file: String, line: Int, column: Int = 1) {
        self.file = file
        self.line = line
        self.column = column
    }

    package static func < (a: Position, b: Position) -> Bool { (a.file, a.line, a.column) < (b.file, b.line, b.column) }
}

/// What is wrong with a declaration (a pack, a rule, a source's schema), where, and what to do about it.
package struct Diagnostic: Hashable, Sendable {
    package enum Severity: String, Sendable { case error, warning }

    package var severity: Severity
    /// A stable name for the kind of mistake, such as `unknown-field`: one word, lower case, hyphens.
    package var code: String
    package var message: String
    package var position: Position
    /// What to write instead, when it can be told.
    package var suggestion: String?

    package init(_ severity: Severity = .error, _ code: String, _ message: String, at position: Position, suggestion: String? = nil) {
        self.severity = severity
        self.code = code
        self.message = message
        self.position = position
        self.suggestion = suggestion
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `file:line:column: error: message [code]; try: suggestion`, the form that editors jump from.
    package var description: String {
        let hint = suggestion.map { "; try: \($0)" } ?? ""
        return "\(position.file):\(position.line):\(position.column): \(severity.rawValue): \(message) [\(code)]\(hint)"
    }
}
