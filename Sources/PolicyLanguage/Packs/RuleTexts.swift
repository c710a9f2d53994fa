import Declarations

/// What a rule tells the people who work on its clues.
struct RuleTexts {
    var message: Bilingual
    var investigate: Bilingual
    var falsePositives: [String]
    var knownGaps: Bilingual?
}

extension RuleReader {
    /// `evidence` is nil when it could not be read, so that its names are not held against the message.
    func texts(_ reader: MappingReader, evidence: [String]?) -> RuleTexts? {
        let message = reader.titles("message")
        if let evidence, let node = reader.optionalNode("message") {
            for language in node.entries ?? [] { checkPlaceholders(language.value, evidence: evidence) }
        }
        let investigate = reader.titles("investigate")
        let falsePositives = falsePositives(reader)
        let knownGaps = reader.optionalTitles("known_gaps")
        guard let message, let investigate, let falsePositives else { return nil }
        return RuleTexts(message: message, investigate: investigate, falsePositives: falsePositives, knownGaps: knownGaps)
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
