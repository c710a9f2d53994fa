import Basics
import Declarations

/// What a rule decides, in a form that stays equal when only its wording, layout or examples change.
enum CanonicalRule {
    /// SHA-256 of the canonical text, in hexadecimal digits; nil if the digest cannot be computed.
    static func hash(of rule: Rule, in pack: PolicyPack, values: [String: Int]) -> String? {
        let parameters = text(of: pack.parameters.filter { rule.parameters.contains($0.name) }, values: values)
        return try? SHA256Digest(of: Array((text(of: rule) + parameters).utf8)).hex
    }

    /// The oldest values of the rule's parameters, so many of each as `values` says: what the law was is part of the rule, what it will
    /// be is added to the history.
    private static func text(of parameters: [Parameter], values: [String: Int]) -> String {
        parameters.sorted { $0.name < $1.name }.map { parameter in
            let history = parameter.history.prefix(values[parameter.name] ?? 0).map { " \($0.from) \(text(of: $0.value))" }
            return "\nparameter \(parameter.name) \(parameter.type)\(history.joined())"
        }.joined()
    }

    private static func text(of value: ParameterValue) -> String {
        switch value {
        case .number(let number): "\(number)"
        case .text(let text): "\(text.utf8.count):\(text)"
        }
    }

    private static func text(of rule: Rule) -> String {
        var lines = ["rule \(rule.id)", "subject \(subject(rule.subject))", "outcome \(rule.outcome.rawValue) \(rule.severity)"]
        let ends = [rule.inForceFrom, rule.inForceUntil].map { $0?.description ?? "unknown" }
        lines.append("in force \(ends.joined(separator: " "))")
        lines += rule.lets.map { "let \($0.name) \(CanonicalExpression.text(of: $0.value.expr))" }
        lines.append("when \(CanonicalExpression.text(of: rule.condition.expr))")
        lines += rule.evidence.map { "evidence \($0.name) \(CanonicalExpression.text(of: $0.value.expr))" }
        return lines.joined(separator: "\n")
    }

    private static func subject(_ subject: Rule.Subject) -> String {
        switch subject {
        case .person: "person"
        case .household: "household"
        case .village: "village"
        case .row(let dataset): "row \(dataset)"
        case .group(let dataset, let keys, let clueFor):
            "group \(dataset) \(keys.map { CanonicalExpression.text(of: $0.expr) }.joined(separator: " ")) \(clueFor.rawValue)"
        }
    }
}
