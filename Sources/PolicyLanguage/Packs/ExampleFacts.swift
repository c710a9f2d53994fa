import Basics
import Declarations

/// The facts of one example as records: what a department would have written, checked against the vocabulary column by column.
struct ExampleFacts {
    /// What the example's rule is evaluated over.
    enum Subject {
        case record(FactGraph.RecordID)
        /// The rows to be grouped by the rule's keys.
        case rows([FactGraph.RecordID])
    }

    private(set) var graph: FactGraph
    private let log: DiagnosticLog
    private var vocabulary: Vocabulary { graph.vocabulary }

    init(vocabulary: Vocabulary, log: DiagnosticLog) {
        graph = FactGraph(vocabulary: vocabulary)
        self.log = log
    }

    /// Adds the example's facts and finds the rule's subject among them; nil after a report.
    mutating func subject(of rule: Rule.Subject, in facts: Node) -> Subject? {
        guard let reader = MappingReader(facts, what: "'facts'", log) else { return nil }
        let errors = log.errorCount
        let subject: Subject? =
            switch rule {
            case .person: member(reader).map(Subject.record)
            case .household: household(reader).map(Subject.record)
            case .village: village(reader).map(Subject.record)
            case .row(let dataset): reader.node("row").flatMap { row($0, of: dataset) }.map(Subject.record)
            case .group(let dataset, _, _): reader.list("rows").map { Subject.rows($0.compactMap { row($0, of: dataset) }) }
            }
        reader.finish()
        return log.errorCount == errors ? subject : nil
    }
}

// MARK: - The register's records

extension ExampleFacts {
    /// `household`, `members` and `village`: the household's record.
    private mutating func household(_ facts: MappingReader) -> FactGraph.RecordID? { family(facts)?.household }

    /// The member the example is about: the one with `subject: true`, or the first.
    private mutating func member(_ facts: MappingReader) -> FactGraph.RecordID? {
        guard let family = family(facts) else { return nil }
        let nodes = facts.optionalNode("members")?.items ?? []
        let chosen = nodes.firstIndex { $0["subject"]?.text == "true" } ?? 0
        guard family.members.indices.contains(chosen) else {
            log.report(.exampleBadSubject, "a rule about persons needs at least one of 'members'", at: facts.position)
            return nil
        }
        return family.members[chosen]
    }

    private mutating func family(_ facts: MappingReader) -> (household: FactGraph.RecordID, members: [FactGraph.RecordID])? {
        let above = record("village", facts.optionalNode("village"), owner: nil)
        guard let household = record("household", facts.optionalNode("household"), owner: above) else { return nil }
        let members = (facts.optionalList("members") ?? []).compactMap { record("person", $0, owner: household, extra: ["subject"]) }
        return (household, members)
    }

    /// `village` and its `households`, each with `members`.
    private mutating func village(_ facts: MappingReader) -> FactGraph.RecordID? {
        guard let village = record("village", facts.optionalNode("village"), owner: nil) else { return nil }
        for node in facts.optionalList("households") ?? [] {
            guard let household = record("household", node, owner: village, extra: ["members"]) else { continue }
            for member in node["members"]?.list("'members'", log) ?? [] { _ = record("person", member, owner: household) }
        }
        return village
    }

    /// A record with its columns and the rows of the datasets matched to it; without a node one without any.
    private mutating func record(
        _ kind: String, _ node: Node?, owner: FactGraph.RecordID?, extra: [String] = []
    ) -> FactGraph.RecordID? {
        guard let type = vocabulary.records[kind] else { return nil }
        guard let node else { return graph.add(kind, fields: [:], owner: owner) }
        guard let entries = entries(node, "a \(kind)") else { return nil }
        let datasets = vocabulary.records.values.filter {
            !Vocabulary.registerRecords.contains($0.name) && $0.anchor.rawValue == kind
        }
        let fields = fields(entries, of: type, what: "a \(kind)", besides: datasets.map(\.name) + extra)
        let id = graph.add(kind, fields: fields, owner: owner)
        for entry in entries {
            guard let dataset = datasets.first(where: { $0.name == entry.key }) else { continue }
            for node in entry.value.list("'\(entry.key)'", log) ?? [] { addRow(node, of: dataset, owner: id) }
        }
        return id
    }
}

