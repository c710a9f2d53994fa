import Basics
import Declarations

/// Runs the examples of a pack's rules, one subject at a time, and reports those that do not come out as written.
struct ExampleRunner {
    let pack: PolicyPack
    let vocabulary: Vocabulary
    let log: DiagnosticLog

    func run() {
        for rule in pack.rules {
            for example in rule.examples {
                if let decision = decision(of: rule, on: example) { judge(decision, of: rule, example) }
            }
        }
    }

    /// Nil after a report about the facts.
    private func decision(of rule: Rule, on example: Rule.Example) -> RuleDecision? {
        let (facts, found) = FactReader.read(example.facts, subject: rule.subject, vocabulary: vocabulary, asOf: example.asOf)
        log.report(contentsOf: found)
        guard let facts else { return nil }
        // A rule is silent outside the days on which it holds.
        guard !rule.inForce.excludes(example.asOf) else { return .silent }
        return rule.decide(facts, asOf: example.asOf, parameters: pack.parameterValues(on: example.asOf))
    }

    private func judge(_ decision: RuleDecision, of rule: Rule, _ example: Rule.Example) {
        switch (decision, example.fires) {
        case (.silent, false): break
        case (.undecided(let problem), false):
            log.report(
                .exampleUndecided, "'\(example.title)' gives no clue because of an error: \(problem.message)", at: example.position,
                suggestion: "has(…) in the condition, or the column in the facts")
        case (.silent, true): log.report(.exampleFails, "'\(example.title)' should fire and is silent", at: example.position)
        case (.undecided(let problem), true):
            log.report(.exampleFails, "'\(example.title)' should fire and is undecided: \(problem.message)", at: example.position)
        case (.fires(let values), false):
            let text = text(of: named(values, rule))
            log.report(.exampleFails, "'\(example.title)' should be silent and fires with \(text)", at: example.position)
        case (.fires(let values), true): compare(named(values, rule), example)
        }
    }

    private func compare(_ evidence: [(name: String, value: Int64?)], _ example: Rule.Example) {
        let asExpected = evidence.allSatisfy { name, value in value != nil && (example.evidence[name] ?? value) == value }
        guard !asExpected else { return }
        let expected = example.evidence.sorted { $0.key < $1.key }.map { ($0.key, Int64?.some($0.value)) }
        log.report(
            .exampleFails, "'\(example.title)' fires with \(text(of: evidence)), expected \(text(of: expected))", at: example.position)
    }

    private func named(_ values: [Int64?], _ rule: Rule) -> [(name: String, value: Int64?)] {
        zip(rule.evidence, values).map { ($0.name, $1) }
    }

    private func text(of evidence: [(name: String, value: Int64?)]) -> String {
        if evidence.isEmpty { return "no evidence" }
        return evidence.map { name, value in "\(name) \(value.map { "\($0)" } ?? "without a value")" }.joined(separator: ", ")
    }
}

extension Rule {
    var inForce: InForce { InForce(from: inForceFrom, until: inForceUntil, known: inForceKnown) }
}
