/// One value of a YAML file that remembers where it stands.
package struct Node: Sendable {
    package indirect enum Content: Sendable {
        case null
        /// The text as written; `quoted` tells `"2018"` from `2018`.
        case scalar(String, quoted: Bool)
        case sequence([Node])
        /// In the order of the file. Keys are plain texts; a doubled key has been reported while reading.
        case mapping([Entry])
    }

    package struct Entry: Sendable {
        package var key: String
        package var keyPosition: Position
        package var value: Node

        package init(key: String, keyPosition: Position, value: Node) {
            self.key = key
            self.keyPosition = keyPosition
            self.value = value
        }
    }

    package var content: Content
    package var position: Position
    /// Where the text of a scalar begins: behind the quotation mark, or on the line below `|`. Equal to `position` for everything else.
    package var textPosition: Position
    /// The column in which the further lines of a scalar's text begin.
    package var textIndent: Int

    package init(_ content: Content, at position: Position, textPosition: Position? = nil, textIndent: Int? = nil) {
        self.content = content
        self.position = position
        self.textPosition = textPosition ?? position
        self.textIndent = textIndent ?? self.textPosition.column
    }
}

extension Node {
    /// The text of a scalar, quoted or not; nil for null, lists and mappings.
    package var text: String? {
        guard case .scalar(let text, _) = content else { return nil }
        return text
    }

    package var isNull: Bool {
        guard case .null = content else { return false }
        return true
    }

    package var items: [Node]? {
        guard case .sequence(let items) = content else { return nil }
        return items
    }

    package var entries: [Entry]? {
        guard case .mapping(let entries) = content else { return nil }
        return entries
    }

    /// The value under a key of a mapping.
    package subscript(key: String) -> Node? { entries?.first { $0.key == key }?.value }

    /// What the value is, for messages: `a list`, `a mapping`, `the text 'x'`.
    package var kind: String {
        switch content {
        case .null: "nothing"
        case .scalar(let text, _): "'\(text.count > 40 ? text.prefix(40) + "…" : text[...])'"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }

    /// Where a code point of a scalar's text stands, so that a mistake inside an expression is shown at its place. Exact for plain and
    /// quoted texts of one line without escapes and for `|` blocks; in folded texts it leads to the line the text begins in.
    package func position(ofScalarAt offset: Int) -> Position {
        guard let text, offset > 0 else { return textPosition }
        var place = textPosition
        for scalar in text.unicodeScalars.prefix(offset) {
            if scalar == "\n" {
                place.line += 1
                place.column = textIndent
            } else {
                place.column += 1
            }
        }
        return place
    }
}
