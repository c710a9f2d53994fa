/// Reads JSON strictly (RFC 8259) into values: whole numbers become int (uint above int's range), others double; a doubled key is an error.
struct JSONReader {
    private let bytes: [UInt8]
    private var at = 0
    private var depth = 0

    static func read(_ text: String) -> Result<Value, ExpressionProblem> {
        var reader = JSONReader(bytes: Array(text.utf8))
        do throws(ExpressionProblem) {
            let value = try reader.value()
            reader.skipBlanks()
            guard reader.at == reader.bytes.count else { throw reader.bad("something follows the value") }
            return .success(value)
        } catch {
            return .failure(error)
        }
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func bad(_ message: String) -> ExpressionProblem {
        ExpressionProblem("bad-json", "the input is no JSON: \(message) at byte \(at + 1)", at: at..<at)
    }

    private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard next == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    private mutating func skipBlanks() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { at += 1 }
    }

    private mutating func value() throws(ExpressionProblem) -> Value {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Parser.depthLimit else { throw bad("nested more than \(Parser.depthLimit) deep") }
        skipBlanks()
        guard let first = next else { throw bad("it ends too early") }
        switch first {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "-"), 0x30...0x39: return try number()
        default:
            for (word, value) in [("null", Value.null), ("true", .bool(true)), ("false", .bool(false))] where bytes[at...].starts(with: word.utf8) {
                at += word.utf8.count
                return value
            }
            throw bad("no value begins here")
        }
    }

    private mutating func object() throws(ExpressionProblem) -> Value {
        at += 1
        var map = ValueMap()
        skipBlanks()
        if take("}") { return .map(map) }
        while true {
            skipBlanks()
            guard next == UInt8(ascii: "\"") else { throw bad("a key is needed") }
            let key = try string()
            skipBlanks()
            guard take(":") else { throw bad("':' is needed") }
            guard map.insert(try value(), for: .string(key)) else { throw bad("a key stands twice in one object") }
            skipBlanks()
            if take("}") { return .map(map) }
            guard take(",") else { throw bad("',' or '}' is needed") }
        }
    }

    private mutating func array() throws(ExpressionProblem) -> Value {
        at += 1
        var list: [Value] = []
        skipBlanks()
        if take("]") { return .list(list) }
        while true {
            list.append(try value())
            skipBlanks()
            if take("]") { return .list(list) }
            guard take(",") else { throw bad("',' or ']' is needed") }
        }
    }

    private mutating func number() throws(ExpressionProblem) -> Value {
        let start = at
        _ = take("-")
        guard let first = next, (0x30...0x39).contains(first) else { throw bad("digits are needed") }
        if !take("0") { takeDigits() }
        var isWhole = true
        if take(".") {
            isWhole = false
            guard takeDigits() > 0 else { throw bad("digits are needed") }
        }
        if take("e") || take("E") {
            isWhole = false
            if !take("+") { _ = take("-") }
            guard takeDigits() > 0 else { throw bad("digits are needed") }
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        if isWhole, let int = Int64(text) { return .int(int) }
        if isWhole, let uint = UInt64(text) { return .uint(uint) }
        guard !isWhole, let double = Double(text), double.isFinite else { throw bad("the number is out of range") }
        return .double(double)
    }

    @discardableResult private mutating func takeDigits() -> Int {
        let start = at
        while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
        return at - start
    }

    private mutating func string() throws(ExpressionProblem) -> String {
        at += 1
        var text = String.UnicodeScalarView()
        var plain: [UInt8] = []
        while let byte = next {
            at += 1
            switch byte {
            case UInt8(ascii: "\""):
                text.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
                return String(text)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: String(decoding: plain, as: UTF8.self).unicodeScalars)
                plain.removeAll()
                text.append(try escape())
            case 0..<0x20: throw bad("a control character stands in a text")
            default: plain.append(byte)
            }
        }
        throw bad("a text does not end")
    }

    private mutating func escape() throws(ExpressionProblem) -> Unicode.Scalar {
        guard let kind = next else { throw bad("a text does not end") }
        at += 1
        switch kind {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(kind)
        case UInt8(ascii: "b"): return "\u{08}"
        case UInt8(ascii: "f"): return "\u{0C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"):
            let unit = try hexadecimal()
            if let scalar = Unicode.Scalar(unit) { return scalar }
            guard unit < 0xDC00, take("\\"), take("u") else { throw bad("half a surrogate pair stands alone") }
            let low = try hexadecimal()
            guard (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)) else {
                throw bad("half a surrogate pair stands alone")
            }
            return scalar
        default: throw bad("there is no such escape")
        }
    }

    private mutating func hexadecimal() throws(ExpressionProblem) -> UInt32 {
        let digits = bytes[at..<min(at + 4, bytes.count)]
        let text = String(decoding: digits, as: UTF8.self)
        guard digits.count == 4, text.unicodeScalars.allSatisfy(\.properties.isASCIIHexDigit), let unit = UInt32(text, radix: 16) else {
            throw bad("\\u needs four hexadecimal digits")
        }
        at += 4
        return unit
    }
}
