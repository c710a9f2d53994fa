/// An expression written so that two spellings of the same tree are equal: no blanks, brackets or comments of the author's.
enum CanonicalExpression {
    static func text(of expr: Expr) -> String {
        switch expr.node {
        case .literal(let literal): self.text(of: literal)
        case .name(let name): name
        case .select(let operand, let field): form("select", [text(of: operand), field])
        case .has(let operand, let field): form("has", [text(of: operand), field])
        case .unary(let operation, let operand): form(operation.rawValue, [text(of: operand)])
        case .binary(let operation, let left, let right): form(operation.rawValue, [text(of: left), text(of: right)])
        case .conditional(let condition, let then, let otherwise): form("?", [condition, then, otherwise].map(text))
        case .index(let operand, let index): form("index", [operand, index].map(text))
        case .call(let name, let arguments): form("call", [name] + arguments.map(text))
        case .method(let target, let name, let arguments): form("method", [text(of: target), name] + arguments.map(text))
        case .list(let elements): form("list", elements.map(text))
        case .map(let entries): form("map", entries.flatMap { [text(of: $0.key), text(of: $0.value)] })
        case .macro(let macro, let range, let variable, let bodies):
            form(macro.rawValue, [text(of: range), variable] + bodies.map(text))
        }
    }

    private static func form(_ head: String, _ parts: [String]) -> String {
        "(" + ([head] + parts).joined(separator: " ") + ")"
    }

    /// Texts are written with their length, so that no text can imitate another tree.
    private static func text(of literal: Expr.Literal) -> String {
        switch literal {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .int(let value): "\(value)"
        case .uint(let value): "\(value)u"
        case .double(let value): "double:\(value.bitPattern)"
        case .string(let value): "\(value.utf8.count):\(value)"
        case .bytes(let value): "bytes:\(value)"
        }
    }
}
