import CMemory

/// Reading digits eight at a time. All callers guarantee at least eight readable bytes, which `RecordBlock`'s padding gives.
enum Digits {
    /// Whether the eight bytes are all `0`…`9`.
    @inline(__always) static func areEight(_ word: UInt64) -> Bool {
        ((word & 0xF0F0_F0F0_F0F0_F0F0) | (((word &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0) >> 4)) == 0x3333_3333_3333_3333
    }

    /// The number eight digits spell, first digit in the lowest byte.
    @inline(__always) static func eight(_ word: UInt64) -> UInt64 {
        var v = word &- 0x3030_3030_3030_3030
        v = (v &* 10) &+ (v >> 8)
        let low = (v & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064
        let high = ((v >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001
        return (low &+ high) >> 32
    }

    /// A whole number of 1 to 18 digits, or nil. `length` bytes at `p`.
    @inline(__always) static func number(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int64? {
        guard length > 0, length <= 18 else { return nil }
        var i = 0
        var value: UInt64 = 0
        while length - i >= 8 {
            let word = memory_load8(p + i)
            guard areEight(word) else { return nil }
            value = value &* 100_000_000 &+ eight(word)
            i += 8
        }
        while i < length {
            let digit = p[i] &- 0x30
            guard digit < 10 else { return nil }
            value = value &* 10 &+ UInt64(digit)
            i += 1
        }
        return Int64(value)
    }

    /// The packed key of 17 digits and a digit or `X`: the number times 16 plus the last character (10 for X); nil otherwise.
    @inline(__always) static func key18(_ p: UnsafePointer<UInt8>) -> Int64? {
        let a = memory_load8(p)
        let b = memory_load8(p + 8)
        let c = p[16] &- 0x30
        guard areEight(a), areEight(b), c < 10 else { return nil }
        let last = p[17]
        let check: UInt64
        if last == 0x58 { check = 10 } else if last &- 0x30 < 10 { check = UInt64(last &- 0x30) } else { return nil }
        return Int64(((eight(a) &* 100_000_000 &+ eight(b)) &* 10 &+ UInt64(c)) &* 16 &+ check)
    }
}
