import Datasets
import Dispatch
import Glibc
import Synchronization

/// Stretches of kept files on their way to a table: held against their sums side by side by several threads, a chunk at a time, before anybody
/// uses them. Kept files are never written to, only replaced (`KeptFile.Writer`), so they are used where the system holds them.
struct KeptReading {
    private struct Piece: @unchecked Sendable {  // Why: points at memory that is only read.
        var owner: Int
        var memory: UnsafeRawPointer
        var count: Int
        var sum: UInt64
        /// For numbers of whom rows belong to: the first that nobody has.
        var below: Int32?
    }

    private var pieces: [Piece] = []
    /// What the pieces point at, also when whoever asked for it gave up.
    private var blocks: [MemoryBlock] = []
    private(set) var owners = 0

    /// What is asked for from now on belongs together: one damaged chunk spoils all of it. Gives its number.
    mutating func begin() -> Int {
        owners += 1
        return owners - 1
    }

    /// The first stretches of a file, which stand one after the other in it; not to be used before `run` has found them whole. Nil when they
    /// cannot be true or the file is shorter.
    mutating func block(_ path: String, _ stretches: [KeptFile.Stretch], below: Int32? = nil) -> MemoryBlock? {
        var size = 0
        for stretch in stretches {
            guard stretch.isPlausible, stretch.offset == size else { return nil }
            size += stretch.count
        }
        guard size > 0 else { return try? MemoryBlock(0) }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        guard let block = MemoryBlock(file: descriptor, size: size) else { return nil }
        blocks.append(block)
        for stretch in stretches {
            for (index, sum) in stretch.sums.enumerated() {
                let start = index * KeptFile.chunk
                let count = min(KeptFile.chunk, stretch.count - start)
                pieces.append(Piece(owner: owners - 1, memory: block.base + stretch.offset + start, count: count, sum: sum, below: below))
            }
        }
        return block
    }

    /// Looks at everything; gives, by number, whether all of what belongs together is as it was written.
    func run(threads: Int) -> [Bool] {
        let isWhole = Mutex([Bool](repeating: true, count: owners))
        let next = TicketCounter()
        let pieces = pieces
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while let i = next.take(below: pieces.count) {
                if !KeptReading.isWhole(pieces[i]) { isWhole.withLock { $0[pieces[i].owner] = false } }
            }
        }
        return withExtendedLifetime(blocks) { isWhole.withLock { $0 } }
    }

    private static func isWhole(_ piece: Piece) -> Bool {
        guard Checksum.of(piece.memory, piece.count) == piece.sum else { return false }
        guard let below = piece.below else { return true }
        let numbers = piece.memory.assumingMemoryBound(to: Int32.self)
        var highest: Int32 = -1
        for i in 0..<(piece.count / 4) { highest = max(highest, numbers[i]) }
        return highest < below
    }
}
