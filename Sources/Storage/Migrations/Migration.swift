/// One released step of the schema, owned by the room whose tables it makes.
///
/// The text holds one or more statements that end with `;` at the end of a line, in the words of both databases; what differs stands in
/// braces (`Dialect.tokens`). A released text is never edited: its digest is kept in the database and checked.
package struct Migration: Sendable {
    /// `20261122-01-households`: the day, a number, what it is about. The order of the ids is the order of the steps, across rooms.
    package let id: String
    package let room: String
    /// As written, with tokens.
    package let text: String

    package init(id: StaticString, room: StaticString, _ text: StaticString) {
        self.id = id.description
        self.room = room.description
        self.text = text.description
    }

    /// The statements in the words of one database.
    package func statements(for dialect: Dialect) throws -> [String] {
        var words = text
        for (token, replacement) in dialect.tokens { words = words.replacing(token, with: replacement) }
        return StatementSplitter.statements(of: words)
    }
}
