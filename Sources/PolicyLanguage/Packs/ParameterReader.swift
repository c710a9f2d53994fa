import Basics
import Declarations

/// Reads one file of `parameters/`: a number of the law with its history.
struct ParameterReader {
    static let keys = ["name", "title", "type", "values", "last_verified_on", "verified", "note"]
    static let types: [(word: String, type: ValueType)] = [
        ("int", .int), ("money", .money), ("decimal", .decimal(unit: "")), ("m2", .decimal(unit: "m2")), ("mu", .decimal(unit: "mu")),
        ("km", .decimal(unit: "km")), ("percent", .decimal(unit: "%")), ("date", .date), ("string", .string), ("bool", .bool),
    ]

    let findings: Findings
    /// The day from which a verification's age is counted; nil to leave it.
    let today: CalendarDate?

    /// The parameter, or nil after a report.
    func parameter(from root: Node, fileName: String) -> Parameter? {
        guard let fields = Fields(root, "a parameter", keys: Self.keys, findings) else { return nil }
        let name = name(fields, fileName: fileName)
        let title = fields.bilingual("title")
        let type = type(fields)
        let history = type.flatMap { history(fields, type: $0) }
        let verified = fields.bool("verified")
        _ = fields.optionalBilingual("note")
        let lastVerified = lastVerified(fields)
        guard let name, let title, let type, let history, let verified else { return nil }
        return Parameter(
            name: name, title: title, type: type, history: history, lastVerifiedOn: lastVerified, verified: verified, position: root.position)
    }

    private func name(_ fields: Fields, fileName: String) -> String? {
        guard let name = fields.text("name"), let position = fields["name"]?.position else { return nil }
        guard Identifier.isSnake(name) else {
            findings.report(.badID, "a parameter's name is lower case with underscores, such as vehicle_price_limit", at: position)
            return nil
        }
        let expected = name.replacing("_", with: "-")
        guard expected == fileName else {
            findings.report(
                .idDiffersFromFile, "the parameter \(name) stands in \(fileName).yaml", at: position, suggestion: "\(expected).yaml")
            return nil
        }
        return name
    }

    private func type(_ fields: Fields) -> ValueType? {
        guard let node = fields.required("type") else { return nil }
        if let found = Self.types.first(where: { $0.word == node.plain }) { return found.type }
        let words = Self.types.map(\.word)
        findings.report(
            .badParameterType, "'type' must be one of \(words.joined(separator: ", "))", at: node.position,
            suggestion: node.plain.flatMap { nearest(to: $0, among: words) })
        return nil
    }

    private func history(_ fields: Fields, type: ValueType) -> [Parameter.Value]? {
        guard let nodes = fields.list("values") else { return nil }
        if nodes.isEmpty {
            findings.report(.wrongKindOfValue, "'values' must hold at least one value", at: fields.keyPosition("values"))
            return nil
        }
        var values: [Parameter.Value] = []
        for node in nodes {
            guard let entry = Fields(node, "a value of the history", keys: ["from", "value", "reference"], findings) else { continue }
            let from = entry.required("from").flatMap { $0.date("from", findings) }
            let value = entry.required("value").flatMap { self.value($0, type: type) }
            let reference = entry.text("reference")
            guard let from, let value, let reference else { continue }
            if let before = values.last, before.from >= from {
                let doubled = values.contains { $0.from == from }
                findings.report(
                    doubled ? .duplicateHistoryDate : .unorderedHistory,
                    doubled ? "two values from \(from)" : "the history must run from old to new: \(from) comes after \(before.from)",
                    at: entry["from"]?.position ?? entry.position)
                continue
            }
            values.append(Parameter.Value(from: from, value: value, reference: reference))
        }
        return values.count == nodes.count ? values : nil
    }

    private func value(_ node: Node, type: ValueType) -> ParameterValue? {
        if let text = node.plain, let value = WrittenValue.parameter(text, as: type) { return value }
        findings.report(.parameterTypeMismatch, "the value does not read as \(type): \(WrittenValue.form(of: type))", at: node.position)
        return nil
    }

    private func lastVerified(_ fields: Fields) -> CalendarDate? {
        guard let node = fields.required("last_verified_on"), node.plain != "unknown" else { return nil }
        guard let day = node.date("last_verified_on", findings) else { return nil }
        if let today, let limit = CalendarDate(exactly: Int(today.daysSinceEpoch) - 2 * 365), day < limit {
            findings.report(.staleVerification, "last verified on \(day), more than two years before \(today)", at: node.position)
        }
        return day
    }
}
