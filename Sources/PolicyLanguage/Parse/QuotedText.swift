/// What stands between the quotes of a string or bytes literal, and how its escapes are undone.
struct QuotedText {
    let body: ArraySlice<Unicode.Scalar>
    let isRaw: Bool
    let isBytes: Bool

    func literal() throws(ExpressionProblem) -> Expr.Literal {
        if isRaw { return isBytes ? .bytes(Array(String(body).utf8)) : .string(String(body)) }
        var bytes: [UInt8] = []
        var string = String.UnicodeScalarView()
        var at = body.startIndex
        while at < body.endIndex {
            let start = at
            guard body[at] == "\\" else {
                append(body[at], to: &string, &bytes)
                at += 1
                continue
            }
            let (code, isCharacter) = try escape(&at)
            if isBytes, !isCharacter {
                bytes.append(UInt8(truncatingIfNeeded: code))
            } else if let scalar = Unicode.Scalar(code) {
                append(scalar, to: &string, &bytes)
            } else {
                throw ExpressionProblem("syntax", "the escape names no Unicode character", at: start..<at)
            }
        }
        return isBytes ? .bytes(bytes) : .string(String(string))
    }

    private func append(_ scalar: Unicode.Scalar, to string: inout String.UnicodeScalarView, _ bytes: inout [UInt8]) {
        if isBytes { bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter) } else { string.append(scalar) }
    }

    /// Reads one escape and gives its number; in bytes, `\x` and octal escapes are a byte and no character.
    private func escape(_ at: inout Int) throws(ExpressionProblem) -> (code: UInt32, isCharacter: Bool) {
        let start = at
        at += 1
        guard at < body.endIndex else { throw ExpressionProblem("syntax", "a backslash ends the text", at: start..<start + 1) }
        let kind = body[at]
        at += 1
        if let plain = Self.plain[kind] { return (plain.value, true) }
        switch kind {
        case "x", "X": return (try digits(2, radix: 16, &at, from: start), !isBytes)
        case "0", "1", "2", "3":
            at -= 1
            return (try digits(3, radix: 8, &at, from: start), !isBytes)
        case "u": return (try digits(4, radix: 16, &at, from: start), true)
        case "U": return (try digits(8, radix: 16, &at, from: start), true)
        default:
            throw ExpressionProblem(
                "syntax", "\\\(kind) is no escape\(isBytes ? " of bytes" : "")", at: start..<at, suggestion: "\\\\ for a backslash")
        }
    }

    private static let plain: [Unicode.Scalar: Unicode.Scalar] = [
        "a": "\u{07}", "b": "\u{08}", "f": "\u{0C}", "n": "\n", "r": "\r", "t": "\t", "v": "\u{0B}", "\\": "\\", "?": "?", "\"": "\"",
        "'": "'", "`": "`",
    ]

    private func digits(_ count: Int, radix: Int, _ at: inout Int, from start: Int) throws(ExpressionProblem) -> UInt32 {
        let end = min(at + count, body.endIndex)
        let text = String(body[at..<end])
        at = end
        guard text.unicodeScalars.count == count, text.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit), let code = UInt32(text, radix: radix)
        else {
            throw ExpressionProblem("syntax", "this escape needs \(count) digits of base \(radix)", at: start..<end)
        }
        return code
    }
}
