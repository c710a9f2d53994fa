import Basics
import Declarations

/// Reads one file of `rules/`. Every mistake is reported at its place; a rule with an error is left out.
struct RuleReader {
    /// Longer rules are hard to judge by those who sign them.
    static let lineLimit = 80

    let context: RuleContext
    let source: SourceText
    let log: DiagnosticLog

    func rule(from root: Node, fileName: String) -> Rule? {
        guard let reader = MappingReader(root, what: "a rule", log) else { return nil }
        let errorsBefore = log.errorCount
        if source.lines > Self.lineLimit {
            let place = Position(file: root.position.file, line: Self.lineLimit + 1)
            log.report(.fileTooLong, "the rule has \(source.lines) lines; beyond \(Self.lineLimit) it should become two rules", at: place)
        }
        let head = head(reader, fileName: fileName)
        let force = InForceReader(log: log).span(reader)
        let expressions = RuleExpressions(checker: context.checker, source: source, log: log)
        let body = body(reader, expressions)
        let texts = texts(reader, evidence: body?.evidence.map(\.name))
        let examples = ExampleReader(log: log).examples(reader, evidence: body?.evidence.map(\.name), force: force)
        reader.finish()
        checkParameters(expressions.parameters, force: force, at: reader)
        guard log.errorCount == errorsBefore, expressions.parameters.isDisjoint(with: context.brokenParameters) else { return nil }
        guard let head, let force, let body, let texts else { return nil }
        return Rule(
            id: head.id, version: head.version, status: head.status, title: head.title, subject: body.subject, outcome: head.outcome,
            severity: head.severity, references: head.references, inForceFrom: force.from, inForceUntil: force.until,
            inForceKnown: force.known, verified: head.verified && unverified(expressions.parameters).isEmpty, lets: body.lets,
            condition: body.condition, evidence: body.evidence, message: texts.message, investigate: texts.investigate,
            falsePositives: texts.falsePositives, knownGaps: texts.knownGaps, examples: examples, position: root.position)
    }

    private func unverified(_ parameters: Set<String>) -> [String] {
        parameters.filter { context.parameters[$0]?.verified == false }.sorted()
    }

    private func checkParameters(_ used: Set<String>, force: InForce?, at reader: MappingReader) {
        let unverified = unverified(used)
        if reader.optionalNode("verified")?.text == "true", !unverified.isEmpty {
            log.report(
                .unverifiedNotMarked, "the rule says verified, its parameter \(unverified[0]) does not: it counts as unverified",
                at: reader.keyPosition(of: "verified"), suggestion: "verified: false")
        }
        guard let from = force?.from else { return }
        for name in used.sorted() {
            guard let first = context.parameters[name]?.history.first?.from, first > from else { continue }
            log.report(
                .dateGap, "the rule is in force from \(from), parameter.\(name) has no value before \(first)",
                at: reader.position(of: "in_force"), suggestion: "a value of \(name) from \(from) on")
        }
    }
}
