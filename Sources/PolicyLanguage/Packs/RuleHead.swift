import Declarations

/// What a rule says of itself.
struct RuleHead {
    var id: String
    var version: Int
    var status: Rule.Status
    var title: Bilingual
    var outcome: Rule.Outcome
    var severity: Int
    var references: [Rule.Reference]
    var verified: Bool
}

extension RuleReader {
    func head(_ reader: MappingReader, fileName: String) -> RuleHead? {
        let id = id(reader, fileName: fileName)
        let version = reader.number("version", in: 1...Int.max, .badVersion)
        let status = reader.word("status", of: Rule.Status.self, .badStatus)
        let title = reader.titles("title")
        let outcome = reader.word("outcome", of: Rule.Outcome.self, .badOutcome)
        let severity = reader.number("severity", in: 1...3, .badSeverity)
        let references = references(reader)
        let verified = reader.bool("verified")
        guard let id, let version, let status, let title, let outcome, let severity, let references, let verified else { return nil }
        return RuleHead(
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
