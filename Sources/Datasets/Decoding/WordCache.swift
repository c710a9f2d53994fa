import CMemory

/// One worker's memory of which bytes are which word: an open-addressed table keyed by the raw bytes as they stand in the
/// file, so that a word is decoded, trimmed and looked up once per worker and not once per row.
///
/// A text of at most 32 bytes is told by its length and the eight-byte words at its beginning and end, which together cover all of it.
package final class WordCache {
    private struct Signature: Equatable {
        var a: UInt64 = 0
        var b: UInt64 = 0
        var c: UInt64 = 0
        var d: UInt64 = 0
        /// 0 for an empty slot.
        var length: Int32 = 0
    }
    private struct Slot {
        var signature = Signature()
        var number: Int32 = 0
    }
    private var slots: UnsafeMutablePointer<Slot>
    private var shift: UInt64
    private var mask: Int
    private var used = 0
    /// Longer texts, rare in coded columns.
    private var long: [[UInt8]: Int64] = [:]
    private static let longest = 32

    package init() {
        mask = 63
        shift = 64 - 6
        slots = .allocate(capacity: 64)
        slots.initialize(repeating: Slot(), count: 64)
    }

    deinit { slots.deallocate() }

    package static let unknown: Int64 = -1

    @inline(__always) private func home(_ s: Signature) -> Int {
        let mixed = (s.a ^ (s.b &* 0x9E37_79B9_7F4A_7C15) ^ (s.c &* 0xC2B2_AE3D_27D4_EB4F) ^ s.d ^ UInt64(truncatingIfNeeded: s.length))
        let twice = (mixed ^ (mixed >> 32)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: ((twice ^ (twice >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }

    @inline(__always) private func signature(_ p: UnsafePointer<UInt8>, _ length: Int) -> Signature {
        let first = memory_load8(p)
        let count = Int32(truncatingIfNeeded: length)
        if length < 8 { return Signature(a: first & ((1 << UInt64(length * 8)) &- 1), length: count) }
        let last = memory_load8(p + length - 8)
        if length <= 16 { return Signature(a: first, b: last, length: count) }
        return Signature(a: first, b: last, c: memory_load8(p + 8), d: memory_load8(p + length - 16), length: count)
    }

    /// The number of these bytes, or `unknown`. `length` is at least 1; of a short text eight bytes must be readable.
    @inline(__always) package func find(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int64 {
        if length > WordCache.longest { return findLong(p, length) }
        let wanted = signature(p, length)
        var i = home(wanted)
        while true {
            if slots[i].signature == wanted { return Int64(slots[i].number) }
            if slots[i].signature.length == 0 { return WordCache.unknown }
            i = (i &+ 1) & mask
        }
    }

    private func findLong(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int64 {
        long[Array(UnsafeBufferPointer(start: p, count: length))] ?? WordCache.unknown
    }

    package func remember(_ p: UnsafePointer<UInt8>, _ length: Int, as number: Int64) {
        if length > WordCache.longest {
            long[Array(UnsafeBufferPointer(start: p, count: length))] = number
            return
        }
        if used * 2 > mask { grow() }
        place(Slot(signature: signature(p, length), number: Int32(number)))
        used += 1
    }

    private func place(_ slot: Slot) {
        var i = home(slot.signature)
        while slots[i].signature.length != 0 { i = (i + 1) & mask }
        slots[i] = slot
    }

    private func grow() {
        let old = slots
        let count = mask + 1
        mask = count * 2 - 1
        shift -= 1
        slots = .allocate(capacity: count * 2)
        slots.initialize(repeating: Slot(), count: count * 2)
        for i in 0..<count where old[i].signature.length != 0 { place(old[i]) }
        old.deallocate()
    }
}
