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
    }

    package var content: Content
    package var position: Position

    package init(_ content: Content, at position: Position) {
        self.content = content
        self.position = position
    }
}
