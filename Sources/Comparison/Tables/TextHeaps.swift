import Datasets

/// The texts too long to stand in their column, in one stretch of memory that stays where it is.
final class TextHeaps: @unchecked Sendable {  // Why: written in init, read afterwards.
    private let memory: UnsafeMutablePointer<UInt8>
    private let size: Int
    /// Whose memory it is; nil for memory of its own.
    private let block: MemoryBlock?
    /// Where each segment's heap begins, by heap number.
    private(set) var starts: [Int: Int] = [:]

    init(_ segments: [Segment]) {
        let size = segments.reduce(16) { $0 + $1.heap.count }
        memory = .allocate(capacity: size)
        self.size = size
        block = nil
        memory.initialize(repeating: 0, count: size)
        var offset = 0
        for segment in segments where !segment.heap.isEmpty {
            segment.heap.withUnsafeBufferPointer { heap in
                if let base = heap.baseAddress { (memory + offset).update(from: base, count: heap.count) }
            }
            starts[Segment.heapNumber(file: segment.file, sequence: segment.sequence)] = offset
            offset += segment.heap.count
        }
    }

    /// As kept: `count` bytes in memory that has a few more.
    init(kept block: MemoryBlock?, count: Int, starts: [Int: Int]) {
        self.block = block
        memory = block?.base.bindMemory(to: UInt8.self, capacity: count) ?? .allocate(capacity: 1)
        size = block == nil ? 0 : count
        self.starts = starts
    }

    deinit { if block == nil { memory.deallocate() } }

    /// Everything, to be kept.
    var bytes: (base: UnsafeRawPointer, count: Int) { (UnsafeRawPointer(memory), size) }

    /// A long text's bytes.
    func text(_ view: TextView) -> TextRef {
        guard let start = starts[view.heap], start + view.offset + view.length <= size else { return .none }
        return TextRef(bytes: UnsafePointer(memory + start + view.offset), count: view.length)
    }
}
