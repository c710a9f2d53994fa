/// Where the log wrote the state of a row: the leaf, and the row's index in it. A row's bookkeeping columns `audit_leaf` and `audit_index` hold
/// the place of its present state.
///
/// Row records count from 0. The rows of a chunk count from `number · 2³²`, and chunks are numbered from 1, so that no row of a chunk
/// shares an index with a row record of the same leaf.
package struct AuditPlace: Hashable, Sendable {
    package static let leafColumn = "audit_leaf"
    package static let indexColumn = "audit_index"
    private static let chunkSpan: Int64 = 1 << 32
    /// Keeps `number · 2³²` within 64 bits.
    package static let mostChunks: Int64 = (1 << 31) - 1

    package let leaf: Int64
    package let index: Int64

    package init(leaf: Int64, index: Int64) {
        self.leaf = leaf
        self.index = index
    }

    /// The index of a row in a chunk, both as numbers; nil when there are too many.
    static func index(chunk number: Int64, position: Int64) -> Int64? {
        guard (1...mostChunks).contains(number), (0..<chunkSpan).contains(position) else { return nil }
        return number * chunkSpan + position
    }

    /// Number of the chunk from 1 and the row's position in it; nil for a row record.
    package var inChunk: (number: Int64, position: Int64)? {
        index >= Self.chunkSpan ? (index / Self.chunkSpan, index % Self.chunkSpan) : nil
    }

    /// What the row's own salt is derived from.
    static func saltName(index: Int64) -> String {
        if let (number, position) = AuditPlace(leaf: 0, index: index).inChunk { "chunk/\(number)/\(position)" } else { "rows/\(index)" }
    }
}
