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

/// What a rule says of itself.
private struct Head {
    var id: String
    var version: Int
    var status: Rule.Status
    var title: Bilingual
    var outcome: Rule.Outcome
    var severity: Int
    var references: [Rule.Reference]
    var verified: Bool
}

private struct Body {
    var subject: Rule.Subject
    var lets: [Rule.Let]
    var condition: CheckedExpression
    var evidence: [Rule.Evidence]
}

private struct Texts {
    var message: Bilingual
    var investigate: Bilingual
    var falsePositives: [String]
    var knownGaps: Bilingual?
}

// MARK: - What a rule says of itself

extension RuleReader {
    private func head(_ reader: MappingReader, fileName: String) -> Head? {
        let id = id(reader, fileName: fileName)
        let version = reader.number("version", in: 1...Int.max, .badVersion)
        let status = reader.word("status", of: Rule.Status.self, .badStatus)
        let title = reader.titles("title")
        let outcome = reader.word("outcome", of: Rule.Outcome.self, .badOutcome)
        let severity = reader.number("severity", in: 1...3, .badSeverity)
        let references = references(reader)
        let verified = reader.bool("verified")
        guard let id, let version, let status, let title, let outcome, let severity, let references, let verified else { return nil }
        return Head(
            id: id, version: version, status: status, title: title, outcome: outcome, severity: severity, references: references,
            verified: verified)
    }

    private func id(_ reader: MappingReader, fileName: String) -> String? {
        guard let node = reader.node("id"), let id = node.text("'id'", log) else { return nil }
        guard Identifier.isRuleID(id) else {
            log.report(
                .badID, "a rule's id is lower case with hyphens, such as vehicle-over-limit, not \(node.kind)", at: node.position,
                suggestion: Identifier.ruleID(near: id))
            return nil
        }
        if id != fileName {
            log.report(.idDiffersFromFile, "the rule \(id) stands in \(fileName).yaml", at: node.position, suggestion: "\(id).yaml")
        }
        return id
    }

    private func references(_ reader: MappingReader) -> [Rule.Reference]? {
        guard let nodes = reader.list("references") else { return nil }
        if nodes.isEmpty {
            log.report(.missingReference, "a rule needs at least one reference: no law without its place", at: reader.position(of: "references"))
        }
        return nodes.compactMap { node in
            guard let entry = MappingReader(node, what: "a reference", log) else { return nil }
            let title = entry.text("title")
            let (place, section, url) = (entry.optionalText("place"), entry.optionalText("section"), entry.optionalText("url"))
            _ = entry.optionalText("handbook")
            entry.finish()
            return title.map { Rule.Reference(title: $0, place: place, section: section, url: url) }
        }
    }
}

// MARK: - What a rule decides

extension RuleReader {
    private func body(_ reader: MappingReader, _ expressions: RuleExpressions) -> Body? {
        let subject = SubjectReader(vocabulary: context.checker.vocabulary, expressions: expressions, log: log).subject(reader)
        guard let subject else {
            // Without a subject every name below would be unknown: asked for, so that `finish` knows them, and left.
            _ = reader.optionalNode("let")
            for key in ["when", "evidence"] { _ = reader.node(key) }
            return nil
        }
        expressions.enter(.of(subject, vocabulary: context.checker.vocabulary))
        let written = reader.optionalMapping("let")?.allEntries() ?? []
        let lets = written.compactMap { expressions.define($0) }
        let condition = reader.node("when").flatMap { expressions.expression($0, "'when'", expecting: .condition) }
        let evidence = evidence(reader, expressions)
        guard let condition, let evidence else { return nil }
        for entry in written where !expressions.used.contains(entry.key) {
            log.report(.unusedLet, "'\(entry.key)' is named and never used", at: entry.keyPosition)
        }
        return Body(subject: subject, lets: lets, condition: condition, evidence: evidence)
    }

    private func evidence(_ reader: MappingReader, _ expressions: RuleExpressions) -> [Rule.Evidence]? {
        guard let nodes = reader.list("evidence") else { return nil }
        var names: Set<String> = []
        var all: [Rule.Evidence] = []
        for node in nodes {
            guard let entry = MappingReader(node, what: "an evidence", log) else { continue }
            let name = entry.text("name")
            let title = entry.translations(of: "an evidence")
            let value = entry.node("value").flatMap { expressions.expression($0, "'value'", expecting: .evidence) }
            entry.finish()
            guard let name else { continue }
            if !Identifier.isSnake(name) {
                log.report(.badID, "an evidence's name is lower case with underscores", at: entry.position(of: "name"))
            } else if !names.insert(name).inserted {
                log.report(.duplicateEvidence, "two evidences are called '\(name)'", at: entry.position(of: "name"))
            }
            guard let title, let value else { continue }
            all.append(Rule.Evidence(name: name, title: title, value: value))
        }
        return all.count == nodes.count ? all : nil
    }
}

// MARK: - What a rule tells the reader

extension RuleReader {
    /// `evidence` is nil when it could not be read, so that its names are not held against the message.
    private func texts(_ reader: MappingReader, evidence: [String]?) -> Texts? {
        let message = reader.titles("message")
        if let evidence, let node = reader.optionalNode("message") {
            for language in node.entries ?? [] { checkPlaceholders(language.value, evidence: evidence) }
        }
        let investigate = reader.titles("investigate")
        let falsePositives = falsePositives(reader)
        let knownGaps = reader.optionalTitles("known_gaps")
        guard let message, let investigate, let falsePositives else { return nil }
        return Texts(message: message, investigate: investigate, falsePositives: falsePositives, knownGaps: knownGaps)
    }

    private func checkPlaceholders(_ node: Node, evidence: [String]) {
        guard let text = node.text else { return }
        let places = ScalarPlaces(value: text, at: node.position, in: source)
        for placeholder in Placeholder.all(in: text) where !evidence.contains(placeholder.name) {
            log.report(
                .messageUnknownEvidence, "{\(placeholder.name)} is not an evidence of this rule", at: places.position(of: placeholder.offset),
                suggestion: nearest(placeholder.name, among: evidence).map { "{\($0)}" })
        }
    }

    private func falsePositives(_ reader: MappingReader) -> [String]? {
        guard let nodes = reader.list("false_positives") else { return nil }
        return nodes.compactMap { node in
            guard let code = node.text("an explanation code", log) else { return nil }
            guard context.explanations.contains(code) else {
                log.report(
                    .unknownExplanationCode, "codes/explanations.yaml has no '\(code)'", at: node.position,
                    suggestion: nearest(code, among: context.explanations.sorted()))
                return nil
            }
            return code
        }
    }
}
