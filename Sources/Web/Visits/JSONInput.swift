/// Reads a JSON body into values. One parser for everything that comes in: duplicate names, deep nesting, numbers that do not fit and broken
/// texts are refused.
struct JSONInput {
    /// Why a body is no JSON we take; the text is for the client's developer.
    struct Fault: Error {
        let message: String
        let offset: Int
    }

    static let depthLimit = 32

    private let bytes: [UInt8]
    private var position = 0

    static func parse(_ bytes: [UInt8]) throws -> PageValue {
        var input = JSONInput(bytes: bytes)
        let value = try input.value(depth: 0)
        input.skipBlanks()
        guard input.position == bytes.count else { throw input.fault("something stands behind the value") }
        return value
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    private func fault(_ message: String) -> Fault { Fault(message: message, offset: position) }
    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipBlanks() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private mutating func value(depth: Int) throws -> PageValue {
        guard depth < Self.depthLimit else { throw fault("nested deeper than \(Self.depthLimit)") }
        skipBlanks()
        switch current {
        case UInt8(ascii: "{"): return try object(depth)
        case UInt8(ascii: "["): return try list(depth)
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        case nil: throw fault("the body ends too early")
        default: return try number()
        }
    }

    private mutating func word(_ word: String, _ value: PageValue) throws -> PageValue {
        guard bytes[position...].starts(with: word.utf8) else { throw fault("unknown word") }
        position += word.utf8.count
        return value
    }

    private mutating func object(_ depth: Int) throws -> PageValue {
        position += 1
        var members: [PageValue.Member] = []
        var names: Set<String> = []
        skipBlanks()
        if take(UInt8(ascii: "}")) { return .map([]) }
        repeat {
            skipBlanks()
            guard current == UInt8(ascii: "\"") else { throw fault("a name in quotes belongs here") }
            let name = try text()
            guard names.insert(name).inserted else { throw fault("a name stands twice") }
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw fault("':' belongs here") }
            members.append(.init(name, try value(depth: depth + 1)))
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { throw fault("'}' belongs here") }
        return .map(members)
    }

    private mutating func list(_ depth: Int) throws -> PageValue {
        position += 1
        var items: [PageValue] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return .list([]) }
        repeat {
            items.append(try value(depth: depth + 1))
            skipBlanks()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "]")) else { throw fault("']' belongs here") }
        return .list(items)
    }

    private mutating func number() throws -> PageValue {
        let start = position
        while let byte = current, (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let digits = text.drop { $0 == "-" }
        guard let first = digits.utf8.first, (0x30...0x39).contains(first) else { throw fault("a value belongs here") }
        if first == 0x30, digits.utf8.count > 1, digits.utf8.dropFirst().first.map({ (0x30...0x39).contains($0) }) == true {
            throw fault("a number does not begin with 0")
        }
        if let whole = Int64(text) { return .integer(whole) }
        guard text.last.map({ $0.isNumber }) == true, let number = Double(text), number.isFinite else {
            throw fault("not a number that can be taken")
        }
        if let whole = Int64(exactly: number), number.magnitude < 9_007_199_254_740_992 { return .integer(whole) }
        return .number(number)
    }

    private mutating func text() throws -> String {
        position += 1
        var out: [UInt8] = []
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: out, as: UTF8.self) else { throw fault("a text is not UTF-8") }
                return text
            case UInt8(ascii: "\\"): try escape(into: &out)
            case 0..<0x20: throw fault("a control character stands in a text")
            default: out.append(byte)
            }
        }
        throw fault("a text is not closed")
    }

    private mutating func escape(into out: inout [UInt8]) throws {
        guard let byte = current else { throw fault("a text is not closed") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "u"): out.append(contentsOf: Character(try scalar()).utf8)
        default: throw fault("unknown escape")
        }
    }

    private mutating func scalar() throws -> Unicode.Scalar {
        let high = try hex()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard (0xD800..<0xDC00).contains(high), take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw fault("half a character") }
        let low = try hex()
        guard (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)) else {
            throw fault("half a character")
        }
        return scalar
    }

    private mutating func hex() throws -> UInt32 {
        guard position + 4 <= bytes.count else { throw fault("an escape is not complete") }
        let digits = bytes[position..<position + 4]
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }), let number = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        else {
            throw fault("an escape is not hexadecimal")
        }
        position += 4
        return number
    }
}
