import Datasets
import PolicyLanguage

/// The columns a rule looks at, by the record they stand in (`household`, `vehicles`).
struct ColumnsAsked {
    struct Column: Hashable {
        var record: String
        var name: String
    }

    private(set) var columns: Set<Column> = []
    /// Those whose text is looked at as it was written, and not in its normal form (`normaliseID`) alone.
    private(set) var written: Set<Column> = []
    /// Whether it goes through what belongs to a whole village: its people, its households, their rows.
    private(set) var goesThroughVillages = false
    private let layout: RecordLayout

    init(_ rule: Rule, _ layout: RecordLayout) {
        self.layout = layout
        for expression in rule.expressions { visit(expression, expression.expr) }
    }

    private func column(_ expression: CheckedExpression, _ base: Expr, _ field: String) -> Column? {
        guard case .record(let record) = expression.type(of: base), layout.column(record, field) != nil else { return nil }
        return Column(record: record, name: field)
    }

    private mutating func visit(_ expression: CheckedExpression, _ expr: Expr) {
        switch expr.node {
        case .literal, .name: break
        case .select(let base, let field), .has(let base, let field):
            if expression.type(of: base) == .record("village"), layout.rows("village", field) != nil { goesThroughVillages = true }
            if let column = column(expression, base, field) {
                columns.insert(column)
                written.insert(column)
            }
            visit(expression, base)
        case .call("normaliseID", let arguments):
            for argument in arguments {
                guard case .select(let base, let field) = argument.node, let column = column(expression, base, field) else {
                    visit(expression, argument)
                    continue
                }
                columns.insert(column)
                visit(expression, base)
            }
        case .unary(_, let operand): visit(expression, operand)
        case .binary(_, let a, let b), .index(let a, let b): [a, b].forEach { visit(expression, $0) }
        case .conditional(let a, let b, let c): [a, b, c].forEach { visit(expression, $0) }
        case .call(_, let arguments), .list(let arguments): arguments.forEach { visit(expression, $0) }
        case .method(let target, _, let arguments): ([target] + arguments).forEach { visit(expression, $0) }
        case .map(let entries): entries.forEach { [$0.key, $0.value].forEach { visit(expression, $0) } }
        case .macro(_, let range, _, let bodies): ([range] + bodies).forEach { visit(expression, $0) }
        }
    }
}

/// How far a rule looks.
package enum RuleReach {
    /// Whether a rule must know everybody: one about the rows of people whoever they are (somebody of another county is no stranger), and one about groups
    /// that may hold people of several households.
    static func needsWholeRegister(_ rule: Rule, _ layout: RecordLayout) -> Bool {
        switch rule.subject {
        case .person, .household, .village: return false
        case .row(let dataset): return layout.anchor(dataset).map { $0 != .none } ?? false
        case .group(_, let keys, _):
            return !keys.contains { key in
                if case .select(let base, "household_id") = key.expr.node, case .name("row") = base.node { return true }
                return false
            }
        }
    }

    /// Whether a rule can be decided for a household from the household, its people and what departments know of them: not one about rows, groups or
    /// villages, and none that compares a household with its neighbours.
    package static func isOfHouseholds(_ rule: Rule, _ schemas: [SourceSchema]) -> Bool {
        switch rule.subject {
        case .person, .household: !ColumnsAsked(rule, RecordLayout(schemas: schemas)).goesThroughVillages
        case .village, .row, .group: false
        }
    }
}
