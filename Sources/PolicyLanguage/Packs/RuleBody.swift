import Declarations

/// What a rule decides, and over whom.
struct RuleBody {
    var subject: Rule.Subject
    var lets: [Rule.Let]
    var condition: CheckedExpression
    var evidence: [Rule.Evidence]
}

extension RuleReader {
    func body(_ reader: MappingReader, _ expressions: RuleExpressions) -> RuleBody? {
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
        return RuleBody(subject: subject, lets: lets, condition: condition, evidence: evidence)
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
