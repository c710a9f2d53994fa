import Glibc

/// Gives equal texts equal numbers, in the order of first appearance: an open-addressed table over the texts' bytes where they lie.
struct TextNumbers {
    private var slots: [Int32]
    private var known: [TextRef] = []
    private let mask: Int

    /// For at most `count` texts.
    init(count: Int) {
        var size = 16
        while size < count * 2 { size *= 2 }
        slots = Array(repeating: -1, count: size)
        mask = size - 1
    }

    mutating func number(of text: TextRef) -> Int64 {
        var slot = Int(truncatingIfNeeded: TextNumbers.hash(text) >> 20) & mask
        while slots[slot] >= 0 {
            if TextNumbers.isSame(known[Int(slots[slot])], text) { return Int64(slots[slot]) }
            slot = (slot + 1) & mask
        }
        slots[slot] = Int32(known.count)
        known.append(text)
        return Int64(known.count - 1)
    }

    private static func isSame(_ a: TextRef, _ b: TextRef) -> Bool {
        guard a.count == b.count else { return false }
        guard a.count > 0, let x = a.bytes, let y = b.bytes else { return true }
        return memcmp(x, y, a.count) == 0
    }

    private static func hash(_ text: TextRef) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        guard let bytes = text.bytes else { return hash }
        for i in 0..<text.count { hash = (hash ^ UInt64(bytes[i])) &* 0x100_0000_01B3 }
        return (hash ^ (hash >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }
}
