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
    /// Whether what it goes through are the village's people and households, or rows of theirs.
    private(set) var goesThroughNeighbours = false
    /// Datasets whose rows it finds at a person or a household.
    private(set) var rowsOfOwners: Set<String> = []
    private let layout: RecordLayout

    init(_ rule: Rule, _ layout: RecordLayout) {
        self.layout = layout
        for expression in rule.expressions { visit(expression, expression.expr) }
    }

    private func column(_ expression: CheckedExpression, _ base: Expr, _ field: String) -> Column? {
        guard case .record(let record) = expression.type(of: base), layout.column(record, field) != nil else { return nil }
        return Column(record: record, name: field)
    }

    private mutating func goThrough(_ rows: String, of record: String) {
        guard record == "village" else {
            rowsOfOwners.insert(rows)
            return
        }
        goesThroughVillages = true
        if layout.anchor(rows) != .village { goesThroughNeighbours = true }
    }

    private mutating func visit(_ expression: CheckedExpression, _ expr: Expr) {
        switch expr.node {
        case .literal, .name: break
        case .select(let base, let field), .has(let base, let field):
            if case .record(let record) = expression.type(of: base), let rows = layout.rows(record, field) { goThrough(rows, of: record) }
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
