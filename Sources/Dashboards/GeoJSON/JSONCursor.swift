/// Walks through one JSON value and takes out what is asked for, without making a value of the rest: a feature of a map is nearly all numbers.
struct JSONCursor {
    /// What is wrong, and at which byte of the value.
    struct Fault: Error {
        let offset: Int
    }

    let bytes: [UInt8]
    private(set) var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Values nested deeper than this are refused.
    private static let deepest = 64

    var fault: Fault { Fault(offset: place) }

    /// The next byte that is no space; nil at the end.
    mutating func peek() -> UInt8? {
        while place < bytes.count {
            switch bytes[place] {
            case 0x20, 0x09, 0x0A, 0x0D: place += 1
            default: return bytes[place]
            }
        }
        return nil
    }

    mutating func takes(_ character: Character) -> Bool {
        guard let ascii = character.asciiValue, peek() == ascii else { return false }
        place += 1
        return true
    }

    mutating func require(_ character: Character) throws(Fault) {
        guard takes(character) else { throw fault }
    }

    /// Calls `member` with every name of an object; it must take the value or `skip` it.
    mutating func object(_ member: (inout JSONCursor, String) throws -> Void) throws {
        try require("{")
        if takes("}") { return }
        repeat {
            let name = try text()
            try require(":")
            try member(&self, name)
        } while takes(",")
        try require("}")
    }

    /// Calls `item` at the beginning of every item of a list; it must take or skip it.
    mutating func list(_ item: (inout JSONCursor) throws -> Void) throws {
        try require("[")
        if takes("]") { return }
        repeat { try item(&self) } while takes(",")
        try require("]")
    }

    mutating func text() throws(Fault) -> String {
        try require("\"")
        var out: [UInt8] = []
        while place < bytes.count {
            let byte = bytes[place]
            place += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: out, as: UTF8.self) else { throw fault }
                return text
            case UInt8(ascii: "\\"): try escape(into: &out)
            case 0..<0x20: throw fault
            default: out.append(byte)
            }
        }
        throw fault
    }

    private mutating func escape(into out: inout [UInt8]) throws(Fault) {
        guard place < bytes.count else { throw fault }
        let byte = bytes[place]
        place += 1
        switch byte {
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        case UInt8(ascii: "b"): out.append(0x08)
        case UInt8(ascii: "f"): out.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): out.append(byte)
        case UInt8(ascii: "u"):
            var code = UInt32(try hexadecimal())
            if (0xD800..<0xDC00).contains(code), bytes[place...].starts(with: Array("\\u".utf8)) {
                place += 2
                code = 0x10000 + (code - 0xD800) << 10 + (UInt32(try hexadecimal()) &- 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else { throw fault }
            out.append(contentsOf: Array(Character(scalar).utf8))
        default: throw fault
        }
    }

    private mutating func hexadecimal() throws(Fault) -> UInt16 {
        guard place + 4 <= bytes.count, let code = UInt16(String(decoding: bytes[place..<place + 4], as: UTF8.self), radix: 16) else { throw fault }
        place += 4
        return code
    }

    /// The letters of a number, for codes: `110000` stays as it is written.
    mutating func number() throws(Fault) -> ArraySlice<UInt8> {
        _ = peek()
        let start = place
        while place < bytes.count, Self.isOfNumber(bytes[place]) { place += 1 }
        guard place > start else { throw fault }
        return bytes[start..<place]
    }

    private static func isOfNumber(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || byte == 0x2E || byte == 0x2D || byte == 0x2B || byte | 0x20 == 0x65
    }

    mutating func skip() throws(Fault) {
        var depth = 0
        repeat {
            switch peek() {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                guard depth <= Self.deepest else { throw fault }
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                guard depth >= 0 else { throw fault }
                place += 1
            case UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { throw fault }
                place += 1
            case UInt8(ascii: "\""): _ = try text()
            case .some: try word()
            case nil: throw fault
            }
        } while depth > 0
    }

    /// A number, `true`, `false` or `null`.
    private mutating func word() throws(Fault) {
        let start = place
        while place < bytes.count, Self.isOfNumber(bytes[place]) || (0x61...0x7A).contains(bytes[place]) { place += 1 }
        guard place > start else { throw fault }
    }
}
