import CMemory

/// One worker's memory of which bytes are which word: an open-addressed table keyed by the raw bytes as they stand in the
/// file, so that a word is decoded, trimmed and looked up once per worker and not once per row.
///
/// A text of at most 16 bytes is told by its first and last eight bytes and its length alone.
final class WordCache {
    private struct Slot {
        var first: UInt64 = 0
        var last: UInt64 = 0
        /// 0 for an empty slot.
        var length: Int32 = 0
        var number: Int32 = 0
    }
    private var slots: UnsafeMutablePointer<Slot>
    private var shift: UInt64
    private var mask: Int
    private var used = 0
    /// Longer texts, rare in coded columns.
    private var long: [[UInt8]: Int64] = [:]

    init() {
        mask = 63
        shift = 64 - 6
        slots = .allocate(capacity: 64)
        slots.initialize(repeating: Slot(), count: 64)
    }

    deinit { slots.deallocate() }

    static let unknown: Int64 = -1

    @inline(__always) private func hash(_ first: UInt64, _ last: UInt64, _ length: Int) -> Int {
        let mixed = (first ^ (last &* 0x9E37_79B9_7F4A_7C15) ^ UInt64(truncatingIfNeeded: length)) &* 0xD6E8_FEB8_6659_FD93
        return Int(truncatingIfNeeded: ((mixed ^ (mixed >> 32)) &* 0x9E37_79B9_7F4A_7C15) >> shift)
    }

    @inline(__always) private func ends(_ p: UnsafePointer<UInt8>, _ length: Int) -> (UInt64, UInt64) {
        let first = memory_load8(p)
        if length >= 8 { return (first, memory_load8(p + length - 8)) }
        return (first & ((1 << UInt64(length * 8)) &- 1), 0)
    }

    /// The number of these bytes, or `unknown`. `length` is at least 1.
    @inline(__always) func find(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int64 {
        if length > 16 { return findLong(p, length) }
        let (first, last) = ends(p, length)
        var i = hash(first, last, length)
        while true {
            let slot = slots[i]
            if slot.first == first && slot.last == last && slot.length == Int32(truncatingIfNeeded: length) { return Int64(slot.number) }
            if slot.length == 0 { return WordCache.unknown }
            i = (i &+ 1) & mask
        }
    }

    private func findLong(_ p: UnsafePointer<UInt8>, _ length: Int) -> Int64 {
        long[Array(UnsafeBufferPointer(start: p, count: length))] ?? WordCache.unknown
    }

    func remember(_ p: UnsafePointer<UInt8>, _ length: Int, as number: Int64) {
        if length > 16 {
            long[Array(UnsafeBufferPointer(start: p, count: length))] = number
            return
        }
        if used * 2 > mask { grow() }
        let (first, last) = ends(p, length)
        place(Slot(first: first, last: last, length: Int32(length), number: Int32(number)))
        used += 1
    }

    private func place(_ slot: Slot) {
        var i = hash(slot.first, slot.last, Int(slot.length))
        while slots[i].length != 0 { i = (i + 1) & mask }
        slots[i] = slot
    }

    private func grow() {
        let old = slots
        let count = mask + 1
        mask = count * 2 - 1
        shift -= 1
        slots = .allocate(capacity: count * 2)
        slots.initialize(repeating: Slot(), count: count * 2)
        for i in 0..<count where old[i].length != 0 { place(old[i]) }
        old.deallocate()
    }
}
