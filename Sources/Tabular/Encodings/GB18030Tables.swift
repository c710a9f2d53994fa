import Glibc

/// The irregular part of GB 18030, asked of the C library one code at a time.
enum GB18030Tables {
    /// The code points of all two-byte codes and of the four-byte codes of plane 0, private use folded. Four-byte codes are in the order
    /// of code points, so that the 18 the C library does not know (they changed places with private ones in 2022) follow the one
    /// before.
    static func fromSystem() -> (pairs: [UInt32], fours: [UInt16]) {
        var pairs = [UInt32](repeating: 0xFFFD, count: GB18030.pairCount)
        var fours = [UInt16](repeating: 0xFFFD, count: GB18030.fourCount)
        guard let converter = iconv_open("UTF-32LE", "GB18030"), converter != iconv_t(bitPattern: -1) else { return (pairs, fours) }
        defer { iconv_close(converter) }
        var code: [CChar] = [0, 0, 0, 0]
        for place in pairs.indices {
            let trail = place % 190
            code[0] = CChar(truncatingIfNeeded: place / 190 + 0x81)
            code[1] = CChar(truncatingIfNeeded: trail + (trail < 0x3F ? 0x40 : 0x41))
            if let scalar = character(converter, &code, count: 2) { pairs[place] = PrivateUse.folded(scalar) }
        }
        for place in fours.indices {
            code[0] = CChar(truncatingIfNeeded: place / 12600 + 0x81)
            code[1] = CChar(truncatingIfNeeded: place / 1260 % 10 + 0x30)
            code[2] = CChar(truncatingIfNeeded: place / 10 % 126 + 0x81)
            code[3] = CChar(truncatingIfNeeded: place % 10 + 0x30)
            if let scalar = character(converter, &code, count: 4) {
                fours[place] = UInt16(truncatingIfNeeded: PrivateUse.folded(scalar))
            } else if place > 0 {
                fours[place] = fours[place - 1] &+ 1
            }
        }
        return (pairs, fours)
    }

    private static func character(_ converter: iconv_t, _ code: inout [CChar], count: Int) -> UInt32? {
        var result: UInt32 = 0
        let failed = code.withUnsafeMutableBufferPointer { source in
            withUnsafeMutableBytes(of: &result) { target in
                var from = source.baseAddress
                var fromLeft = count
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var toLeft = 4
                return iconv(converter, &from, &fromLeft, &to, &toLeft) == -1 || toLeft != 0
            }
        }
        if failed { iconv(converter, nil, nil, nil, nil) }
        return failed ? nil : UInt32(littleEndian: result)
    }
}
