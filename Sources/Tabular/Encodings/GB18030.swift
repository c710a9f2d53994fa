import Glibc

/// The one decoder and encoder of GB 18030, the encoding most department files come in: one, two and four bytes a character, all of
/// Unicode. Code points of the private use area that stand for characters Unicode has since are folded to these (`PrivateUse`).
///
/// The tables are made once from the C library's `iconv`, which knows the 2005 edition; folding makes the editions one.
package final class GB18030: Sendable {
    package static let shared = GB18030()

    /// 126 leads by 190 trails.
    private let pairs: [UInt32]
    /// The 39,420 four-byte codes for the rest of plane 0.
    private let fours: [UInt16]
    /// The code of each code point of plane 0: up to 0xFFFF two bytes, above four; 0 for surrogates.
    private let codes: [UInt32]
    /// Codes of the few characters above plane 0 that have two bytes.
    private let highCodes: [UInt32: UInt32]

    static let pairCount = 126 * 190
    static let fourCount = 39_420
    /// The place of 0x90308130, the code of U+10000, among four-byte codes.
    private static let planes = 189_000

    /// Decodes to UTF-8. `out` has room for twice as many bytes as `bytes` holds. Gives the length of the UTF-8, or -1 when the bytes
    /// are not GB18030.
    package static func decode(_ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        return shared.decode(base, count: bytes.count, into: out)
    }

    /// Encodes UTF-8. `out` has room for twice as many bytes as `bytes` holds. Gives the length, or -1 when the bytes are not UTF-8.
    package static func encode(_ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>) -> Int {
        guard let base = bytes.baseAddress else { return 0 }
        return shared.encode(base, count: bytes.count, into: out)
    }

    private func decode(_ bytes: UnsafePointer<UInt8>, count: Int, into out: UnsafeMutablePointer<UInt8>) -> Int {
        pairs.withUnsafeBufferPointer { table in
            var at = 0
            var to = 0
            while at < count {
                let lead = bytes[at]
                if lead < 0x80 {
                    out[to] = lead
                    to += 1
                    at += 1
                } else if at + 1 < count, bytes[at + 1] >= 0x40, let place = Self.pairPlace(lead, bytes[at + 1]) {
                    to += UTF8Bytes.write(table[place], to: out + to)
                    at += 2
                } else {
                    guard let (scalar, size) = character(bytes + at, count: count - at) else { return -1 }
                    to += UTF8Bytes.write(scalar, to: out + to)
                    at += size
                }
            }
            return to
        }
    }

    /// The character at `bytes`, or nil.
    func character(_ bytes: UnsafePointer<UInt8>, count: Int) -> (UInt32, size: Int)? {
        guard count > 0 else { return nil }
        let lead = bytes[0]
        if lead < 0x80 { return (UInt32(lead), 1) }
        guard count > 1 else { return nil }
        if bytes[1] >= 0x40 {
            guard let place = Self.pairPlace(lead, bytes[1]) else { return nil }
            return (pairs[place], 2)
        }
        guard count > 3, (0x81...0xFE).contains(lead), (0x30...0x39).contains(bytes[1]), (0x81...0xFE).contains(bytes[2]),
            (0x30...0x39).contains(bytes[3])
        else { return nil }
        let place = ((Int(lead - 0x81) * 10 + Int(bytes[1] - 0x30)) * 126 + Int(bytes[2] - 0x81)) * 10 + Int(bytes[3] - 0x30)
        if place < Self.fourCount { return (UInt32(fours[place]), 4) }
        guard place >= Self.planes, place < Self.planes + 0x100000 else { return nil }
        return (UInt32(place - Self.planes + 0x10000), 4)
    }

    @inline(__always)
    private static func pairPlace(_ lead: UInt8, _ trail: UInt8) -> Int? {
        guard lead >= 0x81, lead <= 0xFE, trail >= 0x40, trail != 0x7F, trail != 0xFF else { return nil }
        return Int(lead - 0x81) * 190 + Int(trail) - (trail > 0x7F ? 0x41 : 0x40)
    }

    private func encode(_ bytes: UnsafePointer<UInt8>, count: Int, into out: UnsafeMutablePointer<UInt8>) -> Int {
        var decoder = UTF8Reader(bytes: bytes, count: count)
        var to = 0
        while let scalar = decoder.next() {
            to += write(code(of: PrivateUse.folded(scalar)), to: out + to)
        }
        return decoder.isSound ? to : -1
    }

    /// The code of a code point that is no surrogate.
    private func code(of scalar: UInt32) -> UInt32 {
        if scalar < 0x10000 { return codes[Int(scalar)] }
        if let code = highCodes[scalar] { return code }
        return Self.fourBytes(place: Int(scalar) - 0x10000 + Self.planes)
    }

    private func write(_ code: UInt32, to out: UnsafeMutablePointer<UInt8>) -> Int {
        if code < 0x80 {
            out[0] = UInt8(truncatingIfNeeded: code)
            return 1
        }
        if code < 0x10000 {
            out[0] = UInt8(truncatingIfNeeded: code >> 8)
            out[1] = UInt8(truncatingIfNeeded: code)
            return 2
        }
        for at in 0..<4 { out[at] = UInt8(truncatingIfNeeded: code >> UInt32(24 - 8 * at)) }
        return 4
    }

    private static func fourBytes(place: Int) -> UInt32 {
        let fourth = place % 10 + 0x30
        let third = place / 10 % 126 + 0x81
        let second = place / 1260 % 10 + 0x30
        let first = place / 12600 + 0x81
        return UInt32(first << 24 | second << 16 | third << 8 | fourth)
    }

    private init() {
        let (pairs, fours) = GB18030Tables.fromSystem()
        var codes = [UInt32](repeating: 0, count: 0x10000)
        var highCodes: [UInt32: UInt32] = [:]
        for place in fours.indices { codes[Int(fours[place])] = Self.fourBytes(place: place) }
        for place in pairs.indices {
            let trail = place % 190
            let code = UInt32((place / 190 + 0x81) << 8 | (trail + (trail < 0x3F ? 0x40 : 0x41)))
            // Two bytes go before four; U+0000 stands for a code iconv does not know.
            if pairs[place] >= 0x10000 { highCodes[pairs[place]] = code } else if pairs[place] > 0x7F { codes[Int(pairs[place])] = code }
        }
        for ascii in 0..<0x80 { codes[ascii] = UInt32(ascii) }
        self.pairs = pairs
        self.fours = fours
        self.codes = codes
        self.highCodes = highCodes
    }
}
