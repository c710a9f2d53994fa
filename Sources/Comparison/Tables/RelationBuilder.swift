import Datasets
import Dispatch

/// Turns a department's delivery into a table in the order of partitions. Rows that matched nobody are spread over the partitions by the
/// stretch they came from where a rule asks for them; else they stand after the last partition, where nothing but `--keep` finds them.
struct RelationBuilder {
    let delivery: Delivery
    /// First person, household or village of each partition, by the source's anchor.
    let ownerStarts: [Int32]
    let threads: Int
    /// Whether rows of strangers stand among the others.
    let mixesStrangers: Bool

    func build() throws(DeliveryProblem) -> Table {
        let partitions = ownerStarts.count - 1
        let places = partitions + 1
        let finder = PartitionFinder(starts: ownerStarts)
        let (starts, firsts) = layOut(finder, partitions)
        let mixes = mixesStrangers
        return try TableBuilder(
            delivery: delivery, count: starts[places], partitionStarts: Array(starts[...partitions]), threads: threads,
            withOwners: delivery.schema.anchor != .none
        ) { segment, rows, out in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: places) { next in
                for p in 0..<places { next[p] = firsts[segment * places + p] }
                let spare = mixes ? segment % partitions : partitions
                finder.withFinder { partition in
                    for i in 0..<rows.count {
                        let p = rows.owners[i] >= 0 ? partition(rows.owners[i]) : spare
                        out[i] = next[p]
                        next[p] &+= 1
                    }
                }
            }
        }.build()
    }

    /// Where each partition begins, the strangers after the last, and the end; and where each segment's rows of each begin (row-major by
    /// segment).
    private func layOut(_ finder: PartitionFinder, _ partitions: Int) -> (starts: [Int], firsts: [Int32]) {
        let segments = delivery.segments
        let places = partitions + 1
        let mixes = mixesStrangers
        var counts = [Int32](repeating: 0, count: segments.count * places)
        counts.withUnsafeMutableBufferPointer { counts in
            nonisolated(unsafe) let counts = counts  // Why: each segment counts into its own row.
            let next = TicketCounter()
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                finder.withFinder { partition in
                    while let s = next.take(below: segments.count) {
                        let spare = mixes ? s % partitions : partitions
                        for i in 0..<segments[s].count {
                            let owner = segments[s].owners[i]
                            counts[s * places + (owner >= 0 ? partition(owner) : spare)] &+= 1
                        }
                    }
                }
            }
        }
        var starts = [0]
        starts.reserveCapacity(places + 1)
        var position = 0
        for p in 0..<places {
            for s in 0..<segments.count {
                let n = Int(counts[s * places + p])
                counts[s * places + p] = Int32(position)
                position += n
            }
            starts.append(position)
        }
        return (starts, counts)
    }
}
