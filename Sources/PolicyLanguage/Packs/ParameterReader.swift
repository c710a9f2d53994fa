import Basics
import Declarations

/// Reads one file of `parameters/`: a number of the law with its history.
struct ParameterReader {
    static let types: [(word: String, type: ValueType)] = [
        ("int", .int), ("money", .money), ("decimal", .decimal(unit: "")), ("m2", .decimal(unit: "m2")), ("mu", .decimal(unit: "mu")),
        ("km", .decimal(unit: "km")), ("percent", .decimal(unit: "%")), ("date", .date), ("string", .string), ("bool", .bool),
    ]

    let log: DiagnosticLog
    /// The day from which a verification's age is counted; nil to leave it.
    let today: CalendarDate?

    /// The parameter, or nil after a report.
    func parameter(from root: Node, fileName: String) -> Parameter? {
        guard let reader = MappingReader(root, what: "a parameter", log) else { return nil }
        let name = self.name(reader, fileName: fileName)
        let title = reader.titles("title")
        let type = self.type(reader)
        let nodes = reader.list("values")
        let history = type.flatMap { type in nodes.flatMap { self.history($0, type: type, in: reader) } }
        let verified = reader.bool("verified")
        _ = reader.optionalTitles("note")
        let lastVerified = self.lastVerified(reader)
        reader.finish()
        guard let name, let title, let type, let history, let verified else { return nil }
        return Parameter(
            name: name, title: title, type: type, history: history, lastVerifiedOn: lastVerified, verified: verified, position: root.position)
    }

    private func name(_ reader: MappingReader, fileName: String) -> String? {
        guard let node = reader.node("name"), let name = node.text("'name'", log) else { return nil }
        guard Identifier.isSnake(name) else {
            log.report(.badID, "a parameter's name is lower case with underscores, such as vehicle_price_limit", at: node.position)
            return nil
        }
        let expected = name.replacing("_", with: "-")
        if expected != fileName {
            log.report(
                .idDiffersFromFile, "the parameter \(name) stands in \(fileName).yaml", at: node.position, suggestion: "\(expected).yaml")
        }
        return expected == fileName ? name : nil
    }

    private func type(_ reader: MappingReader) -> ValueType? {
        guard let node = reader.node("type") else { return nil }
        if let found = Self.types.first(where: { $0.word == node.text }) { return found.type }
        let words = Self.types.map(\.word)
        log.report(
            .badParameterType, "'type' must be one of \(words.joined(separator: ", ")), not \(node.kind)", at: node.position,
            suggestion: node.text.flatMap { nearest($0, among: words) })
        return nil
    }

    /// Oldest first; nil if any entry of it is wrong, so that no rule is judged by half a history.
    private func history(_ nodes: [Node], type: ValueType, in reader: MappingReader) -> [Parameter.Value]? {
        if nodes.isEmpty { log.report(.emptyHistory, "'values' must hold at least one value", at: reader.keyPosition(of: "values")) }
        var values: [Parameter.Value] = []
        for node in nodes {
            guard let value = entry(node, type: type) else { continue }
            if let before = values.last, before.from >= value.from {
                let doubled = values.contains { $0.from == value.from }
                log.report(
                    doubled ? .duplicateHistoryDate : .unorderedHistory,
                    doubled
                        ? "two values from \(value.from) on"
                        : "the history must run from old to new: \(value.from) stands behind \(before.from)",
                    at: node["from"]?.position ?? node.position)
                continue
            }
            values.append(value)
        }
        return values.count == nodes.count && !nodes.isEmpty ? values : nil
    }

    private func entry(_ node: Node, type: ValueType) -> Parameter.Value? {
        guard let reader = MappingReader(node, what: "a value of the history", log) else { return nil }
        let from = reader.day("from")
        let value = reader.node("value").flatMap { self.value($0, type: type) }
        let reference = reader.text("reference")
        reader.finish()
        guard let from, let value, let reference else { return nil }
        return Parameter.Value(from: from, value: value, reference: reference)
    }

    private func value(_ node: Node, type: ValueType) -> ParameterValue? {
        if let text = node.text, let value = ParameterValue(written: text, as: type) { return value }
        log.report(.parameterTypeMismatch, "the value must be \(ParameterValue.form(of: type)), not \(node.kind)", at: node.position)
        return nil
    }

    private func lastVerified(_ reader: MappingReader) -> CalendarDate? {
        guard let node = reader.node("last_verified_on"), node.text != "unknown" else { return nil }
        guard let day = node.day("'last_verified_on'", log) else { return nil }
        if let today, let limit = CalendarDate(exactly: Int(today.daysSinceEpoch) - 2 * 365), day < limit {
            log.report(.staleVerification, "last verified on \(day), more than two years before \(today)", at: node.position)
        }
        return day
    }
}
