import CMemory
import Datasets
import Dispatch

/// From a key to the register's numbers that carry it: one open-addressed table in 64 parts, so that threads build it without
/// locks and a probe costs one line of memory, asked for ahead of time.
final class KeyIndex: @unchecked Sendable {  // Why: written only while it is built, each part by one thread.
    private struct Slot {
        /// 0 for an empty slot; keys are positive.
        var key: Int64
        var number: Int32
        /// Index in `more` of further numbers with this key, -1 for none.
        var further: Int32
    }
    private static let parts = 64
    private let slots: UnsafeMutablePointer<Slot>
    private let block: MemoryBlock
    private let partMask: Int
    private let partBits: UInt64
    /// Lists of numbers: a count, then the numbers.
    private var more: [Int32] = []
    /// Keys that several numbers carry.
    private(set) var repeatedKeys = 0

    /// `keys[i]` belongs to number `i`; keys that are not positive are left out.
    init(keys: [Int64], threads: Int) throws(DeliveryProblem) {
        // Never fewer than 256 slots a part: chance fills small parts to the brim, and a full one would be searched for ever.
        var bits: UInt64 = 8
        while (1 << bits) * KeyIndex.parts < keys.count * 2 { bits += 1 }
        partBits = bits
        partMask = (1 << Int(bits)) - 1
        block = try MemoryBlock(KeyIndex.parts * (partMask + 1) * MemoryLayout<Slot>.stride)
        slots = block.base.bindMemory(to: Slot.self, capacity: KeyIndex.parts * (partMask + 1))
        let repeats = fill(keys, threads: threads)
        chain(repeats, keys)
    }

    @inline(__always) private static func hash(_ key: Int64) -> UInt64 {
        let mixed = UInt64(bitPattern: key) &* 0x9E37_79B9_7F4A_7C15
        return (mixed ^ (mixed >> 29)) &* 0xBF58_476D_1CE4_E5B9
    }

    @inline(__always) private func home(_ hash: UInt64) -> Int {
        let part = Int(truncatingIfNeeded: hash >> 58)
        return part &* (partMask &+ 1) &+ Int(truncatingIfNeeded: (hash << 6) >> (64 &- partBits))
    }

    @inline(__always) private func following(_ slot: Int) -> Int { (slot & ~partMask) | ((slot &+ 1) & partMask) }

    /// Enters first carriers; gives the numbers whose key was there already, in ascending order.
    private func fill(_ keys: [Int64], threads: Int) -> [Int32] {
        nonisolated(unsafe) var repeats: [[Int32]] = Array(repeating: [], count: threads)  // Why: one entry a thread.
        repeats.withUnsafeMutableBufferPointer { lists in
            nonisolated(unsafe) let lists = lists  // Why: one entry a thread.
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                lists[thread] = keys.withUnsafeBufferPointer { self.fillParts(of: thread, threads, $0) }
            }
        }
        return repeats.flatMap { $0 }.sorted()
    }

    private func fillParts(of thread: Int, _ threads: Int, _ keys: UnsafeBufferPointer<Int64>) -> [Int32] {
        var repeats: [Int32] = []
        let batch = 64
        var waiting: [(slot: Int, number: Int32)] = []
        waiting.reserveCapacity(batch)
        func settle() {
            for (home, number) in waiting {
                let key = keys[Int(number)]
                var slot = home
                while slots[slot].key != 0 && slots[slot].key != key { slot = following(slot) }
                if slots[slot].key == key { repeats.append(number) } else { slots[slot] = Slot(key: key, number: number, further: -1) }
            }
            waiting.removeAll(keepingCapacity: true)
        }
        for i in 0..<keys.count where keys[i] > 0 {
            let hash = KeyIndex.hash(keys[i])
            guard Int(hash >> 58) % threads == thread else { continue }
            let slot = home(hash)
            memory_prefetch(slots + slot)
            waiting.append((slot, Int32(i)))
            if waiting.count == batch { settle() }
        }
        settle()
        return repeats
    }

    private func chain(_ repeats: [Int32], _ keys: [Int64]) {
        var lists: [Int: [Int32]] = [:]
        for number in repeats { lists[find(keys[Int(number)]), default: []].append(number) }
        for slot in lists.keys.sorted() {
            guard let list = lists[slot] else { continue }
            slots[slot].further = Int32(more.count)
            more.append(Int32(list.count))
            more += list
        }
        repeatedKeys = lists.count
    }

    private func find(_ key: Int64) -> Int {
        var slot = home(KeyIndex.hash(key))
        while slots[slot].key != key && slots[slot].key != 0 { slot = following(slot) }
        return slot
    }

    /// The first number with this key, -1 for none.
    func number(of key: Int64) -> Int32 {
        guard key > 0 else { return -1 }
        let slot = find(key)
        return slots[slot].key == key ? slots[slot].number : -1
    }
}