// MARK: - Rows

extension ExampleFacts {
    private mutating func addRow(_ node: Node, of type: RecordType, owner: FactGraph.RecordID) {
        guard let entries = entries(node, "a row of \(type.name)") else { return }
        _ = graph.add(type.name, fields: fields(entries, of: type, what: "a row of \(type.name)", besides: []), owner: owner)
    }

    /// A row that stands for itself, with whom it matched under `person`, `household` or `village`.
    private mutating func row(_ node: Node, of dataset: String) -> FactGraph.RecordID? {
        let kind = Scope.rowRecord(of: dataset)
        guard let type = vocabulary.records[kind] else { return nil }
        if Vocabulary.registerRecords.contains(kind) { return matched(kind, node, always: true) }
        guard let entries = entries(node, "a row of \(dataset)") else { return nil }
        let link = type.anchor == .none ? nil : type.anchor.rawValue
        let owner = link.flatMap { matched($0, node[$0], always: false) }
        let fields = fields(entries, of: type, what: "a row of \(dataset)", besides: link.map { [$0] } ?? [])
        return graph.add(kind, fields: fields, owner: owner)
    }

    private static let above = ["person": "household", "household": "village"]

    /// The record that a row matched, made with those above it. A register's row (`always`) belongs somewhere even if nothing is said.
    private mutating func matched(_ kind: String, _ node: Node?, always: Bool) -> FactGraph.RecordID? {
        guard node != nil || always else { return nil }
        let link = Self.above[kind]
        let owner = link.flatMap { matched($0, node?[$0], always: true) }
        return record(kind, node, owner: owner, extra: link.map { [$0] } ?? [])
    }
}

// MARK: - Cells

extension ExampleFacts {
    private func entries(_ node: Node, _ what: String) -> [Node.Entry]? {
        if let entries = node.entries { return entries }
        log.report(.exampleBadValue, "\(what) must be a mapping of its columns, not \(node.kind)", at: node.position)
        return nil
    }

    private func fields(_ entries: [Node.Entry], of type: RecordType, what: String, besides others: [String]) -> [String: Value] {
        var fields: [String: Value] = [:]
        for entry in entries where !others.contains(entry.key) {
            guard let field = type.fields.first(where: { $0.name == entry.key }) else {
                log.report(
                    .exampleUnknownFact, "\(what) has no '\(entry.key)'", at: entry.keyPosition,
                    suggestion: nearest(entry.key, among: type.fields.map(\.name) + others))
                continue
            }
            if !entry.value.isNull { fields[entry.key] = value(entry.value, of: field) }
        }
        return fields
    }

    private func value(_ node: Node, of field: RecordType.Field) -> Value? {
        guard let text = node.text, let value = WrittenValue.value(text, as: field.type) else {
            log.report(.exampleBadValue, "'\(field.name)' must be \(WrittenValue.form(of: field.type)), not \(node.kind)", at: node.position)
            return nil
        }
        if let codes = field.codes, !codes.contains(text) {
            log.report(
                .exampleBadValue, "'\(text)' is not in the list of codes of '\(field.name)'", at: node.position,
                suggestion: nearest(text, among: codes))
            return nil
        }
        return value
    }
}

extension WrittenValue {
    /// A cell's value, nil if the text does not read as the column's type.
    static func value(_ text: String, as type: ValueType) -> Value? {
        if type == .string { return .string(text) }
        guard let number = number(text, as: type) else { return nil }
        return value(number, as: type)
    }

    /// A number in the type's own unit as a value of the type.
    static func value(_ number: Int64, as type: ValueType) -> Value? {
        switch type {
        case .int: .int(number)
        case .bool: .bool(number != 0)
        case .money: .money(number)
        case .decimal(let unit): .decimal(number, unit: unit)
        case .date: CalendarDate(exactly: Int(number)).map(Value.date)
        default: nil
        }
    }
}
