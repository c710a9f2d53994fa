import Basics

/// A whole tree in memory: for tests, for small trees, and to rebuild the node table from the entries.
package struct MemoryTree: HashReader, Sendable {
    package private(set) var range = CompactRange()
    /// The known hashes by level and index.
    private var levels: [[MerkleHash]] = []

    package init() {}

    package var size: Int64 { range.size }

    package mutating func append(_ leaf: MerkleHash, hasher: TreeHasher) throws(Problem) {
        var grown = levels
        levels = []  // The array is ours alone while it grows.
        defer { levels = grown }
        try range.append(leaf, hasher: hasher) { node, hash throws(Problem) in
            if node.level == grown.count { grown.append([]) }
            grown[node.level].append(hash)
        }
    }

    package func root(hasher: TreeHasher) throws(Problem) -> MerkleHash { try range.root(hasher: hasher) }

    /// The root that the tree had when it was smaller.
    package func root(at size: Int64, hasher: TreeHasher) throws -> MerkleHash {
        try CompactRange(size: size, reading: self).root(hasher: hasher)
    }

    package func hashes(of nodes: [TreeNode]) throws -> [MerkleHash] {
        try nodes.map { node in
            guard levels.indices.contains(node.level), let index = Int(exactly: node.index), levels[node.level].indices.contains(index) else {
                throw TreeProblem.missing(node)
            }
            return levels[node.level][index]
        }
    }
}