extension KeyIndex {
    /// Matches a department's rows: each row once for every register row with its key. `keepsUnmatched` hands on the others with owner -1.
    struct Matcher: RowMatcher {
        let index: KeyIndex
        let keepsUnmatched: Bool

        func choose(keys: UnsafePointer<Int64>, refused: UnsafePointer<UInt8>, rows: Int, into chosen: ChosenRows) {
            index.choose(keys, refused, rows, keepsUnmatched, chosen)
        }
    }

    private func choose(
        _ keys: UnsafePointer<Int64>, _ refused: UnsafePointer<UInt8>, _ rows: Int, _ keepsUnmatched: Bool, _ chosen: ChosenRows
    ) {
        withUnsafeTemporaryAllocation(of: Int.self, capacity: 256) { homes in
            var first = 0
            while first < rows {
                let n = min(256, rows - first)
                for i in 0..<n {
                    let slot = home(KeyIndex.hash(keys[first &+ i]))
                    homes[i] = slot
                    memory_prefetch(slots + slot)
                }
                chooseBatch(keys, refused, first, n, homes, keepsUnmatched, chosen)
                first &+= n
            }
        }
    }

    /// Settles one batch whose slots have been asked for. Works on local copies of the output's pointers: this is the innermost loop
    /// of the whole program.
    @inline(__always) private func chooseBatch(
        _ keys: UnsafePointer<Int64>, _ refused: UnsafePointer<UInt8>, _ first: Int, _ n: Int, _ homes: UnsafeMutableBufferPointer<Int>,
        _ keepsUnmatched: Bool, _ chosen: ChosenRows
    ) {
        chosen.reserve(n)
        let slots = self.slots
        var (rows, owners, count) = (chosen.rows, chosen.owners, chosen.count)
        for i in 0..<n {
            let row = first &+ i
            let key = keys[row]
            guard refused[row] == 0 else { continue }
            var slot = homes[i]
            while slots[slot].key != key && slots[slot].key != 0 { slot = following(slot) }
            let isFound = key > 0 && slots[slot].key == key
            guard isFound || keepsUnmatched else { continue }
            rows[count] = Int32(truncatingIfNeeded: row)
            owners[count] = isFound ? slots[slot].number : -1
            count &+= 1
            if isFound && slots[slot].further >= 0 {
                chosen.count = count
                addFurther(slots[slot].further, row, n &- i, chosen)
                (rows, owners, count) = (chosen.rows, chosen.owners, chosen.count)
            }
        }
        chosen.count = count
    }

    private func addFurther(_ at: Int32, _ row: Int, _ stillToCome: Int, _ chosen: ChosenRows) {
        let count = Int(more[Int(at)])
        chosen.reserve(count + stillToCome)
        for i in 0..<count {
            chosen.rows[chosen.count] = Int32(truncatingIfNeeded: row)
            chosen.owners[chosen.count] = more[Int(at) + 1 + i]
            chosen.count += 1
        }
    }
}
