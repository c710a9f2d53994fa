/// A complete subtree of the log: at level 0 one leaf, at level n the 2ⁿ leaves from `index · 2ⁿ` on. Its hash never changes once it is known,
/// which is why a table (level, index, hash) can hold the tree.
package struct TreeNode: Hashable, Sendable {
    package let level: Int
    package let index: Int64

    package init(level: Int, index: Int64) {
        self.level = level
        self.index = index
    }

    /// The complete subtrees that make up the leaves `start..<end`, from left to right and so from large to small. `start` is a
    /// multiple of the largest power of two that is not above the width, as every range is that a proof speaks of.
    static func covering(_ start: Int64, _ end: Int64) -> [TreeNode] {
        var nodes: [TreeNode] = []
        var at = start
        while at < end {
            let level = (end - at).bitWidth - 1 - (end - at).leadingZeroBitCount
            nodes.append(TreeNode(level: level, index: at >> level))
            at += 1 << level
        }
        return nodes
    }
}

/// Something that knows the hashes of complete subtrees: the table of the database, or memory.
package protocol HashReader {
    /// The hashes in the order asked for. Asked once per proof, so that one query can bring them all; throws when one is not there.
    func hashes(of nodes: [TreeNode]) throws -> [MerkleHash]
}
