import Basics

/// What a rule says of one subject.
package enum RuleDecision: Sendable {
    /// A clue. One number per evidence of the rule, in its order; nil where the evidence has no value.
    case fires(evidence: [Int64?])
    case silent
    /// The condition ended in an error: no clue, but counted.
    case undecided(ExpressionProblem)
}

/// The facts about one subject and the names a rule sees them by: `person`, `household`, …, or `rows` and `key`.
package struct SubjectFacts: Sendable {
    package var graph: FactGraph
    package var names: [String: Value]

    package init(graph: FactGraph, names: [String: Value]) {
        self.graph = graph
        self.names = names
    }
}

extension Rule {
    /// Decides the rule for one subject, without the columnar engine.
    ///
    /// `parameters` are the pack's values in force on `asOf`, as `PolicyPack.parameterValues(on:)` gives them.
    package func decide(_ facts: SubjectFacts, asOf: CalendarDate, parameters: [String: Value]) -> RuleDecision {
        decide(facts, asOf: asOf, parameters: parameters, tracing: false).decision
    }

    /// The same, with everything that was looked at.
    package func explain(
        _ facts: SubjectFacts, asOf: CalendarDate, parameters: [String: Value]
    ) -> (decision: RuleDecision, trace: RuleTrace) {
        decide(facts, asOf: asOf, parameters: parameters, tracing: true)
    }

    private func decide(
        _ facts: SubjectFacts, asOf: CalendarDate, parameters: [String: Value], tracing: Bool
    ) -> (decision: RuleDecision, trace: RuleTrace) {
        var names = facts.names.mapValues(Evaluator.Binding.value)
        names["as_of"] = .value(.date(asOf))
        for named in lets { names[named.name] = .deferred(named.value) }
        var evaluator = Evaluator(graph: facts.graph, names: names, parameters: parameters, tracing: tracing)
        var trace = RuleTrace()
        let outcome = evaluator.evaluate(condition)
        trace.condition = outcome
        let decision: RuleDecision
        switch outcome {
        case .failure(let problem): decision = .undecided(problem)
        case .success(.bool(false)): decision = .silent
        case .success(.bool(true)):
            let values = evidence.map { ($0.name, evaluator.evaluate($0.value)) }
            trace.evidence = values.map { RuleTrace.Step(name: $0.0, result: $0.1) }
            decision = .fires(evidence: values.map { (try? $0.1.get())?.printed })
        case .success(let other):
            decision = .undecided(ExpressionProblem("not-a-condition", "the condition gave \(other.typeName)", at: condition.expr.span))
        }
        if tracing {
            trace.lets = lets.map { RuleTrace.Step(name: $0.name, result: evaluator.computedLet($0.name)) }
            (trace.records, trace.parameters) = evaluator.whatWasTouched()
        }
        return (decision, trace)
    }
}

extension PolicyPack {
    /// The values of all parameters in force on a day; a parameter without one on that day is left out.
    package func parameterValues(on day: CalendarDate) -> [String: Value] {
        var values: [String: Value] = [:]
        for parameter in parameters { values[parameter.name] = parameter.value(on: day).flatMap { Value($0.value, of: parameter.type) } }
        return values
    }
}

extension Value {
    /// A parameter's stored number or text as a value of its type; nil when they do not fit.
    package init?(_ value: ParameterValue, of type: ValueType) {
        switch (type, value) {
        case (.int, .number(let number)): self = .int(number)
        case (.money, .number(let number)): self = .money(number)
        case (.decimal(let unit), .number(let number)): self = .decimal(number, unit: unit)
        case (.bool, .number(let number)): self = .bool(number != 0)
        case (.date, .number(let number)):
            guard let days = Int(exactly: number), let date = CalendarDate(exactly: days) else { return nil }
            self = .date(date)
        case (.string, .text(let text)): self = .string(text)
        default: return nil
        }
    }
}
