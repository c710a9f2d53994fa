import Datasets
import PolicyLanguage

/// What one partition hands over for a group rule: its rows' leaves, sorted into buckets by the hash of their keys, with whose they are. All
/// partitions' batches are held until the groups are put together, so numbers stand in the narrowest width that holds a batch's.
struct GatheredBatch: Sendable {
    static let buckets = 128

    struct Leaf: Sendable {
        var numbers: [UInt8] = []
        /// Bytes of one number.
        var width = 8
        var texts: [String] = []
        /// Empty when all are valid.
        var valid: [UInt8] = []
        var isTruth = false
    }

    private(set) var leaves: [Leaf]
    /// Number of the person, household or village each row belongs to, -1 for none; `anchor` says which of them.
    private(set) var subjects: [Int32] = []
    let anchor: Level.Kind
    /// Where the rows are, only for clues about groups as such: those of persons and households know their village.
    private(set) var regions: [Int64] = []
    /// First row of each bucket, and the end.
    private(set) var starts: [Int32] = []

    init(plan: GroupPlan, frame: Frame, place: SubjectPlace, count: Int, villages lawful: [Bool]?) {
        leaves = plan.leaves.map { _ in Leaf() }
        anchor = place.anchor
        let vectors = plan.leaves.map { frame.vectors[$0] }
        let rows = frame.indexes(count)
        var kept = GatheredBatch.choose(plan, frame, place, count, lawful, rows)
        if plan.ignoresRepeats { kept = GatheredBatch.dropRepeats(rows, kept, plan, frame, place, count) }
        let order = sortIntoBuckets(rows, GatheredBatch.keyHashes(plan, frame, rows, kept), kept)
        subjects = order.map { place.subject(Int($0)) }
        if plan.clueFor == .group { regions = order.map { place.region(Int($0)) } }
        let scratch = frame.numbers(order.count)
        for (i, vector) in vectors.enumerated() { leaves[i] = GatheredBatch.leaf(vector, order, scratch) }
    }

    /// Writes the rows that matched the register (or of a dataset that is matched to nothing), whose keys can be read and that stand under the
    /// rule's law; gives how many.
    private static func choose(
        _ plan: GroupPlan, _ frame: Frame, _ place: SubjectPlace, _ count: Int, _ lawful: [Bool]?, _ rows: UnsafeMutablePointer<Int32>
    ) -> Int {
        let keyValid = plan.keys.compactMap { frame.vectors[plan.leaves[$0]].valid }
        var kept = 0
        if keyValid.isEmpty && lawful == nil && place.allBelong {
            for row in 0..<count { rows[row] = Int32(truncatingIfNeeded: row) }
            return count
        }
        for row in 0..<count {
            guard keyValid.allSatisfy({ $0[row] != 0 }) else { continue }
            if let lawful {
                let village = place.village(row)
                guard village >= 0, lawful[Int(village)] else { continue }
            } else {
                guard place.isUnanchored || place.subject(row) >= 0 else { continue }
            }
            rows[kept] = Int32(truncatingIfNeeded: row)
            kept += 1
        }
        return kept
    }

    /// Leaves one of the rows with the same leaves and owner; gives how many are left.
    private static func dropRepeats(
        _ rows: UnsafeMutablePointer<Int32>, _ count: Int, _ plan: GroupPlan, _ frame: Frame, _ place: SubjectPlace, _ all: Int
    ) -> Int {
        var columns = plan.leaves.map { frame.keyNumbers(frame.vectors[$0], frame.program[$0].shape, all) }
        // An unreadable leaf differs from every value.
        columns += columns.compactMap { column in column.valid.map { Frame.KeyColumn(numbers: frame.widened($0, all), valid: nil) } }
        let owners = frame.indexes(all)
        for row in 0..<all { owners[row] = place.subject(row) }
        let hashes = frame.hashes(owners, columns, all)
        var slots = 64
        while slots < count * 2 { slots *= 2 }
        let table = frame.indexes(slots)
        table.update(repeating: -1, count: slots)
        let mask = slots - 1
        var kept = 0
        let width = columns.count
        columns.withUnsafeBufferPointer { columns in
            for i in 0..<count {
                let row = Int(rows[i])
                var slot = Int(truncatingIfNeeded: hashes[row] >> 20) & mask
                while true {
                    let other = Int(table[slot])
                    if other < 0 {
                        table[slot] = Int32(truncatingIfNeeded: row)
                        rows[kept] = Int32(truncatingIfNeeded: row)
                        kept &+= 1
                        break
                    }
                    var isSame = owners[other] == owners[row]
                    var column = 0
                    while isSame && column < width {
                        isSame = columns[column].numbers[other] == columns[column].numbers[row]
                        column &+= 1
                    }
                    if isSame { break }
                    slot = (slot &+ 1) & mask
                }
            }
        }
        return kept
    }

