import Declarations

/// What `youshu policy check` found.
package struct PolicyCheckReport: Sendable {
    package struct Pack: Sendable, Encodable {
        package var id: String
        package var title: Bilingual
        package var rules: Int
        package var parameters: Int
        package var examples: Int
        package var unverifiedRules: Int
        package var unverifiedParameters: Int
    }

    /// A rule that runs one subject at a time, and why.
    package struct Slow: Sendable, Encodable {
        package var pack: String
        package var rule: String
        package var reason: String
    }

    package var packs: [Pack]
    package var diagnostics: [Diagnostic]
    package var notColumnar: [Slow]

    package init(packs: [Pack], diagnostics: [Diagnostic], notColumnar: [Slow]) {
        self.packs = packs
        self.diagnostics = diagnostics
        self.notColumnar = notColumnar
    }

    package var errors: Int { diagnostics.count { $0.severity == .error } }
    package var warnings: Int { diagnostics.count - errors }
    package var rules: Int { packs.reduce(0) { $0 + $1.rules } }
    package var examples: Int { packs.reduce(0) { $0 + $1.examples } }

    /// The mistakes, one a line, then a line for each pack and one for all.
    package var text: String {
        var lines = diagnostics.map(\.description)
        lines += notColumnar.map { "\($0.pack)/rules/\($0.rule).yaml: note: runs one subject at a time: \($0.reason)" }
        lines += packs.map {
            "\($0.id): \($0.rules) rules (\($0.unverifiedRules) unverified 未核实), \($0.parameters) parameters "
                + "(\($0.unverifiedParameters) unverified 未核实), \($0.examples) examples"
        }
        lines.append("\(packs.count) packs, \(rules) rules, \(examples) examples run, \(errors) errors, \(warnings) warnings")
        return lines.joined(separator: "\n") + "\n"
    }

    package func json() throws -> String { try JSONText.of(Printed(self)) }
}

/// The report's form in JSON.
private struct Printed: Encodable {
    struct Mistake: Encodable {
        var severity: String
        var code: String
        var message: String
        var file: String
        var line: Int
        var column: Int
        var suggestion: String?
    }

    var packs: [PolicyCheckReport.Pack]
    var diagnostics: [Mistake]
    var notColumnar: [PolicyCheckReport.Slow]
    var rules: Int
    var examples: Int
    var errors: Int
    var warnings: Int

    init(_ report: PolicyCheckReport) {
        packs = report.packs
        diagnostics = report.diagnostics.map {
            Mistake(
                severity: $0.severity.rawValue, code: $0.code, message: $0.message, file: $0.position.file, line: $0.position.line,
                column: $0.position.column, suggestion: $0.suggestion)
        }
        notColumnar = report.notColumnar
        rules = report.rules
        examples = report.examples
        errors = report.errors
        warnings = report.warnings
    }
}
