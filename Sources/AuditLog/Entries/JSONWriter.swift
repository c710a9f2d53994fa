/// Writes canonical JSON: UTF-8, no blanks, keys in the order of their bytes (the caller's duty), integers only, and in strings only what
/// RFC 8259 demands is escaped (`\" \\ \b \t \n \f \r`, other characters below 0x20 as `\u00xx`). One value has one text.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func raw(_ canonical: [UInt8]) { bytes += canonical }

    mutating func integer(_ value: some BinaryInteger) { bytes += String(value).utf8 }

    mutating func string(_ text: some StringProtocol) { Self.append(text, to: &bytes) }

    mutating func string(_ text: (some StringProtocol)?) {
        guard let text else { return raw("null") }
        string(text)
    }

    mutating func hash(_ value: MerkleHash) {
        raw("\"")
        value.withUnsafeBytes { Base64.append($0, to: &bytes) }
        raw("\"")
    }

    /// Elements with commas between them.
    mutating func list<Element>(_ elements: some Sequence<Element>, _ write: (inout JSONWriter, Element) -> Void) {
        var isFirst = true
        for element in elements {
            if !isFirst { raw(",") }
            isFirst = false
            write(&self, element)
        }
    }

    static func append(_ text: some StringProtocol, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case 0x22, 0x5C: bytes += [0x5C, byte]
            case 0x08: bytes += [0x5C, UInt8(ascii: "b")]
            case 0x09: bytes += [0x5C, UInt8(ascii: "t")]
            case 0x0A: bytes += [0x5C, UInt8(ascii: "n")]
            case 0x0C: bytes += [0x5C, UInt8(ascii: "f")]
            case 0x0D: bytes += [0x5C, UInt8(ascii: "r")]
            case 0..<0x20:
                let digits = Array("0123456789abcdef".utf8)
                bytes += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The order of canonical keys: by their UTF-8 bytes, which is also the order of code points.
    static func isBefore(_ a: String, _ b: String) -> Bool { a.utf8.lexicographicallyPrecedes(b.utf8) }
}
