import Basics

/// Makes the chunk record of many inserted rows while they stream by; holds the right edge of their tree and four bytes for each.
package final class ChunkCommitter {
    private let layout: RowLayout
    private let number: Int64
    private let rows: RowCommitter
    private let hasher: TreeHasher
    private var edge = CompactRange()
    private var marks: [UInt8] = []

    /// `number`: 1 for the entry's first chunk, 2 for the next. `salt`: the entry's.
    package init(number: Int, layout: RowLayout, salt: LeafSalt) throws(Problem) {
        self.layout = layout
        self.number = Int64(number)
        rows = try RowCommitter(salt: salt)
        hasher = try TreeHasher()
    }

    package var count: Int64 { edge.size }

    /// Answers the row's `audit_index`.
    package func append(key: String, values: [RowValue]) throws(Problem) -> Int64 {
        guard let index = AuditPlace.index(chunk: number, position: edge.size) else {
            throw TreeProblem.range("块的编号从 1 起,每块最多 2³² 行", "chunks are numbered from 1 and hold at most 2³² rows")
        }
        let commitment = try rows.commitment(index: index, layout: layout, key: key, values: values)
        try edge.append(hasher.leaf(commitment), hasher: hasher)
        commitment.withUnsafeBytes { marks += $0.prefix(ChunkRecord.markLength) }
        return index
    }

    /// Nil when no row came: an entry has no empty chunk.
    package func finish() throws(Problem) -> ChunkRecord? {
        guard edge.size > 0 else { return nil }
        return ChunkRecord(table: layout.table, count: edge.size, root: try edge.root(hasher: hasher), marks: marks)
    }
}
