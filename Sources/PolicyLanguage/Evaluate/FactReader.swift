import Basics
import Declarations

/// Reads the facts of an example (docs/policy-packs.md) into records: values as a department writes them, in the vocabulary's types.
package struct FactReader {
    var graph: FactGraph
    var diagnostics: [Diagnostic] = []
    let vocabulary: Vocabulary

    private init(vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
        graph = FactGraph(vocabulary: vocabulary)
    }

    /// The facts for a subject of this kind. Nil when there is an error.
    package static func read(
        _ node: Node, subject: Rule.Subject, vocabulary: Vocabulary, asOf: CalendarDate
    ) -> (facts: SubjectFacts?, diagnostics: [Diagnostic]) {
        var reader = FactReader(vocabulary: vocabulary)
        let names =
            switch subject {
            case .person: reader.family(node, pickingPerson: true)
            case .household: reader.family(node, pickingPerson: false)
            case .village: reader.villageFacts(node)
            case .row(let dataset): reader.rowFacts(node, dataset: dataset)
            case .group(let dataset, let keys, _): reader.groupFacts(node, dataset: dataset, keys: keys, asOf: asOf)
            }
        let facts = names.map { SubjectFacts(graph: reader.graph, names: $0) }
        return (reader.diagnostics.contains { $0.severity == .error } ? nil : facts, reader.diagnostics)
    }

    mutating func fail(_ code: String, _ message: String, at position: Position, suggestion: String? = nil) {
        diagnostics.append(Diagnostic(.error, code, message, at: position, suggestion: suggestion))
    }

    mutating func allow(_ keys: [String], in node: Node) {
        for entry in node.entries ?? [] where !keys.contains(entry.key) {
            fail(
                "unknown-key", "facts of this subject have no '\(entry.key)'", at: entry.keyPosition, suggestion: nearest(entry.key, among: keys))
        }
    }
}

// MARK: - Subjects

extension FactReader {
    mutating func family(_ node: Node, pickingPerson: Bool) -> [String: Value]? {
        allow(["village", "household", "members"], in: node)
        let (household, village) = household(node["household"], members: nil, village: node["village"])
        var subject: FactGraph.RecordID?
        for (place, member) in items(of: node["members"]).enumerated() {
            let person = person(member, in: household)
            if place == 0 || member["subject"]?.text == "true" { subject = person }
        }
        var names: [String: Value] = ["household": .record(household)]
        names["village"] = village.map(Value.record)
        guard pickingPerson else { return names }
        guard let subject else {
            fail("no-subject", "the facts of a person rule need at least one member", at: node.position)
            return nil
        }
        names["person"] = .record(subject)
        return names
    }

    mutating func villageFacts(_ node: Node) -> [String: Value]? {
        allow(["village", "households"], in: node)
        guard let village = village(node["village"], always: true) else {
            fail("no-village", "the vocabulary has no villages", at: node.position)
            return nil
        }
        for item in items(of: node["households"]) { _ = household(item, members: item["members"], under: village) }
        return ["village": .record(village)]
    }

    mutating func rowFacts(_ node: Node, dataset: String) -> [String: Value]? {
        allow(["row"], in: node)
        guard let row = node["row"] else {
            fail("no-subject", "the facts of a rule about rows need 'row'", at: node.position)
            return nil
        }
        return self.row(row, kind: Scope.rowRecord(of: dataset)).map { ["row": .record($0)] }
    }

    mutating func groupFacts(_ node: Node, dataset: String, keys: [CheckedExpression], asOf: CalendarDate) -> [String: Value]? {
        allow(["rows"], in: node)
        let nodes = items(of: node["rows"])
        let rows = nodes.compactMap { row($0, kind: Scope.rowRecord(of: dataset)) }
        guard !rows.isEmpty, rows.count == nodes.count else {
            if nodes.isEmpty { fail("no-subject", "the facts of a group need 'rows'", at: node.position) }
            return nil
        }
        var shared: Value?
        for (row, place) in zip(rows, nodes) {
            var evaluator = Evaluator(graph: graph, names: ["row": .value(.record(row)), "as_of": .value(.date(asOf))])
            var values: [Value] = []
            for key in keys {
                switch evaluator.evaluate(key) {
                case .success(let value): values.append(value)
                case .failure(let problem):
                    fail("no-key", "the row has no key '\(key.text)': \(problem.message)", at: place.position)
                    return nil
                }
            }
            if let shared, case .success(false) = Comparing.equal(shared, .list(values)) {
                fail("keys-differ", "the rows of one group must have equal keys", at: place.position)
                return nil
            }
            shared = shared ?? .list(values)
        }
        return ["rows": .list(rows.map(Value.record)), "key": shared ?? .list([])]
    }
}
