import Datasets
import Dispatch
import Glibc
import Synchronization

/// Stretches of kept files on their way into memory of our own: read side by side by several threads, a chunk at a time, each chunk held against
/// its sum while the processor still has it at hand.
struct KeptReading {
    private struct Piece {
        var file: Int
        var offset: Int
        var count: Int
        var sum: UInt64
        var target: UnsafeMutableRawPointer
        /// For numbers of whom rows belong to: the first that nobody has.
        var below: Int32?
    }

    /// A file that is open as long as it is read.
    private final class OpenedFile: Sendable {
        let descriptor: Int32
        init(_ path: String) { descriptor = open(path, O_RDONLY | O_CLOEXEC) }
        deinit { if descriptor >= 0 { close(descriptor) } }
    }

    private var files: [(path: String, owner: Int, opened: OpenedFile)] = []
    private var pieces: [Piece] = []
    private(set) var owners = 0

    /// What is asked for from now on belongs together: one damaged chunk spoils all of it. Gives its number.
    mutating func begin() -> Int {
        owners += 1
        return owners - 1
    }

    /// Memory for these stretches of one file, one after the other, which `run` will fill; 16 bytes more than they have can be read. Nil when the
    /// stretches cannot be true or there is no memory.
    mutating func block(_ path: String, _ stretches: [KeptFile.Stretch], below: Int32? = nil) -> MemoryBlock? {
        let size = stretches.reduce(0) { $0 &+ $1.count }
        guard stretches.allSatisfy(\.isPlausible), size >= 0, let block = try? MemoryBlock(size &+ 16) else { return nil }
        if files.last?.path != path { files.append((path, owners - 1, OpenedFile(path))) }
        var target = block.base
        for stretch in stretches {
            for (index, sum) in stretch.sums.enumerated() {
                let start = index * KeptFile.chunk
                let count = min(KeptFile.chunk, stretch.count - start)
                pieces.append(
                    Piece(file: files.count - 1, offset: stretch.offset + start, count: count, sum: sum, target: target + start, below: below))
            }
            target += stretch.count
        }
        return block
    }

    /// Reads everything; gives, by number, whether all of what belongs together is as it was written.
    func run(threads: Int) -> [Bool] {
        let isWhole = Mutex([Bool](repeating: true, count: owners))
        let next = TicketCounter()
        nonisolated(unsafe) let pieces = pieces  // Why: each piece's target is written by the one thread that took its ticket.
        let files = files.map { (owner: $0.owner, opened: $0.opened) }
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while let i = next.take(below: pieces.count) {
                let file = files[pieces[i].file]
                if !KeptReading.read(pieces[i], file.opened.descriptor) { isWhole.withLock { $0[file.owner] = false } }
            }
        }
        return isWhole.withLock { $0 }
    }

    private static func read(_ piece: Piece, _ descriptor: Int32) -> Bool {
        var done = 0
        while done < piece.count {
            let n = pread(descriptor, piece.target + done, piece.count - done, off_t(piece.offset + done))
            if n < 0, errno == EINTR { continue }
            guard n > 0 else { return false }
            done += n
        }
        guard Checksum.of(piece.target, piece.count) == piece.sum else { return false }
        guard let below = piece.below else { return true }
        let numbers = piece.target.assumingMemoryBound(to: Int32.self)
        var highest: Int32 = -1
        for i in 0..<(piece.count / 4) { highest = max(highest, numbers[i]) }
        return highest < below
    }
}
