import Basics

/// A name or an ID number as outputs show them: masked unless somebody asked for them in clear.
struct MaskedPerson {
    let revealed: Bool

    /// `王*`, `欧*英`: the first character and, from three on, the last. Each character between is one star, at most three.
    func name(_ text: String) -> String {
        if revealed { return text }
        let scalars = text.unicodeScalars
        guard let first = scalars.first, let last = scalars.last else { return "" }
        let count = scalars.prefix(6).count
        var shown = String.UnicodeScalarView([first])
        shown.append(contentsOf: repeatElement("*", count: max(1, min(3, count - 2))))
        if count > 2 { shown.append(last) }
        return String(shown)
    }

    /// First 6, eight stars, last 4. Whatever else stands in the column is hidden whole.
    func idNumber(_ text: String) -> String {
        revealed ? text : text.isEmpty ? "" : Masking.residentID(text)
    }
}

extension ByteSink {
    /// A comma and the name as a field. Most names are two or three Han characters and need no `String` made.
    func appendField(name text: String, _ person: MaskedPerson) {
        var text = text
        let isPlain = !person.revealed && text.withUTF8 { bytes in
            guard bytes.count == 6 || bytes.count == 9, stride(from: 0, to: bytes.count, by: 3).allSatisfy({ bytes[$0] & 0xF0 == 0xE0 }) else {
                return false
            }
            append(byte: 0x2C)
            append(UnsafeBufferPointer(rebasing: bytes[0..<3]))
            append(byte: 0x2A)
            if bytes.count == 9 { append(UnsafeBufferPointer(rebasing: bytes[6..<9])) }
            return true
        }
        if !isPlain { appendField(person.name(text)) }
    }

    /// A comma and the ID number as a field; eighteen digits and letters need no `String` made.
    func appendField(idNumber text: String, _ person: MaskedPerson) {
        var text = text
        let isPlain = !person.revealed && text.withUTF8 { bytes in
            guard bytes.count == 18, bytes.allSatisfy({ $0 &- 0x30 < 10 || ($0 | 0x20) &- 0x61 < 26 }) else { return false }
            append(byte: 0x2C)
            append(UnsafeBufferPointer(rebasing: bytes[0..<6]))
            append(Self.stars)
            append(UnsafeBufferPointer(rebasing: bytes[14..<18]))
            return true
        }
        if !isPlain { appendField(person.idNumber(text)) }
    }

    private static let stars = Array("********".utf8)
}
