import Basics

/// The right edge of the tree: the roots of the complete subtrees that make up all its leaves, at most 63 hashes. It is all that appending needs.
package struct CompactRange: Hashable, Sendable {
    package private(set) var size: Int64
    /// From left to right, large to small; as many as `size` has one bits.
    package private(set) var roots: [MerkleHash]

    package init() {
        size = 0
        roots = []
    }

    /// Which subtrees must be read to go on with a tree of this size.
    package static func nodes(size: Int64) -> [TreeNode] { TreeNode.covering(0, size) }

    /// The edge of a tree that is kept elsewhere; `roots` are the hashes of `nodes(size:)`.
    package init(size: Int64, roots: [MerkleHash]) throws(Problem) {
        guard size >= 0, roots.count == size.nonzeroBitCount else {
            throw TreeProblem.range("一棵 \(size) 个叶子的树不能由 \(roots.count) 个子树组成", "a tree of \(size) leaves is not made of \(roots.count) subtrees")
        }
        self.size = size
        self.roots = roots
    }

    package init(size: Int64, reading reader: some HashReader) throws {
        guard size >= 0 else { throw TreeProblem.range("大小不能为负", "a size is not negative") }
        try self.init(size: size, roots: reader.hashes(of: Self.nodes(size: size)))
    }

    /// Adds a leaf by its hash. `known` is called for every complete subtree that thereby became known, the leaf itself first, from
    /// small to large: these are the rows to store, two per leaf on average.
    package mutating func append(
        _ leaf: MerkleHash, hasher: TreeHasher, known: (TreeNode, MerkleHash) throws(Problem) -> Void = { _, _ throws(Problem) in }
    ) throws(Problem) {
        guard size < Int64.max else { throw TreeProblem.range("日志已满", "the log is full") }
        var node = TreeNode(level: 0, index: size)
        var hash = leaf
        try known(node, hash)
        // A complete subtree on the edge for each low one bit of the size: together with the new leaf they become one.
        var left = roots.count
        while node.index & 1 == 1 {
            left -= 1
            hash = try hasher.node(roots[left], hash)
            node = TreeNode(level: node.level + 1, index: node.index >> 1)
            try known(node, hash)
        }
        roots.removeLast(roots.count - left)
        roots.append(hash)
        size += 1
    }

    /// The root of the tree, RFC 9162, section 2.1.1.
    package func root(hasher: TreeHasher) throws(Problem) -> MerkleHash {
        guard !roots.isEmpty else { return try hasher.emptyRoot() }
        return try Self.folded(roots, hasher: hasher)
    }

    /// One hash for neighbouring subtrees: the two on the right are joined first, and so on to the left.
    static func folded(_ subtrees: [MerkleHash], hasher: TreeHasher) throws(Problem) -> MerkleHash {
        guard var hash = subtrees.last else { throw TreeProblem.range("没有子树", "no subtrees") }
        for left in subtrees.dropLast().reversed() { hash = try hasher.node(left, hash) }
        return hash
    }
}
