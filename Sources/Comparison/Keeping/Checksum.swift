import CMemory

/// A 64-bit sum of a stretch of memory, at the speed of memory: kept columns are verified before they are used, since a flipped bit in a row
/// number would otherwise send a reader out of bounds. Guards against accidents, not against forgery; the folder is its owner's alone.
enum Checksum {
    static func of(_ memory: UnsafeRawPointer, _ count: Int) -> UInt64 {
        let bytes = memory.assumingMemoryBound(to: UInt8.self)
        var (a, b, c, d): (UInt64, UInt64, UInt64, UInt64) = (1, 2, 3, UInt64(count))
        let prime: UInt64 = 0x9E37_79B1_85EB_CA87
        var i = 0
        while i + 32 <= count {
            a = (a ^ memory_load8(bytes + i)) &* prime
            b = (b ^ memory_load8(bytes + i + 8)) &* prime
            c = (c ^ memory_load8(bytes + i + 16)) &* prime
            d = (d ^ memory_load8(bytes + i + 24)) &* prime
            a ^= a >> 29
            b ^= b >> 29
            c ^= c >> 29
            d ^= d >> 29
            i += 32
        }
        while i < count {
            a = (a ^ UInt64(bytes[i])) &* prime
            a ^= a >> 29
            i += 1
        }
        return a ^ (b &* 3) ^ (c &* 5) ^ (d &* 7)
    }
}
