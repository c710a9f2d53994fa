/// All rows gathered for one group rule.
struct Gathered: Sendable {
    let plan: GroupPlan
    let batches: [GatheredBatch]
    private let kinds: [LeafKind]

    /// What is true of a leaf in any of the batches.
    private struct LeafKind: Sendable {
        var isText: Bool
        var isTruth: Bool
        var anyInvalid: Bool
    }

    init(plan: GroupPlan, batches: [GatheredBatch]) {
        self.plan = plan
        self.batches = batches
        kinds = plan.leaves.indices.map { leaf in
            LeafKind(
                isText: batches.contains { !$0.leaves[leaf].texts.isEmpty }, isTruth: batches.contains { $0.leaves[leaf].isTruth },
                anyInvalid: batches.contains { !$0.leaves[leaf].valid.isEmpty })
        }
    }

    /// What the numbers of a row's subject count.
    var anchor: Level.Kind { batches.first?.anchor ?? .constant }

    /// One bucket's rows side by side, in the order of partitions, with their subjects.
    func bucket(_ bucket: Int, shelf: Arena, texts: HeldTexts) -> (rows: GatheredRows, subjects: UnsafeMutablePointer<Int32>) {
        let spans = batches.map { Int($0.starts[bucket])..<Int($0.starts[bucket + 1]) }
        let count = spans.reduce(0) { $0 + $1.count }
        let leaves = plan.leaves.indices.map { leaf(of: $0, spans, count, shelf, texts) }
        let rows = GatheredRows(count: count, groupCount: 0, groups: shelf.take(count, of: Int32.self), leaves: leaves)
        let subjects = shelf.take(count, of: Int32.self)
        var at = 0
        // By index: taking a batch out of its array would hold on to all its columns, once for each bucket.
        for i in batches.indices where !spans[i].isEmpty {
            batches[i].subjects.withUnsafeBufferPointer { source in
                if let base = source.baseAddress { (subjects + at).update(from: base + spans[i].lowerBound, count: spans[i].count) }
            }
            at += spans[i].count
        }
        return (rows, subjects)
    }

    /// Where a bucket's rows are, in the same order; empty unless clues are about groups as such.
    func regions(_ bucket: Int) -> [Int64] {
        batches.flatMap { $0.regions.isEmpty ? [] : $0.regions[Int($0.starts[bucket])..<Int($0.starts[bucket + 1])] }
    }

    private func leaf(of index: Int, _ spans: [Range<Int>], _ count: Int, _ shelf: Arena, _ texts: HeldTexts) -> GatheredRows.Leaf {
        var leaf = GatheredRows.Leaf()
        let kind = kinds[index]
        let numbers = shelf.take(count, of: Int64.self)
        let truths = shelf.take(kind.isTruth ? count : 0, of: UInt8.self)
        let refs = shelf.take(kind.isText ? count : 0, of: TextRef.self)
        let valid = shelf.take(kind.anyInvalid ? count : 0, of: UInt8.self)
        if kind.anyInvalid { valid.update(repeating: 1, count: count) }
        var at = 0
        for i in batches.indices where !spans[i].isEmpty {
            let span = spans[i]
            batches[i].leaves[index].read(span, to: numbers + at)
            // A leaf without marks is an empty array, whose address leads nowhere.
            batches[i].leaves[index].valid.withUnsafeBufferPointer { source in
                if let base = source.baseAddress, !source.isEmpty { (valid + at).update(from: base + span.lowerBound, count: span.count) }
            }
            if kind.isText { for (place, row) in span.enumerated() { refs[at + place] = texts.hold(batches[i].leaves[index].texts[row]) } }
            at += span.count
        }
        if kind.isTruth { for i in 0..<count { truths[i] = UInt8(truncatingIfNeeded: numbers[i]) } }
        if kind.isText { leaf.texts = refs } else if kind.isTruth { leaf.truths = truths } else { leaf.numbers = numbers }
        if kind.anyInvalid { leaf.valid = valid }
        return leaf
    }
}
