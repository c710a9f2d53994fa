import Tabular

/// Finds rows that are equal in every field to one before. What is remembered of a row is 128 bits of a keyed hash and its line, so a million rows
/// take about forty megabytes. The key is made anew for each file, so that nobody can make two different rows look like one.
struct RepeatedRows {
    private struct Slot {
        var first: UInt64 = 0
        var second: UInt64 = 0
        var line: UInt32 = 0
    }

    private var slots: [Slot]
    private var used = 0
    private let key: (UInt64, UInt64)
    /// Fields that do not count: those a correction file puts in front.
    private let passedOver: Set<Int>

    init(passingOver fields: Set<Int> = []) {
        slots = Array(repeating: Slot(), count: 1 << 12)
        key = (.random(in: .min ... .max), .random(in: .min ... .max) | 1)
        passedOver = fields
    }

    /// The line of the first row equal to this one; nil, and the row is remembered, if there was none.
    mutating func seen(_ block: RecordBlock, row: Int) -> Int? {
        let (first, second) = hash(block, row)
        if used * 10 >= slots.count * 7 { grow() }
        var at = Int(truncatingIfNeeded: first) & (slots.count - 1)
        while slots[at].line != 0 {
            if slots[at].first == first, slots[at].second == second { return Int(slots[at].line) }
            at = (at + 1) & (slots.count - 1)
        }
        slots[at] = Slot(first: first, second: second, line: max(block.lines[row], 1))
        used += 1
        return nil
    }

    private mutating func grow() {
        let old = slots
        slots = Array(repeating: Slot(), count: old.count * 2)
        for slot in old where slot.line != 0 {
            var at = Int(truncatingIfNeeded: slot.first) & (slots.count - 1)
            while slots[at].line != 0 { at = (at + 1) & (slots.count - 1) }
            slots[at] = slot
        }
    }

    /// Two folded multiplications over eight bytes at a time, each field with its length, so that `ab|c` and `a|bc` differ.
    private func hash(_ block: RecordBlock, _ row: Int) -> (UInt64, UInt64) {
        var a = key.0
        var b = key.1
        func mix(_ word: UInt64) {
            let (high, low) = (a ^ word).multipliedFullWidth(by: key.1)
            a = high ^ low
            let (high2, low2) = (b &+ word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
            b = high2 ^ low2 &+ a
        }
        let base = row * block.columns
        for field in 0..<block.columns where !passedOver.contains(field) {
            var at = Int(block.starts[base + field])
            let end = Int(block.ends[base + field])
            mix(UInt64(truncatingIfNeeded: end - at) &+ 0xA5)
            while at < end {
                var word: UInt64 = 0
                let size = min(8, end - at)
                for i in 0..<size { word |= UInt64(block.bytes[at + i]) << UInt64(8 * i) }
                mix(word)
                at += 8
            }
        }
        return (a, b)
    }
}
