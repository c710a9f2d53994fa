/// `{name}` in a message, which stands for an evidence's value.
package struct Placeholder: Hashable, Sendable {
    package var name: String
    /// Where its bracket stands, in Unicode scalars of the message.
    package var offset: Int

    package static func all(in message: String) -> [Placeholder] {
        var found: [Placeholder] = []
        var open: Int?
        var name = String.UnicodeScalarView()
        for (offset, scalar) in message.unicodeScalars.enumerated() {
            switch scalar {
            case "{":
                open = offset
                name = String.UnicodeScalarView()
            case "}":
                if let start = open { found.append(Placeholder(name: String(name), offset: start)) }
                open = nil
            default: name.append(scalar)
            }
        }
        return found
    }
}
