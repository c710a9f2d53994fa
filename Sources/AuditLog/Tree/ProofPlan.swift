import Basics

/// Which complete subtrees a proof is made of, so that whoever holds the nodes can bring them by one query: ask for `nodes`, hand the hashes to `path`.
package struct ProofPlan: Hashable, Sendable {
    /// Each hash of the proof as the subtrees that are folded into it; mostly one.
    let parts: [[TreeNode]]

    /// All nodes to read, in the order in which `path(from:)` wants their hashes.
    package var nodes: [TreeNode] { parts.flatMap { $0 } }

    /// RFC 9162, section 2.1.3.1: the siblings on the way from the leaf to the root.
    package static func inclusion(of leaf: Int64, in size: Int64) throws(Problem) -> ProofPlan {
        guard leaf >= 0, leaf < size else {
            throw TreeProblem.range("序号 \(leaf) 不在 \(size) 个叶子之内", "index \(leaf) is not among \(size) leaves")
        }
        var (low, high) = (Int64(0), size)
        var parts: [[TreeNode]] = []
        while high - low > 1 {
            let middle = low + split(high - low)
            if leaf < middle {
                parts.append(TreeNode.covering(middle, high))
                high = middle
            } else {
                parts.append(TreeNode.covering(low, middle))
                low = middle
            }
        }
        return ProofPlan(parts: parts.reversed())
    }

    /// RFC 9162, section 2.1.4.1. From size 0 nothing can be proved.
    package static func consistency(from old: Int64, to new: Int64) throws(Problem) -> ProofPlan {
        guard old > 0 else { throw ConsistencyProof.emptyProvesNothing }
        guard old <= new else { throw TreeProblem.range("\(old) 大于 \(new)", "\(old) is more than \(new)") }
        var (low, high) = (Int64(0), new)
        var isWholeOld = true
        var parts: [[TreeNode]] = []
        while high != old {
            let middle = low + split(high - low)
            if old <= middle {
                parts.append(TreeNode.covering(middle, high))
                high = middle
            } else {
                parts.append(TreeNode.covering(low, middle))
                low = middle
                isWholeOld = false
            }
        }
        // The old root itself is known to whoever verifies.
        if !isWholeOld { parts.append(TreeNode.covering(low, high)) }
        return ProofPlan(parts: parts.reversed())
    }

    /// The largest power of two below a width of two or more.
    private static func split(_ width: Int64) -> Int64 { 1 << (Int64.bitWidth - 1 - (width - 1).leadingZeroBitCount) }

    /// The hashes of the proof from the hashes of `nodes`.
    package func path(from hashes: [MerkleHash]) throws(Problem) -> [MerkleHash] {
        guard hashes.count == parts.reduce(0, { $0 + $1.count }) else {
            throw TreeProblem.range("节点数不符", "not as many hashes as nodes")
        }
        let hasher = try TreeHasher()
        var path: [MerkleHash] = []
        var at = 0
        for part in parts {
            path.append(try CompactRange.folded(Array(hashes[at..<at + part.count]), hasher: hasher))
            at += part.count
        }
        return path
    }
}
