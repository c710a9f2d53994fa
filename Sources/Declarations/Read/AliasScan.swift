/// Looks for an alias (`*name`) of an anchor (`&name`) before a file is composed.
///
/// Composing puts an anchor's whole tree in the place of each alias, and comparing such keys walks it: a file of thirty lines may take
/// for ever. So a file that uses both is refused by its bytes. A text could hold `&name` and `*name` at the beginning of words without
/// meaning them; our files have no reason to, and the message says what stands where. Anchors without alias, harmless, are found later.
struct AliasScan {
    private var anchors: Set<Substring> = []
    /// The name, the line's number, and the line up to the star.
    private var aliases: [(name: Substring, line: Int, before: Substring)] = []

    init(_ text: String) {
        var line = 1
        var lineStart = text.startIndex
        var before: UInt8 = 0x0A
        let bytes = text.utf8
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let byte = bytes[index]
            let next = bytes.index(after: index)
            if byte == 0x26 || byte == 0x2A, Self.mayPrecede(before) {
                let end = bytes[next...].firstIndex { !Self.isNamed($0) } ?? bytes.endIndex
                if end > next, byte == 0x26 { anchors.insert(text[next..<end]) }
                if end > next, byte == 0x2A { aliases.append((text[next..<end], line, text[lineStart..<index])) }
            }
            if byte == 0x0A {
                line += 1
                lineStart = next
            }
            before = byte
            index = next
        }
    }

    /// Line and column of the first alias whose anchor is in the file.
    var firstAlias: (line: Int, column: Int)? {
        aliases.first { anchors.contains($0.name) }.map { ($0.line, $0.before.unicodeScalars.count + 1) }
    }

    /// White space, the marks `[ { , : ? -`, quotation marks: a value begins behind nothing else.
    private static func mayPrecede(_ byte: UInt8) -> Bool { byte <= 0x20 || "[{,:?-\"'".utf8.contains(byte) }

    /// What libyaml takes for a name: letters, digits, `_`, `-`.
    private static func isNamed(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x5F || byte == 0x2D
    }
}
