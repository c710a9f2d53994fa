/// Cuts a script into its statements at the semicolons that stand outside quotes, comments and the BEGIN … END of a trigger.
enum StatementSplitter {
    static func statements(of script: String) -> [String] {
        var scanner = StatementScanner(bytes: Array(script.utf8))
        return scanner.scan()
    }
}

private struct StatementScanner {
    let bytes: [UInt8]
    var index = 0
    var start = 0
    var statements: [String] = []
    /// Words seen in the statement so far, of which a trigger is told: its body ends with END.
    var words: [String] = []

    mutating func scan() -> [String] {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "'"), UInt8(ascii: "\""): skipQuoted(by: bytes[index])
            case UInt8(ascii: "-") where next == UInt8(ascii: "-"): skipLine()
            case UInt8(ascii: ";"): endStatement()
            case let byte where Self.isWord(byte): readWord()
            default: index += 1
            }
        }
        take(upTo: bytes.count)
        return statements
    }

    private var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5F
    }

    private mutating func skipQuoted(by quote: UInt8) {
        index += 1
        while index < bytes.count, bytes[index] != quote { index += 1 }
        index += 1
    }

    private mutating func skipLine() {
        while index < bytes.count, bytes[index] != 0x0A { index += 1 }
    }

    private mutating func readWord() {
        let from = index
        while index < bytes.count, Self.isWord(bytes[index]) { index += 1 }
        words.append(String(decoding: bytes[from..<index], as: UTF8.self).uppercased())
    }

    private mutating func endStatement() {
        index += 1
        let isTrigger = words.prefix(4).contains("TRIGGER") && words.contains("BEGIN")
        guard !isTrigger || words.last == "END" else { return }
        take(upTo: index - 1)
        start = index
    }

    private mutating func take(upTo end: Int) {
        let text = String(decoding: bytes[start..<max(start, min(end, bytes.count))], as: UTF8.self)
        let trimmed = text.trimming()
        if !words.isEmpty, !trimmed.isEmpty { statements.append(trimmed) }
        words = []
    }
}

extension String {
    fileprivate func trimming() -> String {
        let blank = { (character: Character) in character.isWhitespace }
        return String(drop(while: blank).reversed().drop(while: blank).reversed())
    }
}
