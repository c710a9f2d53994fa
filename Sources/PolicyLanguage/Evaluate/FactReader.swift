import Basics
import Declarations

/// Reads the facts of an example (docs/policy-packs.md) into records: values as a department writes them, in the vocabulary's types.
package struct FactReader {
    private var graph: FactGraph
    private var diagnostics: [Diagnostic] = []
    private let vocabulary: Vocabulary

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

    private mutating func fail(_ code: String, _ message: String, at position: Position, suggestion: String? = nil) {
        diagnostics.append(Diagnostic(.error, code, message, at: position, suggestion: suggestion))
    }

    private mutating func allow(_ keys: [String], in node: Node) {
        for entry in node.entries ?? [] where !keys.contains(entry.key) {
            fail(
                "unknown-key", "facts of this subject have no '\(entry.key)'", at: entry.keyPosition, suggestion: nearest(entry.key, among: keys))
        }
    }
}

// MARK: - Subjects

extension FactReader {
    private mutating func family(_ node: Node, pickingPerson: Bool) -> [String: Value]? {
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

    private mutating func villageFacts(_ node: Node) -> [String: Value]? {
        allow(["village", "households"], in: node)
        guard let village = village(node["village"], always: true) else {
            fail("no-village", "the vocabulary has no villages", at: node.position)
            return nil
        }
        for item in items(of: node["households"]) { _ = household(item, members: item["members"], under: village) }
        return ["village": .record(village)]
    }

    private mutating func rowFacts(_ node: Node, dataset: String) -> [String: Value]? {
        allow(["row"], in: node)
        guard let row = node["row"] else {
            fail("no-subject", "the facts of a rule about rows need 'row'", at: node.position)
            return nil
        }
        return self.row(row, kind: Scope.rowRecord(of: dataset)).map { ["row": .record($0)] }
    }

    private mutating func groupFacts(_ node: Node, dataset: String, keys: [CheckedExpression], asOf: CalendarDate) -> [String: Value]? {
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

// MARK: - Records

extension FactReader {
    private mutating func items(of node: Node?) -> [Node] {
        guard let node, !node.isNull else { return [] }
        if let items = node.items { return items }
        fail("wrong-kind", "a list of mappings is needed, not \(node.kind)", at: node.position)
        return []
    }

    /// A village, if the register has them; an empty one where the facts say nothing.
    private mutating func village(_ node: Node?, always: Bool) -> FactGraph.RecordID? {
        guard vocabulary.records["village"] != nil else {
            if let node { fail("unknown-key", "the register has no village file", at: node.position) }
            return nil
        }
        guard always || node != nil else { return nil }
        let id = graph.add("village", fields: fields(of: node, kind: "village", besides: []), owner: nil)
        addRows(of: node, kind: "village", owner: id)
        return id
    }

    private mutating func household(
        _ node: Node?, members: Node?, village: Node? = nil, under given: FactGraph.RecordID? = nil
    ) -> (household: FactGraph.RecordID, village: FactGraph.RecordID?) {
        let place = given ?? self.village(village ?? node?["village"], always: true)
        let id = graph.add("household", fields: fields(of: node, kind: "household", besides: ["members", "village"]), owner: place)
        addRows(of: node, kind: "household", owner: id)
        for member in items(of: members ?? node?["members"]) { _ = person(member, in: id) }
        return (id, place)
    }

    private mutating func person(_ node: Node, in household: FactGraph.RecordID) -> FactGraph.RecordID {
        let id = graph.add("person", fields: fields(of: node, kind: "person", besides: ["subject", "household"]), owner: household)
        addRows(of: node, kind: "person", owner: id)
        return id
    }

    /// A row with whom it matched: `person`, perhaps with `household` in it, or `household`, or `village`. A person or household of the
    /// register itself, when those are grouped.
    private mutating func row(_ node: Node, kind: String) -> FactGraph.RecordID? {
        if kind == "person" { return person(node, in: household(node["household"], members: nil).household) }
        if kind == "household" { return household(node, members: nil).household }
        if kind == "village" { return village(node, always: true) }
        var owner: FactGraph.RecordID?
        if let person = node["person"] {
            owner = self.person(person, in: household(person["household"] ?? node["household"], members: nil, village: node["village"]).household)
        } else if let household = node["household"] {
            owner = self.household(household, members: nil, village: node["village"]).household
        } else if let village = node["village"] {
            owner = self.village(village, always: true)
        }
        let values = fields(of: node, kind: kind, besides: ["person", "household", "village"])
        return graph.add(kind, fields: values, owner: owner, origin: origin(of: node, kind: kind))
    }

    private func origin(of node: Node, kind: String) -> FactGraph.Origin {
        FactGraph.Origin(source: kind, file: node.position.file, line: node.position.line)
    }

    /// The rows of all datasets that a record of this kind may hold.
    private mutating func addRows(of node: Node?, kind: String, owner: FactGraph.RecordID) {
        for entry in node?.entries ?? [] {
            guard holdsRows(entry.key, of: kind) else { continue }
            for item in items(of: entry.value) {
                let values = fields(of: item, kind: entry.key, besides: [])
                _ = graph.add(entry.key, fields: values, owner: owner, origin: origin(of: item, kind: entry.key))
            }
        }
    }

    private func holdsRows(_ name: String, of kind: String) -> Bool {
        guard case .list(.record(let dataset))? = vocabulary.member(name, of: kind)?.type else { return false }
        return !Vocabulary.registerRecords.contains(dataset)
    }

    /// The columns a mapping gives; other keys are mistakes unless they are `besides` or a list of rows.
    private mutating func fields(of node: Node?, kind: String, besides: Set<String>) -> [String: Value] {
        guard let node, !node.isNull else { return [:] }
        guard let entries = node.entries else {
            fail("wrong-kind", "\(kind) must be a mapping, not \(node.kind)", at: node.position)
            return [:]
        }
        var values: [String: Value] = [:]
        for entry in entries where !besides.contains(entry.key) && !holdsRows(entry.key, of: kind) {
            guard let field = vocabulary.records[kind]?.fields.first(where: { $0.name == entry.key }) else {
                let known = vocabulary.memberNames(of: kind)
                fail(
                    "unknown-field", "\(kind) has no field '\(entry.key)'", at: entry.keyPosition, suggestion: nearest(entry.key, among: known))
                continue
            }
            guard !entry.value.isNull else { continue }
            values[entry.key] = value(entry.value, of: field, kind: kind)
        }
        return values
    }

    private mutating func value(_ node: Node, of field: RecordType.Field, kind: String) -> Value? {
        guard let text = node.text else {
            fail("wrong-kind", "\(kind).\(field.name) must be one value, not \(node.kind)", at: node.position)
            return nil
        }
        if let codes = field.codes, !codes.contains(text) {
            fail(
                "unknown-code", "'\(text)' is not in the list of codes of \(kind).\(field.name)", at: node.position,
                suggestion: nearest(text, among: codes) ?? codes.prefix(8).joined(separator: ", "))
            return nil
        }
        if let value = Value(written: text, as: field.type) { return value }
        fail("wrong-kind", "\(kind).\(field.name) must be \(field.type), not \(node.kind)", at: node.position)
        return nil
    }
}

extension Value {
    /// A value as a department writes it: yuan and hectares with up to two decimals, ISO dates, `true` and `false`.
    package init?(written text: String, as type: ValueType) {
        switch type {
        case .string: self = .string(text)
        case .int:
            guard let number = Int64(text) else { return nil }
            self = .int(number)
        case .double:
            guard let number = Double(text), number.isFinite else { return nil }
            self = .double(number)
        case .bool:
            guard text == "true" || text == "false" else { return nil }
            self = .bool(text == "true")
        case .date:
            guard let date = CalendarDate(iso: text) else { return nil }
            self = .date(date)
        case .money, .decimal:
            guard let number = Self.hundredths(text) else { return nil }
            if case .decimal(let unit) = type { self = .decimal(number, unit: unit) } else { self = .money(number) }
        default: return nil
        }
    }

    /// `12.5` is 1250. At most two decimals.
    private static func hundredths(_ text: String) -> Int64? {
        let negative = text.hasPrefix("-")
        let parts = text.dropFirst(negative ? 1 : 0).split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        let decimals = parts.count == 2 ? String(parts[1]) : ""
        guard decimals.count <= 2 else { return nil }
        return Int64((negative ? "-" : "") + parts[0] + decimals + String(repeating: "0", count: 2 - decimals.count))
    }
}
