import Basics

extension Rule {
    /// The values a row is grouped by, for a rule whose subject is a group and with the row bound to `row`; nil when one of them is an error,
    /// which keeps the row out of every group.
    package func groupKey(_ facts: SubjectFacts, asOf: CalendarDate, parameters: [String: Value]) -> [Value]? {
        guard case .group(_, let keys, _) = subject else { return nil }
        var names = facts.names.mapValues(Evaluator.Binding.value)
        names["as_of"] = .value(.date(asOf))
        var evaluator = Evaluator(graph: facts.graph, names: names, parameters: parameters, tracing: false)
        var values: [Value] = []
        for key in keys {
            guard case .success(let value) = evaluator.evaluate(key) else { return nil }
            values.append(value)
        }
        return values
    }
}
