import Datasets

/// The texts too long to stand in their column, in one stretch of memory that stays where it is.
final class TextHeaps: @unchecked Sendable {  // Why: written in init, read afterwards.
    private let memory: UnsafeMutablePointer<UInt8>
    /// Where each segment's heap begins, by heap number.
    private var starts: [Int: Int] = [:]

    init(_ segments: [Segment]) {
        let size = segments.reduce(16) { $0 + $1.heap.count }
        memory = .allocate(capacity: size)
        var offset = 0
        for segment in segments where !segment.heap.isEmpty {
            segment.heap.withUnsafeBufferPointer { heap in
                if let base = heap.baseAddress { (memory + offset).update(from: base, count: heap.count) }
            }
            starts[Segment.heapNumber(file: segment.file, sequence: segment.sequence)] = offset
            offset += segment.heap.count
        }
    }

    deinit { memory.deallocate() }

    /// A long text's bytes.
    func text(_ view: TextView) -> TextRef {
        guard let start = starts[view.heap] else { return .none }
        return TextRef(bytes: UnsafePointer(memory + start + view.offset), count: view.length)
    }
}
