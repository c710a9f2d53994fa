/// What one partition hands over for a group rule: its rows' leaves, sorted into buckets by the hash of their keys, with whose they are.
struct GatheredBatch: Sendable {
    static let buckets = 128

    struct Leaf: Sendable {
        var numbers: [Int64] = []
        var texts: [String] = []
        /// Empty when all are valid.
        var valid: [UInt8] = []
        var isTruth = false
    }

    private(set) var leaves: [Leaf]
    private(set) var persons: [Int32] = []
    private(set) var households: [Int32] = []
    private(set) var villages: [Int32] = []
    /// First row of each bucket, and the end.
    private(set) var starts: [Int32] = []

    init(plan: GroupPlan, frame: Frame, place: SubjectPlace, count: Int, villages lawful: [Bool]?) {
        leaves = plan.leaves.map { _ in Leaf() }
        let vectors = plan.leaves.map { frame.vectors[$0] }
        var rows = GatheredBatch.rowsWanted(plan, frame, place, count, lawful)
        if plan.ignoresRepeats { rows = GatheredBatch.withoutRepeats(rows, plan, frame, place) }
        let hashes = GatheredBatch.keyHashes(plan, frame, rows)
        let order = sortIntoBuckets(hashes)
        persons = order.map { place.person(Int(rows[$0])) }
        households = order.map { place.household(Int(rows[$0])) }
        villages = order.map { place.village(Int(rows[$0])) }
        for (i, vector) in vectors.enumerated() { leaves[i] = GatheredBatch.leaf(vector, order.map { Int(rows[$0]) }) }
    }

    /// Rows that matched the register (or of a dataset that is matched to nothing) whose keys can be read, under the rule's law.
    private static func rowsWanted(_ plan: GroupPlan, _ frame: Frame, _ place: SubjectPlace, _ count: Int, _ lawful: [Bool]?) -> [Int32] {
        let keyValid = plan.keys.compactMap { frame.vectors[plan.leaves[$0]].valid }
        return (0..<Int32(count)).filter { row in
            for valid in keyValid where valid[Int(row)] == 0 { return false }
            let village = place.village(Int(row))
            guard let lawful else { return village >= 0 || place.isUnanchored }
            return village >= 0 && lawful[Int(village)]
        }
    }

    private static func withoutRepeats(_ rows: [Int32], _ plan: GroupPlan, _ frame: Frame, _ place: SubjectPlace) -> [Int32] {
        let columns = plan.leaves.map { frame.keyNumbers(frame.vectors[$0], frame.program[$0].shape, frame.counts[plan.source]) }
        var slots = 64
        while slots < rows.count * 2 { slots *= 2 }
        var table = [Int32](repeating: -1, count: slots)
        var kept: [Int32] = []
        kept.reserveCapacity(rows.count / 4)
        for row in rows {
            let owner = place.subject(Int(row))
            var hash = UInt64(UInt32(bitPattern: owner)) &* 0x9E37_79B9_7F4A_7C15
            for column in columns {
                hash = (hash ^ UInt64(bitPattern: column.numbers[Int(row)])) &* 0xBF58_476D_1CE4_E5B9
                hash ^= hash >> 31
            }
            var slot = Int(truncatingIfNeeded: hash >> 20) & (slots - 1)
            while true {
                let other = table[slot]
                if other < 0 {
                    table[slot] = row
                    kept.append(row)
                    break
                }
                var isSame = place.subject(Int(other)) == owner
                for column in columns {
                    isSame = isSame && column.numbers[Int(other)] == column.numbers[Int(row)] && column.valid?[Int(other)] == column.valid?[Int(row)]
                }
                if isSame { break }
                slot = (slot + 1) & (slots - 1)
            }
        }
        return kept
    }

    /// Hashes that are equal when the keys are, in whatever partition they stand.
    private static func keyHashes(_ plan: GroupPlan, _ frame: Frame, _ rows: [Int32]) -> [UInt64] {
        var hashes = [UInt64](repeating: 0, count: rows.count)
        for key in plan.keys {
            let node = plan.leaves[key]
            let vector = frame.vectors[node]
            let shape = frame.program[node].shape
            for (i, row) in rows.enumerated() {
                let part = KeyValue(vector, shape, Int(row), frame.bindings.tables).hash
                hashes[i] = (hashes[i] ^ part) &* 0xBF58_476D_1CE4_E5B9
                hashes[i] ^= hashes[i] >> 31
            }
        }
        return hashes
    }

    private mutating func sortIntoBuckets(_ hashes: [UInt64]) -> [Int] {
        var counts = [Int32](repeating: 0, count: GatheredBatch.buckets + 1)
        for hash in hashes { counts[Int(hash >> 57) + 1] += 1 }
        for i in 0..<GatheredBatch.buckets { counts[i + 1] += counts[i] }
        starts = counts
        var order = [Int](repeating: 0, count: hashes.count)
        for (i, hash) in hashes.enumerated() {
            order[Int(counts[Int(hash >> 57)])] = i
            counts[Int(hash >> 57)] += 1
        }
        return order
    }

    private static func leaf(_ vector: Vector, _ rows: [Int]) -> Leaf {
        var leaf = Leaf()
        if let numbers = vector.numbers { leaf.numbers = rows.map { numbers[$0] } }
        if let truths = vector.truths {
            leaf.numbers = rows.map { Int64(truths[$0]) }
            leaf.isTruth = true
        }
        if let texts = vector.texts { leaf.texts = rows.map { texts[$0].string } }
        if let valid = vector.valid { leaf.valid = rows.map { valid[$0] } }
        return leaf
    }
}

/// A key's value as something that means the same in every partition and run: word numbers and odd IDs are spelled out.
struct KeyValue {
    let hash: UInt64

    init(_ vector: Vector, _ shape: Shape, _ row: Int, _ tables: Tables) {
        if let numbers = vector.numbers {
            switch shape {
            case .word(let column): hash = KeyValue.hash(tables.words[column]?.words[Int(numbers[row])] ?? "")
            case .id(let column) where numbers[row] < 0:
                hash = KeyValue.hash(PackedID.text(numbers[row], tables.table(column.table)?.columns[column.index]?.unpackedIDs ?? []) ?? "")
            default: hash = UInt64(bitPattern: numbers[row]) &* 0x9E37_79B9_7F4A_7C15
            }
        } else if let texts = vector.texts {
            hash = KeyValue.hash(texts[row].string)
        } else {
            hash = UInt64(vector.truths?[row] ?? 0)
        }
    }

    private static func hash(_ text: String) -> UInt64 {
        var hash = StableHash()
        hash.add(text)
        return hash.value
    }
}
