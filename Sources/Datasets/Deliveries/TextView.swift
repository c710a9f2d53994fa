import CMemory

/// A text in 16 bytes, as in Arrow's string views: up to twelve bytes stand inside (four Chinese characters, so nearly every
/// name), longer ones in their segment's heap.
///
/// `low` holds the length in its lower and the first four bytes in its upper half; `high` the next eight bytes, or the heap's number and the
/// offset in it.
package struct TextView: Sendable, BitwiseCopyable {
    package var low: UInt64
    package var high: UInt64

    package init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    package static let absent = TextView(low: 0xFFFF_FFFF, high: 0)
    package var isAbsent: Bool { low == 0xFFFF_FFFF }
    package var length: Int { Int(low & 0xFFFF_FFFF) }
    package var isInline: Bool { length <= 12 }
    package var heap: Int { Int(high & 0xFFFF_FFFF) }
    package var offset: Int { Int(high >> 32) }

    /// `length` of 1 to 12 bytes at `p`, of which sixteen must be readable.
    @inline(__always) static func inline(_ p: UnsafePointer<UInt8>, _ length: Int) -> TextView {
        var first = memory_load8(p)
        var second = memory_load8(p + 8)
        if length < 8 {
            first &= (1 << UInt64(length * 8)) &- 1
            second = 0
        } else if length < 16 {
            second &= (1 << UInt64((length - 8) * 8)) &- 1
        }
        return TextView(low: UInt64(length) | first << 32, high: first >> 32 | second << 32)
    }

    static func long(_ length: Int, prefix p: UnsafePointer<UInt8>, heap: Int, offset: Int) -> TextView {
        TextView(low: UInt64(length) | (memory_load8(p) & 0xFFFF_FFFF) << 32, high: UInt64(heap) | UInt64(offset) << 32)
    }
}
