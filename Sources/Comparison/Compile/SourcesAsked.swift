import Datasets
import PolicyLanguage

/// The sources a rule looks at. A rule must not run without one of them: what a department has not handed over is not the same as
/// "no record", and a rule about somebody left out would name everybody.
struct SourcesAsked {
    let names: Set<String>

    init(_ rule: Rule, _ layout: RecordLayout) {
        var names: Set<String> = []
        for expression in rule.expressions {
            for type in expression.types.values {
                if let name = SourcesAsked.record(type), layout.anchor(name) != nil { names.insert(name) }
            }
            if let villages = layout.schema(of: "village"), SourcesAsked.readsVillage(expression, expression.expr, layout) {
                names.insert(villages.name)
            }
        }
        switch rule.subject {
        case .row(let dataset), .group(let dataset, _, _):
            if layout.anchor(dataset) != nil { names.insert(dataset) }
        case .person, .household, .village: break
        }
        self.names = names
    }

    private static func record(_ type: ValueType) -> String? {
        switch type {
        case .record(let name): name
        case .list(let element): record(element)
        default: nil
        }
    }

    /// Whether a column of the village file is read (its number alone needs no file).
    private static func readsVillage(_ expression: CheckedExpression, _ expr: Expr, _ layout: RecordLayout) -> Bool {
        func inside(_ expr: Expr) -> Bool { readsVillage(expression, expr, layout) }
        switch expr.node {
        case .literal, .name: return false
        case .select(let base, let field), .has(let base, let field):
            return (expression.type(of: base) == .record("village") && layout.column("village", field) != nil) || inside(base)
        case .unary(_, let operand): return inside(operand)
        case .binary(_, let a, let b), .index(let a, let b): return inside(a) || inside(b)
        case .conditional(let a, let b, let c): return inside(a) || inside(b) || inside(c)
        case .call(_, let arguments), .list(let arguments): return arguments.contains(where: inside)
        case .method(let target, _, let arguments): return inside(target) || arguments.contains(where: inside)
        case .map(let entries): return entries.contains { inside($0.key) || inside($0.value) }
        case .macro(_, let range, _, let bodies): return inside(range) || bodies.contains(where: inside)
        }
    }
}
