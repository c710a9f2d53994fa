/// What an expression names: the parameters it reads, and the names no macro of it brings in.
package struct NameUse {
    private(set) var parameters: Set<String> = []
    /// Names that no macro of the expression binds: `person`, `as_of`, a `let`.
    private(set) var free: Set<String> = []

    /// Fields that are selected of anything: `account` of `row.account`.
    private(set) package var fields: Set<String> = []

    package init(of expr: Expr) { visit(expr, bound: []) }

    private mutating func visit(_ expr: Expr, bound: Set<String>) {
        switch expr.node {
        case .literal: break
        case .name(let name):
            let plain = name.hasPrefix(".") ? String(name.dropFirst()) : name
            if name.hasPrefix(".") || !bound.contains(plain) { free.insert(plain) }
        case .select(let operand, let field), .has(let operand, let field):
            if case .name("parameter") = operand.node, !bound.contains("parameter") { parameters.insert(field) } else { fields.insert(field) }
            visit(operand, bound: bound)
        case .macro(_, let range, let variable, let bodies):
            visit(range, bound: bound)
            for body in bodies { visit(body, bound: bound.union([variable])) }
        case .unary(_, let operand): visit(operand, bound: bound)
        case .binary(_, let left, let right), .index(let left, let right):
            visit(left, bound: bound)
            visit(right, bound: bound)
        case .conditional(let condition, let then, let otherwise):
            for part in [condition, then, otherwise] { visit(part, bound: bound) }
        case .call(_, let arguments), .list(let arguments):
            for argument in arguments { visit(argument, bound: bound) }
        case .method(let target, _, let arguments):
            for part in [target] + arguments { visit(part, bound: bound) }
        case .map(let entries):
            for entry in entries {
                visit(entry.key, bound: bound)
                visit(entry.value, bound: bound)
            }
        }
    }
}
