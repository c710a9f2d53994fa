/// The syntax tree of an expression: CEL's grammar, with its macros kept as they are written, because the columnar
/// compiler reads a macro as one step over a whole list.
package struct Expr: Sendable {
    /// Unique within one parsed rule, so that the checker can note a type for every node beside the tree.
    package let id: Int
    /// Offset and length in Unicode scalars in the expression's text.
    package let span: Range<Int>
    package let node: Node

    package init(id: Int, span: Range<Int>, node: Node) {
        self.id = id
        self.span = span
        self.node = node
    }

    package indirect enum Node: Sendable {
        case literal(Literal)
        /// A name, possibly with a leading dot (`.a`), which CEL reads from the root scope.
        case name(String)
        case select(Expr, field: String)
        /// `has(operand.field)`
        case has(Expr, field: String)
        case unary(UnaryOperator, Expr)
        case binary(BinaryOperator, Expr, Expr)
        /// `condition ? then : otherwise`
        case conditional(Expr, Expr, Expr)
        case index(Expr, Expr)
        /// `f(a, b)`
        case call(String, [Expr])
        /// `target.f(a, b)`
        case method(Expr, String, [Expr])
        case list([Expr])
        case map([(key: Expr, value: Expr)])
        /// `range.macro(variable, body…)`; `map` may have two bodies (filter first, then value).
        case macro(Macro, range: Expr, variable: String, bodies: [Expr])
    }

    package enum Literal: Hashable, Sendable {
        case null
        case bool(Bool)
        case int(Int64)
        case uint(UInt64)
        case double(Double)
        case string(String)
        case bytes([UInt8])
    }

    package enum UnaryOperator: String, Sendable { case not = "!", minus = "-" }

    package enum BinaryOperator: String, Sendable {
        case or = "||", and = "&&"
        case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
        case within = "in"
        case add = "+", subtract = "-", multiply = "*", divide = "/", modulo = "%"
    }

    package enum Macro: String, Sendable {
        case all, exists, existsOne = "exists_one", filter, map
        /// Ours: `rows.group(r, [key, …])` is the list of groups of rows with equal keys, in the order of first appearance.
        case group
    }
}
