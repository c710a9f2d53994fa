/// All rows gathered for one group rule.
struct Gathered: Sendable {
    let plan: GroupPlan
    let batches: [GatheredBatch]

    /// One bucket's rows side by side, in the order of partitions.
    func bucket(_ bucket: Int, shelf: Arena, texts: HeldTexts) -> (rows: GatheredRows, persons: [Int32], households: [Int32], villages: [Int32]) {
        let spans = batches.map { Int($0.starts[bucket])..<Int($0.starts[bucket + 1]) }
        let count = spans.reduce(0) { $0 + $1.count }
        let leaves = plan.leaves.indices.map { leaf(of: $0, spans, count, shelf, texts) }
        let rows = GatheredRows(count: count, groupCount: 0, groups: shelf.take(count, of: Int32.self), leaves: leaves)
        // By index: taking a batch out of its array would hold on to all its columns, once for each bucket.
        var (persons, households, villages): ([Int32], [Int32], [Int32]) = ([], [], [])
        persons.reserveCapacity(count)
        households.reserveCapacity(count)
        villages.reserveCapacity(count)
        for i in batches.indices where !spans[i].isEmpty {
            persons += batches[i].persons[spans[i]]
            households += batches[i].households[spans[i]]
            villages += batches[i].villages[spans[i]]
        }
        return (rows, persons, households, villages)
    }

    /// Where a bucket's rows are, in the same order; empty unless clues are about groups as such.
    func regions(_ bucket: Int) -> [Int64] {
        batches.flatMap { $0.regions.isEmpty ? [] : $0.regions[Int($0.starts[bucket])..<Int($0.starts[bucket + 1])] }
    }

    private func leaf(of index: Int, _ spans: [Range<Int>], _ count: Int, _ shelf: Arena, _ texts: HeldTexts) -> GatheredRows.Leaf {
        var leaf = GatheredRows.Leaf()
        let isText = batches.contains { !$0.leaves[index].texts.isEmpty }
        let isTruth = batches.contains { $0.leaves[index].isTruth }
        let anyInvalid = batches.contains { !$0.leaves[index].valid.isEmpty }
        let numbers = shelf.take(count, of: Int64.self)
        let truths = shelf.take(count, of: UInt8.self)
        let refs = shelf.take(isText ? count : 0, of: TextRef.self)
        let valid = shelf.take(count, of: UInt8.self)
        valid.update(repeating: 1, count: count)
        var at = 0
        // A leaf without numbers, or without marks, is an empty array, whose address leads nowhere.
        for (batch, span) in zip(batches, spans) where !span.isEmpty {
            batch.leaves[index].numbers.withUnsafeBufferPointer { source in
                if let base = source.baseAddress, !source.isEmpty { (numbers + at).update(from: base + span.lowerBound, count: span.count) }
            }
            batch.leaves[index].valid.withUnsafeBufferPointer { source in
                if let base = source.baseAddress, !source.isEmpty { (valid + at).update(from: base + span.lowerBound, count: span.count) }
            }
            if isText { for (i, row) in span.enumerated() { refs[at + i] = texts.hold(batch.leaves[index].texts[row]) } }
            at += span.count
        }
        if isTruth { for i in 0..<count { truths[i] = UInt8(truncatingIfNeeded: numbers[i]) } }
        if isText { leaf.texts = refs } else if isTruth { leaf.truths = truths } else { leaf.numbers = numbers }
        if anyInvalid { leaf.valid = valid }
        return leaf
    }
}
