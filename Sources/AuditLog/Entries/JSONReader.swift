import Basics

/// Reads canonical JSON and refuses every other text, so that what a person reads is what was hashed: no doubled key, no second spelling.
struct JSONReader {
    private static let deepest = 8

    private let bytes: [UInt8]
    private var at = 0

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func value(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        var reader = JSONReader(bytes)
        guard let value = reader.value(depth: 0), reader.at == bytes.count, value.canonical == bytes else { throw refused(at: reader.at) }
        return value
    }

    private static func refused(at place: Int) -> Problem {
        Problem(
            "audit-entry-not-canonical", what: .init(zh: "不是规范的日志条目", en: "this is not a canonical entry"),
            why: .init(zh: "第 \(place) 字节附近不是规范 JSON", en: "near byte \(place) it is not canonical JSON"),
            remedy: .init(zh: "条目可能被改动:与检查点核对", en: "the entry may have been changed: compare with a checkpoint"))
    }

    private mutating func take(_ byte: Character) -> Bool {
        guard at < bytes.count, bytes[at] == byte.asciiValue else { return false }
        at += 1
        return true
    }

    private mutating func value(depth: Int) -> JSONValue? {
        guard at < bytes.count, depth < Self.deepest else { return nil }
        switch bytes[at] {
        case UInt8(ascii: "{"): return object(depth: depth)
        case UInt8(ascii: "["): return array(depth: depth)
        case UInt8(ascii: "\""): return string().map { .string($0) }
        case UInt8(ascii: "n"):
            guard bytes[at...].starts(with: "null".utf8) else { return nil }
            at += 4
            return .null
        default:
            let start = at
            while at < bytes.count, bytes[at] == UInt8(ascii: "-") || (0x30...0x39).contains(bytes[at]) { at += 1 }
            return Int64(String(decoding: bytes[start..<at], as: UTF8.self)).map { .integer($0) }
        }
    }

    private mutating func array(depth: Int) -> JSONValue? {
        guard take("[") else { return nil }
        var values: [JSONValue] = []
        if take("]") { return .array(values) }
        while true {
            guard let value = value(depth: depth + 1) else { return nil }
            values.append(value)
            if take("]") { return .array(values) }
            guard take(",") else { return nil }
        }
    }

    private mutating func object(depth: Int) -> JSONValue? {
        guard take("{") else { return nil }
        var members: [String: JSONValue] = [:]
        if take("}") { return .object(members) }
        while true {
            guard let key = string(), members[key] == nil, take(":"), let value = value(depth: depth + 1) else { return nil }
            members[key] = value
            if take("}") { return .object(members) }
            guard take(",") else { return nil }
        }
    }

    private mutating func string() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while at < bytes.count {
            let byte = bytes[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let meant = escaped() else { return nil }
                text.append(meant)
            case 0..<0x20: return nil
            default: text.append(byte)
            }
        }
        return nil
    }

    /// What stands after a backslash in canonical text; every other escape is refused by the comparison at the end.
    private mutating func escaped() -> UInt8? {
        guard at < bytes.count else { return nil }
        let byte = bytes[at]
        at += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): return byte
        case UInt8(ascii: "b"): return 0x08
        case UInt8(ascii: "t"): return 0x09
        case UInt8(ascii: "n"): return 0x0A
        case UInt8(ascii: "f"): return 0x0C
        case UInt8(ascii: "r"): return 0x0D
        case UInt8(ascii: "u"):
            guard at + 4 <= bytes.count else { return nil }
            defer { at += 4 }
            return UInt8(String(decoding: bytes[at..<at + 4], as: UTF8.self), radix: 16)
        default: return nil
        }
    }
}
