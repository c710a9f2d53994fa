import Datasets
import Dispatch

/// Puts the rows of a delivery's segments where they belong in a table. Positions are known before anything is moved, so the
/// result is the same whatever the threads do; each segment's memory goes back as soon as its rows are in place.
struct TableBuilder {
    let delivery: Delivery
    /// All rows, those of strangers after the last partition among them.
    let count: Int
    let partitionStarts: [Int]
    let threads: Int
    /// Keep each row's owner.
    var withOwners: Bool
    /// Fills the position of each row of a segment; -1 leaves the row out.
    let positions: @Sendable (_ segment: Int, _ rows: Segment, _ out: UnsafeMutablePointer<Int32>) -> Void

    func build() throws(DeliveryProblem) -> Table {
        let segments = delivery.segments
        let withLines = segments.first?.lines != nil
        let owners = withOwners ? try MemoryBlock(count * 4) : nil
        let lines = withLines ? try MemoryBlock(count * 4) : nil
        let files = withLines ? try MemoryBlock(count * 2) : nil
        var blocks = [owners, lines, files].compactMap { $0 }
        var columns: [Table.Column?] = []
        for index in delivery.schema.columns.indices {
            guard let column = try emptyColumn(index, segments, &blocks) else { columns.append(nil); continue }
            columns.append(column)
        }
        let known = partitionStarts.last ?? count
        let table = Table(
            schema: delivery.schema, count: known, strangers: count - known, columns: columns,
            owners: owners?.base.bindMemory(to: Int32.self, capacity: count),
            lines: lines?.base.bindMemory(to: UInt32.self, capacity: count),
            fileOf: files?.base.bindMemory(to: UInt16.self, capacity: count), partitionStarts: partitionStarts, heaps: TextHeaps(segments),
            blocks: blocks)
        place(segments, into: table)
        delivery.segments = []
        return table
    }

    private func emptyColumn(_ index: Int, _ segments: [Segment], _ blocks: inout [MemoryBlock]) throws(DeliveryProblem) -> Table.Column? {
        let present = segments.compactMap { $0.columns[index] }
        guard let first = present.first, present.count == segments.count else { return nil }
        let width = present.reduce(first.width) { max($0, $1.width) }
        let block = try MemoryBlock(count * width)
        blocks.append(block)
        let isNeverEmpty =
            delivery.schema.columns[index].required
            || delivery.files.allSatisfy { $0.filled[index] == $0.accepted }
        return Table.Column(
            storage: first.storage, width: width, values: block.base, unpackedIDs: present.flatMap(\.unpackedIDs),
            words: delivery.books[index], hasAbsent: !isNeverEmpty)
    }

    private func place(_ segments: [Segment], into table: Table) {
        var unpackedBefore: [[Int]] = []
        var sums = table.columns.map { _ in 0 }
        for segment in segments {
            unpackedBefore.append(sums)
            for i in sums.indices { sums[i] += segment.columns[i]?.unpackedIDs.count ?? 0 }
        }
        delivery.segments = []
        // Why unsafe: each index is touched by one iteration only.
        nonisolated(unsafe) let shelf = UnsafeMutablePointer<Segment?>.allocate(capacity: max(segments.count, 1))
        for (i, segment) in segments.enumerated() { (shelf + i).initialize(to: segment) }
        let before = unpackedBefore
        let positions = positions
        let next = TicketCounter()
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            let fresh = UnsafeMutablePointer<Int32>.allocate(capacity: 1 << 20)
            var capacity = 1 << 20
            var scratch = fresh
            while let i = next.take(below: before.count) {
                guard let segment = shelf[i] else { continue }
                if segment.count > capacity {
                    scratch.deallocate()
                    capacity = segment.count
                    scratch = .allocate(capacity: capacity)
                }
                positions(i, segment, scratch)
                Placement(segment: segment, positions: scratch, unpackedBefore: before[i]).write(into: table)
                shelf[i] = nil
            }
            scratch.deallocate()
        }
        shelf.deinitialize(count: segments.count)
        shelf.deallocate()
    }
}
