import Declarations

/// Checks the expressions of one rule, in the order in which they are written, and remembers what they name.
///
/// A class, because every expression's nodes are numbered on behind those before it and every name used is remembered.
final class RuleExpressions {
    private let checker: Checker
    private let source: SourceText
    private let log: DiagnosticLog
    private var nextID = 0
    /// The names the rule sees so far: its subject's, and the `let` names above.
    private(set) var scope: Scope
    /// Everything named by the expressions that were read without a mistake.
    private(set) var used: Set<String> = []
    private(set) var parameters: Set<String> = []

    init(checker: Checker, source: SourceText, log: DiagnosticLog) {
        self.checker = checker
        self.source = source
        self.log = log
        scope = Scope()
    }

    func enter(_ scope: Scope) { self.scope = scope }

    /// The checked expression of a YAML value; nil after a report.
    func expression(_ node: Node, _ what: String, expecting expectation: Checker.Expectation = .anything) -> CheckedExpression? {
        outcome(node, what, in: scope, expecting: expectation)?.expression
    }

    /// A group's key, which sees the row and not the group.
    func groupKey(_ node: Node, dataset: String) -> CheckedExpression? {
        outcome(node, "a key of 'by'", in: .ofGroupKeys(dataset: dataset), expecting: .groupKey)?.expression
    }

    /// A `let`, whose name the expressions after it see.
    func define(_ entry: Node.Entry) -> Rule.Let? {
        guard Identifier.isSnake(entry.key) else {
            log.report(.badID, "a name in 'let' is lower case with underscores, such as new_cars", at: entry.keyPosition)
            return nil
        }
        if scope[entry.key] != nil || entry.key == "parameter" {
            log.report(.shadowedName, "'\(entry.key)' already has a meaning in this rule", at: entry.keyPosition)
            return nil
        }
        guard let outcome = outcome(entry.value, "'\(entry.key)'", in: scope), let value = outcome.expression else {
            // So that the names below are not reported as unknown on top.
            scope[entry.key] = Scope.Entry(type: .dynamic)
            return nil
        }
        scope[entry.key] = outcome.entry
        return Rule.Let(name: entry.key, value: value)
    }

    private func outcome(
        _ node: Node, _ what: String, in scope: Scope, expecting expectation: Checker.Expectation = .anything
    ) -> Checker.Outcome? {
        guard let text = node.text(what, log) else { return nil }
        let places = ScalarPlaces(value: text, at: node.position, in: source)
        // As a text in column 0 a mistake's column is its offset, which `places` leads to its own line, folded or not.
        let origin = Position(file: node.position.file, line: node.position.line, column: 0)
        var outcome = checker.check(text, at: origin, in: scope, nextID: &nextID, expecting: expectation)
        for var diagnostic in outcome.diagnostics {
            diagnostic.position = places.position(of: diagnostic.position.column)
            log.report(diagnostic)
        }
        outcome.expression?.position = node.textPosition
        if let expression = outcome.expression {
            let use = NameUse(of: expression.expr)
            used.formUnion(use.free)
            parameters.formUnion(use.parameters)
        }
        return outcome
    }
}
