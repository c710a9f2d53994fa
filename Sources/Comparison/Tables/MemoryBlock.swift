import CMemory
import Datasets
import Glibc

/// A stretch of memory straight from the system, given back when the last reference goes.
final class MemoryBlock: @unchecked Sendable {  // Why: owns memory and nothing else; who writes to it is the builder's business.
    let base: UnsafeMutableRawPointer
    let size: Int
    private let isFile: Bool

    init(_ size: Int) throws(DeliveryProblem) {
        guard let base = memory_reserve(max(size, 64)) else { throw .outOfMemory }
        self.base = base
        self.size = max(size, 64)
        isFile = false
    }

    /// A file's bytes as they stand in the system's own memory, to be read only: nothing is cleared and nothing copied. Nil when the file is shorter
    /// than `size`. Whoever cuts it short while it is in use ends the program; files that are only ever replaced whole are safe.
    init?(file descriptor: Int32, size: Int) {
        var status = stat()
        guard size > 0, fstat(descriptor, &status) == 0, Int(status.st_size) >= size,
            let base = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), base != MAP_FAILED
        else { return nil }
        self.base = base
        self.size = size
        isFile = true
    }

    deinit {
        if isFile { munmap(base, size) } else { memory_release(base, size) }
    }
}
