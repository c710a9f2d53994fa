import Basics
import Declarations

/// Reads the examples of a rule: their form, their days, and that there are enough of them. Their facts are judged when they run.
struct ExampleReader {
    /// Firing, and silent.
    static let least = 2

    let log: DiagnosticLog

    /// `evidence` and `force` are nil when they could not be read, and then not held against the examples.
    func examples(_ rule: MappingReader, evidence: [String]?, force: InForce?) -> [Rule.Example] {
        guard let nodes = rule.list("examples") else { return [] }
        let examples = nodes.compactMap { example($0, evidence: evidence, force: force) }
        let firing = nodes.count { $0["fires"]?.text == "true" }
        let silent = nodes.count { $0["fires"]?.text == "false" }
        if firing < Self.least || silent < Self.least {
            log.report(
                .tooFewExamples, "a rule needs \(Self.least) examples that fire and \(Self.least) that do not, this has \(firing) and \(silent)",
                at: rule.keyPosition(of: "examples"))
        }
        return examples
    }

    private func example(_ node: Node, evidence names: [String]?, force: InForce?) -> Rule.Example? {
        guard let reader = MappingReader(node, what: "an example", log) else { return nil }
        let title = reader.text("title")
        let fires = reader.bool("fires")
        let asOf = reader.day("as_of")
        let facts = reader.node("facts")
        let evidence = evidence(reader, names: names)
        reader.finish()
        guard let title, let fires, let asOf, let facts, let evidence else { return nil }
        if fires, let force, force.excludes(asOf) {
            log.report(
                .exampleOutsideInForce, "the example fires on \(asOf), when the rule is not in force", at: reader.position(of: "as_of"))
            return nil
        }
        return Rule.Example(title: title, fires: fires, asOf: asOf, facts: facts, evidence: evidence, position: node.position)
    }

    private func evidence(_ reader: MappingReader, names: [String]?) -> [String: Int64]? {
        guard let entries = reader.optionalMapping("evidence")?.allEntries() else {
            return reader.optionalNode("evidence") == nil ? [:] : nil
        }
        var values: [String: Int64] = [:]
        for entry in entries {
            if let names, !names.contains(entry.key) {
                log.report(
                    .exampleUnknownEvidence, "the rule has no evidence '\(entry.key)'", at: entry.keyPosition,
                    suggestion: nearest(entry.key, among: names))
            }
            guard let number = entry.value.text.flatMap({ Int64($0) }) else {
                log.report(.exampleBadValue, "evidence is a whole number as printed (fen, hundredths, yyyymmdd)", at: entry.value.position)
                continue
            }
            values[entry.key] = number
        }
        return values.count == entries.count ? values : nil
    }
}
