import Datasets
import Dispatch

/// Turns a department's delivery into a table in the order of partitions. Rows that matched nobody (kept only where a rule asks for
/// them) are spread over the partitions by the stretch they came from.
struct RelationBuilder {
    let delivery: Delivery
    /// First person, household or village of each partition, by the source's anchor.
    let ownerStarts: [Int32]
    let threads: Int

    func build() throws(DeliveryProblem) -> Table {
        let partitions = ownerStarts.count - 1
        let finder = PartitionFinder(starts: ownerStarts)
        let (starts, firsts) = layOut(finder, partitions)
        return try TableBuilder(
            delivery: delivery, count: starts.last ?? 0, partitionStarts: starts, threads: threads, withOwners: delivery.schema.anchor != .none
        ) { segment, rows, out in
            withUnsafeTemporaryAllocation(of: Int32.self, capacity: partitions) { next in
                for p in 0..<partitions { next[p] = firsts[segment * partitions + p] }
                let spare = segment % partitions
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

    /// Where each partition begins, and where each segment's rows of each partition begin (row-major by segment).
    private func layOut(_ finder: PartitionFinder, _ partitions: Int) -> (starts: [Int], firsts: [Int32]) {
        let segments = delivery.segments
        var counts = [Int32](repeating: 0, count: segments.count * partitions)
        counts.withUnsafeMutableBufferPointer { counts in
            nonisolated(unsafe) let counts = counts  // Why: each segment counts into its own row.
            let next = TicketCounter()
            DispatchQueue.concurrentPerform(iterations: threads) { _ in
                finder.withFinder { partition in
                    while let s = next.take(below: segments.count) {
                        let spare = s % partitions
                        for i in 0..<segments[s].count {
                            let owner = segments[s].owners[i]
                            counts[s * partitions + (owner >= 0 ? partition(owner) : spare)] &+= 1
                        }
                    }
                }
            }
        }
        var starts = [0]
        starts.reserveCapacity(partitions + 1)
        var position = 0
        for p in 0..<partitions {
            for s in 0..<segments.count {
                let n = Int(counts[s * partitions + p])
                counts[s * partitions + p] = Int32(position)
                position += n
            }
            starts.append(position)
        }
        return (starts, counts)
    }
}
