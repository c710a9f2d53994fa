import Declarations

/// What the rules of one pack are read against: the facts they may name, the pack's parameters and explanation codes.
struct RuleContext {
    let checker: Checker
    let parameters: [String: Parameter]
    /// Parameters whose own file has a mistake: rules that use them are left out without a second report.
    let brokenParameters: Set<String>
    let explanations: Set<String>

    init(vocabulary: Vocabulary, parameters: [Parameter], broken: [String: ValueType], explanations: [Explanation]) {
        self.parameters = Dictionary(parameters.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        brokenParameters = Set(broken.keys)
        self.explanations = Set(explanations.map(\.code))
        let types = self.parameters.mapValues(\.type)
        checker = Checker(vocabulary: vocabulary, parameters: types.merging(broken) { declared, _ in declared })
    }
}
