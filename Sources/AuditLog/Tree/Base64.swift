/// Base 64 of RFC 4648, section 4, with padding. Reading accepts the one canonical text of some bytes and nothing else, because two texts
/// for one signature or hash would be two names for one thing.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        append(bytes, to: &result)
        return String(decoding: result, as: UTF8.self)
    }

    static func append(_ bytes: some Collection<UInt8>, to result: inout [UInt8]) {
        var group: UInt32 = 0
        var held = 0
        for byte in bytes {
            group = group << 8 | UInt32(byte)
            held += 1
            guard held == 3 else { continue }
            result.append(digits[Int(group >> 18 & 63)])
            result.append(digits[Int(group >> 12 & 63)])
            result.append(digits[Int(group >> 6 & 63)])
            result.append(digits[Int(group & 63)])
            group = 0
            held = 0
        }
        guard held > 0 else { return }
        group <<= held == 1 ? 16 : 8
        result.append(digits[Int(group >> 18 & 63)])
        result.append(digits[Int(group >> 12 & 63)])
        result.append(held == 2 ? digits[Int(group >> 6 & 63)] : padding)
        result.append(padding)
    }

    /// Nil for anything but the canonical text: no blanks, full padding, no stray bits.
    static func decoded(_ text: some StringProtocol) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count % 4 == 0 else { return nil }
        let pads = characters.suffix(2).reduce(0) { $0 + ($1 == padding ? 1 : 0) }
        var result: [UInt8] = []
        result.reserveCapacity(characters.count / 4 * 3)
        var group: UInt32 = 0
        var held = 0
        for character in characters.dropLast(pads) {
            guard let value = value(of: character) else { return nil }
            group = group << 6 | value
            held += 1
            guard held == 4 else { continue }
            result += [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)]
            group = 0
            held = 0
        }
        switch (held, pads) {
        case (0, 0): return result
        case (2, 2) where group & 15 == 0: return result + [UInt8(group >> 4 & 255)]
        case (3, 1) where group & 3 == 0: return result + [UInt8(group >> 10 & 255), UInt8(group >> 2 & 255)]
        default: return nil
        }
    }

    private static func value(of character: UInt8) -> UInt32? {
        switch character {
        case 0x41...0x5A: UInt32(character) - 0x41
        case 0x61...0x7A: UInt32(character) - 0x61 + 26
        case 0x30...0x39: UInt32(character) - 0x30 + 52
        case 0x2B: 62
        case 0x2F: 63
        default: nil
        }
    }
}
