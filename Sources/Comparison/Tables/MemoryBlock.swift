import CMemory
import Datasets

/// A stretch of memory straight from the system, given back when the last reference goes.
final class MemoryBlock: @unchecked Sendable {  // Why: owns memory and nothing else; who writes to it is the builder's business.
    let base: UnsafeMutableRawPointer
    let size: Int

    init(_ size: Int) throws(DeliveryProblem) {
        guard let base = memory_reserve(max(size, 64)) else { throw .outOfMemory }
        self.base = base
        self.size = max(size, 64)
    }

    deinit { memory_release(base, size) }
}
