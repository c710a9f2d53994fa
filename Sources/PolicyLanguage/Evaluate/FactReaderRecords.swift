import Basics
import Declarations

/// Villages, households, persons and rows, with the rows that hang at them.
extension FactReader {
    mutating func items(of node: Node?) -> [Node] {
        guard let node, !node.isNull else { return [] }
        if let items = node.items { return items }
        fail("wrong-kind", "a list of mappings is needed, not \(node.kind)", at: node.position)
        return []
    }

    /// A village, if the register has them; an empty one where the facts say nothing.
    mutating func village(_ node: Node?, always: Bool) -> FactGraph.RecordID? {
        guard vocabulary.records["village"] != nil else {
            if let node { fail("unknown-key", "the register has no village file", at: node.position) }
            return nil
        }
        guard always || node != nil else { return nil }
        let id = graph.add("village", fields: fields(of: node, kind: "village", besides: []), owner: nil)
        addRows(of: node, kind: "village", owner: id)
        return id
    }

    mutating func household(
        _ node: Node?, members: Node?, village: Node? = nil, under given: FactGraph.RecordID? = nil
    ) -> (household: FactGraph.RecordID, village: FactGraph.RecordID?) {
        let place = given ?? self.village(village ?? node?["village"], always: true)
        let id = graph.add("household", fields: fields(of: node, kind: "household", besides: ["members", "village"]), owner: place)
        addRows(of: node, kind: "household", owner: id)
        for member in items(of: members ?? node?["members"]) { _ = person(member, in: id) }
        return (id, place)
    }

    mutating func person(_ node: Node, in household: FactGraph.RecordID) -> FactGraph.RecordID {
        let id = graph.add("person", fields: fields(of: node, kind: "person", besides: ["subject", "household"]), owner: household)
        addRows(of: node, kind: "person", owner: id)
        return id
    }

    /// A row with whom it matched: `person`, perhaps with `household` in it, or `household`, or `village`. A person or household of the
    /// register itself, when those are grouped.
    mutating func row(_ node: Node, kind: String) -> FactGraph.RecordID? {
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

    func origin(of node: Node, kind: String) -> FactGraph.Origin {
        FactGraph.Origin(source: kind, file: node.position.file, line: node.position.line)
    }

    /// The rows of all datasets that a record of this kind may hold.
    mutating func addRows(of node: Node?, kind: String, owner: FactGraph.RecordID) {
        for entry in node?.entries ?? [] {
            guard holdsRows(entry.key, of: kind) else { continue }
            for item in items(of: entry.value) {
                let values = fields(of: item, kind: entry.key, besides: [])
                _ = graph.add(entry.key, fields: values, owner: owner, origin: origin(of: item, kind: entry.key))
            }
        }
    }

    func holdsRows(_ name: String, of kind: String) -> Bool {
        guard case .list(.record(let dataset))? = vocabulary.member(name, of: kind)?.type else { return false }
        return !Vocabulary.registerRecords.contains(dataset)
    }

    /// The columns a mapping gives; other keys are mistakes unless they are `besides` or a list of rows.
    mutating func fields(of node: Node?, kind: String, besides: Set<String>) -> [String: Value] {
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

    mutating func value(_ node: Node, of field: RecordType.Field, kind: String) -> Value? {
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
