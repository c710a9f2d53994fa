import Basics

/// What a rule looked at when it was decided for one subject: enough to explain the answer, and to print the rows behind it.
package struct RuleTrace: Sendable {
    /// A named value or the problem it ended in; nil for a `let` nobody needed.
    package struct Step: Sendable {
        package var name: String
        package var result: Result<Value, ExpressionProblem>?
    }

    package var lets: [Step] = []
    package var condition: Result<Value, ExpressionProblem>?
    package var evidence: [Step] = []
    /// Names of the parameters that were read.
    package var parameters: [String] = []
    /// Records whose fields were read or asked for, in the order in which they were met.
    package var records: [FactGraph.RecordID] = []
}

extension RuleTrace {
    /// Where the facts came from: one entry a record that has an origin, by source, file and line.
    package func origins(in graph: FactGraph) -> [FactGraph.Origin] {
        let found = records.compactMap { graph[$0].origin }
        return Set(found).sorted { ($0.source, $0.file, $0.line) < ($1.source, $1.file, $1.line) }
    }

    /// The trace as lines of text: the rule, the parameters with the day they are in force from, lets, condition, evidence, and the rows
    /// by file and line. Names and numbers of people stay out of it unless a let is one.
    package func lines(rule: Rule, graph: FactGraph, pack: PolicyPack, asOf: CalendarDate) -> [String] {
        var lines = ["\(rule.id) version \(rule.version): \(rule.title.en)"]
        lines += parameters.map { Self.shown(parameter: $0, in: pack, asOf: asOf) }
        lines += lets.map { "  \($0.name) = \($0.result.map(Self.shown) ?? "not needed")" }
        lines.append("  when \(condition.map(Self.shown) ?? "not run")")
        lines += evidence.map { "  \($0.name) = \($0.result.map(Self.shown) ?? "not run")" }
        lines += origins(in: graph).map { "  from \($0.source): \($0.file) line \($0.line)" }
        return lines
    }

    private static func shown(parameter name: String, in pack: PolicyPack, asOf: CalendarDate) -> String {
        guard let parameter = pack.parameters.first(where: { $0.name == name }), let entry = parameter.value(on: asOf),
            let value = Value(entry.value, of: parameter.type)
        else { return "  parameter.\(name) has no value on \(asOf)" }
        return "  parameter.\(name) = \(ValueText.shown(value)), in force from \(entry.from)"
    }

    private static func shown(_ result: Result<Value, ExpressionProblem>) -> String {
        switch result {
        case .success(let value): ValueText.shown(value)
        case .failure(let problem): "undecided: \(problem.message)"
        }
    }
}

/// Values as a person reads them: yuan with two decimals, units behind their number, lists by their length.
package enum ValueText {
    package static func shown(_ value: Value) -> String {
        switch value {
        case .money(let fen): hundredths(fen) + " yuan"
        case .decimal(let number, let unit): hundredths(number) + (unit.isEmpty || unit == "%" ? unit : " " + unit)
        case .list(let list) where list.contains { $0.isRecord }: "\(list.count) rows"
        case .list(let list): list.count > 8 ? "\(list.count) values" : "[" + list.map(shown).joined(separator: ", ") + "]"
        case .record: "a record"
        default: JSONWriter.text(value)
        }
    }

    private static func hundredths(_ number: Int64) -> String {
        let (whole, rest) = number.magnitude.quotientAndRemainder(dividingBy: 100)
        return "\(number < 0 ? "-" : "")\(whole).\(rest < 10 ? "0" : "")\(rest)"
    }
}

extension Value {
    fileprivate var isRecord: Bool { if case .record = self { true } else { false } }
}
