import Datasets

/// The texts too long to stand in their column, in one stretch of memory that stays where it is.
final class TextHeaps: @unchecked Sendable {  // Why: written in init, read afterwards.
    private let memory: UnsafeMutablePointer<UInt8>
    private let size: Int
    /// Where each segment's heap begins, by heap number.
    private(set) var starts: [Int: Int] = [:]

    init(_ segments: [Segment]) {
        let size = segments.reduce(16) { $0 + $1.heap.count }
        memory = .allocate(capacity: size)
        self.size = size
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

    /// As kept.
    init(kept block: MemoryBlock?, starts: [Int: Int]) {
        size = (block?.size ?? 0) + 16
        memory = .allocate(capacity: size)
        memory.initialize(repeating: 0, count: size)
        if let block { UnsafeMutableRawPointer(memory).copyMemory(from: block.base, byteCount: block.size) }
        self.starts = starts
    }

    deinit { memory.deallocate() }

    func keep(in writer: KeptFile.Writer) -> KeptFile.Stretch? { writer.write(memory, size) }

    /// A long text's bytes.
    func text(_ view: TextView) -> TextRef {
        guard let start = starts[view.heap], start + view.offset + view.length <= size else { return .none }
        return TextRef(bytes: UnsafePointer(memory + start + view.offset), count: view.length)
    }
}
