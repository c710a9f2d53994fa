import CMemory

/// The accepted rows of one stretch of a file that the matcher chose, as columns, with the number of whom each row belongs to. Lives in
/// one stretch of memory of its own, so that giving it back gives it back to the system.
package final class Segment: @unchecked Sendable {  // Why: written by one thread before it is handed in, only read afterwards.
    package struct Column {
        package enum Storage: Sendable { case numbers, ids, texts }
        package var storage: Storage
        /// Bytes of one value: 1, 2, 4 or 8 for numbers, 8 for IDs, 16 for texts (`TextView`).
        package var width: Int
        package var values: UnsafeMutableRawPointer
        /// IDs whose text is no plain 18 characters, by `-2 - value`.
        package var unpackedIDs: [String]

        package init(storage: Storage, width: Int, values: UnsafeMutableRawPointer, unpackedIDs: [String]) {
            (self.storage, self.width, self.values, self.unpackedIDs) = (storage, width, values, unpackedIDs)
        }
    }

    package let file: Int
    package let sequence: Int
    package let count: Int
    /// The dense number of the person, household or village; -1 where nobody matched.
    package let owners: UnsafeMutablePointer<Int32>
    /// By schema column; nil where not wanted.
    package let columns: [Column?]
    /// Line of each row in its file; nil unless asked for.
    package let lines: UnsafeMutablePointer<UInt32>?
    /// UTF-8 of the long texts.
    package let heap: [UInt8]

    private let memory: UnsafeMutableRawPointer
    private let byteCount: Int

    /// Room for `count` rows, to be filled by whoever made it before it is handed on. Nil when the system has no memory.
    package init?(file: Int, sequence: Int, count: Int, widths: [(Column.Storage, Int)?], withLines: Bool, heap: [UInt8], unpackedIDs: [[String]]) {
        func rounded(_ n: Int) -> Int { (n + 63) & ~63 }
        var size = rounded(count * 4) * (withLines ? 2 : 1) + 64
        for case let (_, width)? in widths { size += rounded(count * width) }
        guard let memory = memory_reserve(size) else { return nil }
        self.memory = memory
        byteCount = size
        var offset = 0
        func take(_ bytes: Int) -> UnsafeMutableRawPointer {
            defer { offset += rounded(bytes) }
            return memory + offset
        }
        self.file = file
        self.sequence = sequence
        self.count = count
        self.heap = heap
        owners = take(count * 4).bindMemory(to: Int32.self, capacity: count)
        lines = withLines ? take(count * 4).bindMemory(to: UInt32.self, capacity: count) : nil
        columns = widths.enumerated().map { index, width in
            width.map { Column(storage: $0.0, width: $0.1, values: take(count * $0.1), unpackedIDs: unpackedIDs[index]) }
        }
    }

    /// A heap's number within its delivery: at most 4,096 files of a million stretches.
    package static func heapNumber(file: Int, sequence: Int) -> Int { file << 20 | sequence }

    deinit { memory_release(memory, byteCount) }
}
