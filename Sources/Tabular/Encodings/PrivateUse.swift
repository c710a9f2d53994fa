import Glibc

/// Characters that had a place in GB 18030 before Unicode had them. Old systems wrote them as private use code points, also in
/// UTF-8; here they become the characters themselves, so that a name written both ways is one name.
///
/// Sources: GB 18030-2000 (table of private use), the changes of GB 18030-2005 (A8BC) and of GB 18030-2022 (18 characters).
package enum PrivateUse {
    private static let first: UInt32 = 0xE78D
    private static let last: UInt32 = 0xE864

    /// What each code point from U+E78D to U+E864 stands for; itself where it is really private.
    private static let table: [UInt32] = {
        var table = Array(first...last)
        func set(_ from: UInt32, _ to: [UInt32]) {
            for (place, scalar) in to.enumerated() { table[Int(from - first) + place] = scalar }
        }
        // Vertical punctuation, A6D9…A6DF, A6EC, A6ED, A6F3.
        set(0xE78D, [0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19])
        // ḿ and ǹ of Pinyin.
        set(0xE7C7, [0x1E3F, 0x01F9])
        // The ideographic variation indicator and the description characters.
        set(0xE7E7, [0x303E] + Array(0x2FF0...0x2FFB))
        // Radicals and rare characters, FE50…FEA0 in order.
        set(
            0xE815,
            [
                0x2E81, 0x20087, 0x20089, 0x200CC, 0x2E84, 0x3473, 0x3447, 0x2E88, 0x2E8B, 0x9FB4, 0x359E, 0x361A, 0x360E, 0x2E8C, 0x2E97,
                0x396E, 0x3918, 0x9FB5, 0x39CF, 0x39DF, 0x3A73, 0x39D0, 0x9FB6, 0x9FB7, 0x3B4E, 0x3C6E, 0x3CE0, 0x2EA7, 0x215D7, 0x9FB8,
                0x2EAA, 0x4056, 0x415F, 0x2EAE, 0x4337, 0x2EB3, 0x2EB6, 0x2EB7, 0x2298F, 0x43B1, 0x43AC, 0x2EBB, 0x43DD, 0x44D6, 0x4661,
                0x464C, 0x9FB9, 0x4723, 0x4729, 0x477C, 0x478D, 0x2ECA, 0x4947, 0x497A, 0x497D, 0x4982, 0x4983, 0x4985, 0x4986, 0x499F,
                0x499B, 0x49B7, 0x49B6, 0x9FBA, 0x241FE, 0x4CA3, 0x4C9F, 0x4CA0, 0x4CA1, 0x4C77, 0x4CA2, 0x4D13, 0x4D14, 0x4D15, 0x4D16,
                0x4D17, 0x4D18, 0x4D19, 0x4DAE, 0x9FBB,
            ])
        return table
    }()

    /// The character a code point stands for.
    static func folded(_ scalar: UInt32) -> UInt32 {
        scalar < first || scalar > last ? scalar : table[Int(scalar - first)]
    }

    /// Folds UTF-8 text to `out`, which has room for a third more bytes than `bytes` holds; gives the length, or nil when there
    /// is nothing to fold (and nothing was written). Text without a byte 0xEE costs one search for it.
    package static func fold(_ bytes: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>) -> Int? {
        guard let base = bytes.baseAddress, var at = next(base, from: 0, count: bytes.count) else { return nil }
        var copied = 0
        var to = 0
        while true {
            (out + to).update(from: base + copied, count: at - copied)
            to += at - copied
            to += UTF8Bytes.write(folded(scalar(base + at)), to: out + to)
            copied = at + 3
            guard let following = next(base, from: copied, count: bytes.count) else { break }
            at = following
        }
        (out + to).update(from: base + copied, count: bytes.count - copied)
        return to + bytes.count - copied
    }

    private static func scalar(_ bytes: UnsafePointer<UInt8>) -> UInt32 {
        UInt32(bytes[0] & 0x0F) << 12 | UInt32(bytes[1] & 0x3F) << 6 | UInt32(bytes[2] & 0x3F)
    }

    /// The place of the next character that is folded.
    private static func next(_ bytes: UnsafePointer<UInt8>, from: Int, count: Int) -> Int? {
        var at = from
        while at + 2 < count {
            guard let found = memchr(bytes + at, 0xEE, count - at - 2) else { return nil }
            at = UnsafePointer(found.assumingMemoryBound(to: UInt8.self)) - bytes
            let scalar = scalar(bytes + at)
            if folded(scalar) != scalar { return at }
            at += 1
        }
        return nil
    }
}
