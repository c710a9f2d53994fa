import Declarations

/// Reads what one clue of a rule is about: `person`, `household`, `village`, `{rows: …}` or `{group: …, by: […], clue_for: …}`.
struct SubjectReader {
    let vocabulary: Vocabulary
    let expressions: RuleExpressions
    let log: DiagnosticLog

    private static let forms = "person, household, village, {rows: dataset} or {group: dataset, by: [row.column], clue_for: person}"

    func subject(_ rule: MappingReader) -> Rule.Subject? {
        guard let node = rule.node("subject") else { return nil }
        switch node.content {
        case .scalar(let word, _): return plain(word, at: node)
        case .mapping where node["rows"] != nil: return rows(node)
        case .mapping where node["group"] != nil: return group(node)
        default:
            log.report(.badSubject, "'subject' must be \(Self.forms)", at: node.position)
            return nil
        }
    }

    private func plain(_ word: String, at node: Node) -> Rule.Subject? {
        switch word {
        case "person": return .person
        case "household": return .household
        case "village" where vocabulary.records["village"] != nil: return .village
        case "village":
            log.report(.badSubject, "the register has no village file, so no rule can be about villages", at: node.position)
        default:
            log.report(
                .badSubject, "'subject' must be \(Self.forms), not '\(word)'", at: node.position,
                suggestion: nearest(word, among: ["person", "household", "village"]))
        }
        return nil
    }

    private func rows(_ node: Node) -> Rule.Subject? {
        guard let reader = MappingReader(node, what: "'subject'", log) else { return nil }
        let dataset = dataset("rows", reader)
        reader.finish()
        return dataset.map { .row(dataset: $0) }
    }

    private func group(_ node: Node) -> Rule.Subject? {
        guard let reader = MappingReader(node, what: "'subject'", log) else { return nil }
        let dataset = dataset("group", reader)
        let keys = reader.list("by")
        let clueFor = reader.word("clue_for", of: Rule.ClueFor.self, .badSubject)
        reader.finish()
        guard let dataset, let keys, let clueFor else { return nil }
        if keys.isEmpty { log.report(.badSubject, "a group needs at least one key", at: reader.position(of: "by")) }
        let checked = keys.compactMap { expressions.groupKey($0, dataset: dataset) }
        return checked.count == keys.count && !keys.isEmpty ? .group(dataset: dataset, keys: checked, clueFor: clueFor) : nil
    }

    /// A dataset of the vocabulary, or one of the register's own lists.
    private func dataset(_ key: String, _ reader: MappingReader) -> String? {
        guard let node = reader.node(key), let name = node.text("'\(key)'", log) else { return nil }
        let names = vocabulary.datasetNames
        if names.contains(name) { return name }
        log.report(.unknownDataset, "there is no dataset '\(name)'", at: node.position, suggestion: nearest(name, among: names))
        return nil
    }
}

extension Vocabulary {
    /// What a rule may take rows or groups from, in order of name.
    var datasetNames: [String] {
        let register = [("person", "persons"), ("household", "households"), ("village", "villages")]
        return (records.keys.filter { !Self.registerRecords.contains($0) } + register.filter { records[$0.0] != nil }.map(\.1)).sorted()
    }
}
