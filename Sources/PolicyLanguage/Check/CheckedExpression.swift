import Declarations

/// An expression that passed the checker: the tree, the type of every node by its `id`, and where it was written.
package struct CheckedExpression: Sendable {
    package var text: String
    package var expr: Expr
    package var types: [Int: ValueType]
    package var position: Position

    package init(text: String, expr: Expr, types: [Int: ValueType], position: Position) {
        self.text = text
        self.expr = expr
        self.types = types
        self.position = position
    }

    package var type: ValueType { types[expr.id] ?? .dynamic }
    package func type(of node: Expr) -> ValueType { types[node.id] ?? .dynamic }
}
