import Basics
import Declarations

/// Runs the examples of a pack's rules, one subject at a time, and reports those that do not come out as written.
struct ExampleRunner {
    let parameters: [Parameter]
    let vocabulary: Vocabulary
    let log: DiagnosticLog

    /// What a rule says of one subject.
    enum Answer {
        /// With the evidence as printed; nil for a value that could not be computed.
        case fires([String: Int64?])
        case silent
        /// The condition ended in an error: no clue.
        case undecided(String)
    }

    func run(_ rule: Rule) {
        for example in rule.examples {
            guard let answer = answer(of: rule, to: example) else { continue }
            judge(answer, example)
        }
    }

    /// Nil after a report about the facts.
    func answer(of rule: Rule, to example: Rule.Example) -> Answer? {
        var facts = ExampleFacts(vocabulary: vocabulary, log: log)
        guard let subject = facts.subject(of: rule.subject, in: example.facts) else { return nil }
        // A rule is silent outside the days on which it holds.
        guard !rule.inForce.excludes(example.asOf) else { return .silent }
        let scopes = scopes(of: rule.subject, subject, graph: facts.graph, asOf: example.asOf)
        var last = Answer.silent
        for scope in scopes {
            last = answer(of: rule, in: scope, graph: facts.graph, asOf: example.asOf)
            if case .silent = last { continue }
            return last
        }
        return last
    }

    private func answer(of rule: Rule, in scope: [String: Evaluator.Binding], graph: FactGraph, asOf: CalendarDate) -> Answer {
        var names = scope
        for entry in rule.lets { names[entry.name] = .deferred(entry.value) }
        var evaluator = Evaluator(graph: graph, names: names, parameters: values(on: asOf))
        switch evaluator.evaluate(rule.condition) {
        case .failure(let problem): return .undecided(problem.message)
        case .success(.bool(true)): break
        case .success: return .silent
        }
        var evidence: [String: Int64?] = [:]
        for entry in rule.evidence { evidence.updateValue((try? evaluator.evaluate(entry.value).get())?.printed, forKey: entry.name) }
        return .fires(evidence)
    }

    /// The parameters in force on a day.
    private func values(on day: CalendarDate) -> [String: Value] {
        var values: [String: Value] = [:]
        for parameter in parameters {
            switch parameter.value(on: day)?.value {
            case .number(let number): values[parameter.name] = WrittenValue.value(number, as: parameter.type)
            case .text(let text): values[parameter.name] = .string(text)
            case nil: break
            }
        }
        return values
    }
}

// MARK: - Subjects

extension ExampleRunner {
    /// What the rule's names stand for: once for a subject, once for each group.
    private func scopes(
        of rule: Rule.Subject, _ subject: ExampleFacts.Subject, graph: FactGraph, asOf: CalendarDate
    ) -> [[String: Evaluator.Binding]] {
        var names: [String: Evaluator.Binding] = ["as_of": .value(.date(asOf))]
        switch (rule, subject) {
        case (.group(_, let keys, let clueFor), .rows(let rows)):
            return groups(rows.filter { clueFor == .group || isMatched($0, graph) }, keys: keys, graph: graph, names: names).map { group in
                names.merging(["rows": .value(.list(group.rows)), "key": .value(.list(group.key))]) { $1 }
            }
        case (.row, .record(let id)):
            names["row"] = .value(.record(id))
        case (_, .record(let id)):
            for kind in Vocabulary.registerRecords {
                if let record = graph[id].kind == kind ? id : graph.owner(of: id, kind: kind) { names[kind] = .value(.record(record)) }
            }
        case (_, .rows): return []
        }
        return [names]
    }

    private func isMatched(_ id: FactGraph.RecordID, _ graph: FactGraph) -> Bool {
        Vocabulary.registerRecords.contains(graph[id].kind) || graph[id].owner != nil
    }

    /// The rows with equal keys, in the order of first appearance; a row with an absent key is in no group.
    private func groups(
        _ rows: [FactGraph.RecordID], keys: [CheckedExpression], graph: FactGraph, names: [String: Evaluator.Binding]
    ) -> [(key: [Value], rows: [Value])] {
        var places: [[GroupKey]: Int] = [:]
        var groups: [(key: [Value], rows: [Value])] = []
        for row in rows {
            var evaluator = Evaluator(graph: graph, names: names.merging(["row": .value(.record(row))]) { $1 })
            let values = keys.compactMap { try? evaluator.evaluate($0).get() }
            let key = values.compactMap { GroupKey($0) }
            guard key.count == keys.count else { continue }
            if let place = places[key] {
                groups[place].rows.append(.record(row))
            } else {
                places[key] = groups.count
                groups.append((values, [.record(row)]))
            }
        }
        return groups
    }
}

// MARK: - Judging

extension ExampleRunner {
    private func judge(_ answer: Answer, _ example: Rule.Example) {
        switch (answer, example.fires) {
        case (.silent, false): break
        case (.undecided(let why), false):
            log.report(
                .exampleUndecided, "'\(example.title)' gives no clue because of an error: \(why)", at: example.position,
                suggestion: "has(…) in the condition, or the column in the facts")
        case (.silent, true): log.report(.exampleFails, "'\(example.title)' should fire and is silent", at: example.position)
        case (.undecided(let why), true):
            log.report(.exampleFails, "'\(example.title)' should fire and is undecided: \(why)", at: example.position)
        case (.fires(let evidence), false):
            log.report(.exampleFails, "'\(example.title)' should be silent and fires with \(text(of: evidence))", at: example.position)
        case (.fires(let evidence), true):
            let wrong = example.evidence.contains { name, value in evidence[name] != .some(value) } || evidence.values.contains(nil)
            guard wrong else { return }
            log.report(
                .exampleFails, "'\(example.title)' fires with \(text(of: evidence)), expected \(text(of: example.evidence))",
                at: example.position)
        }
    }

    private func text(of evidence: [String: Int64?]) -> String {
        let parts = evidence.sorted { $0.key < $1.key }.map { name, value in "\(name) \(value.map { "\($0)" } ?? "without a value")" }
        return parts.isEmpty ? "no evidence" : parts.joined(separator: ", ")
    }
}

extension Rule {
    var inForce: InForce { InForce(from: inForceFrom, until: inForceUntil, known: inForceKnown) }
}
