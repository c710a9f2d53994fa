/// RFC 4648 base32, in which authenticator apps take their seeds, and Crockford's alphabet for codes that people read aloud and type.
package enum Base32 {
    private static let standard = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    /// No I, L, O or U, which are taken for 1, 1, 0 and V.
    private static let readable = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// Without padding, as `otpauth:` addresses have it.
    package static func encode(_ bytes: [UInt8]) -> String { text(bytes, standard) }

    /// For people: `7KQ4-M2XP-…` in groups of four.
    package static func grouped(_ bytes: [UInt8]) -> String {
        var groups: [Substring] = []
        var rest = Substring(text(bytes, readable))
        while !rest.isEmpty {
            groups.append(rest.prefix(4))
            rest = rest.dropFirst(4)
        }
        return groups.joined(separator: "-")
    }

    /// What was meant by a code as typed: blanks and hyphens dropped, capitals raised, look-alikes put right.
    package static func readableForm(_ typed: String) -> String {
        String(
            typed.uppercased().compactMap { character -> Character? in
                switch character {
                case "I", "L": "1"
                case "O": "0"
                case " ", "-", "–", "—", "\t", "\n", "\r", "\u{3000}": nil
                default: character
                }
            })
    }

    private static func text(_ bytes: [UInt8], _ alphabet: [Character]) -> String {
        var result = ""
        var bits: UInt32 = 0
        var count = 0
        for byte in bytes {
            bits = (bits << 8 | UInt32(byte)) & 0xFFFF
            count += 8
            while count >= 5 {
                result.append(alphabet[Int(bits >> UInt32(count - 5) & 31)])
                count -= 5
            }
        }
        if count > 0 { result.append(alphabet[Int(bits << UInt32(5 - count) & 31)]) }
        return result
    }
}