    /// Hashes that are equal when the keys are, in whatever partition they stand.
    private static func keyHashes(_ plan: GroupPlan, _ frame: Frame, _ rows: UnsafeMutablePointer<Int32>, _ count: Int) -> UnsafeMutablePointer<
        UInt64
    > {
        let hashes = frame.arena.take(count, of: UInt64.self)
        hashes.update(repeating: 0, count: count)
        for key in plan.keys {
            let vector = frame.vectors[plan.leaves[key]]
            let reader = KeyReader(vector, frame.program[plan.leaves[key]].shape, frame.bindings.tables)
            for i in 0..<count {
                let mixed = (hashes[i] ^ reader.hash(Int(rows[i]))) &* 0xBF58_476D_1CE4_E5B9
                hashes[i] = mixed ^ (mixed >> 31)
            }
        }
        return hashes
    }

    private mutating func sortIntoBuckets(_ rows: UnsafeMutablePointer<Int32>, _ hashes: UnsafeMutablePointer<UInt64>, _ count: Int) -> [Int32] {
        var counts = [Int32](repeating: 0, count: GatheredBatch.buckets + 1)
        for i in 0..<count { counts[Int(hashes[i] >> 57) + 1] += 1 }
        for i in 0..<GatheredBatch.buckets { counts[i + 1] += counts[i] }
        starts = counts
        return [Int32](unsafeUninitializedCapacity: count) { order, filled in
            for i in 0..<count {
                let bucket = Int(hashes[i] >> 57)
                order[Int(counts[bucket])] = rows[i]
                counts[bucket] += 1
            }
            filled = count
        }
    }

    private static func leaf(_ vector: Vector, _ rows: [Int32], _ scratch: UnsafeMutablePointer<Int64>) -> Leaf {
        var leaf = Leaf()
        if let numbers = vector.numbers {
            for (i, row) in rows.enumerated() { scratch[i] = numbers[Int(row)] }
            leaf.keep(scratch, rows.count)
        }
        if let truths = vector.truths {
            for (i, row) in rows.enumerated() { scratch[i] = Int64(truths[Int(row)]) }
            leaf.keep(scratch, rows.count)
            leaf.isTruth = true
        }
        if let texts = vector.texts { leaf.texts = rows.map { texts[Int($0)].string } }
        if let valid = vector.valid { leaf.valid = rows.map { valid[Int($0)] } }
        return leaf
    }
}

extension GatheredBatch.Leaf {
    fileprivate mutating func keep(_ values: UnsafePointer<Int64>, _ count: Int) {
        width = NarrowNumbers.width(values, count)
        numbers = [UInt8](unsafeUninitializedCapacity: count * width) { out, filled in
            if let base = out.baseAddress { NarrowNumbers.write(values, count, width: width, to: base) }
            filled = count * width
        }
    }

    /// Writes a span's numbers in 64 bits; nothing where the leaf has none.
    func read(_ span: Range<Int>, to out: UnsafeMutablePointer<Int64>) {
        numbers.withUnsafeBytes { bytes in
            guard !numbers.isEmpty, let base = bytes.baseAddress else { return }
            NarrowNumbers.read(base + span.lowerBound * width, span.count, width: width, to: out)
        }
    }
}
