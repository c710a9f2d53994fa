import Basics

/// That an entry stands at a place of the log of a given size. RFC 9162, section 2.1.3.
package struct InclusionProof: Hashable, Sendable {
    package let leaf: Int64
    package let size: Int64
    package let path: [MerkleHash]

    package init(leaf: Int64, size: Int64, path: [MerkleHash]) {
        self.leaf = leaf
        self.size = size
        self.path = path
    }

    package init(of leaf: Int64, in size: Int64, reading reader: some HashReader) throws {
        let plan = try ProofPlan.inclusion(of: leaf, in: size)
        self.init(leaf: leaf, size: size, path: try plan.path(from: reader.hashes(of: plan.nodes)))
    }

    /// Throws unless the entry with this leaf hash stands at `leaf` in the tree with this root. RFC 9162, section 2.1.3.2.
    package func verify(leafHash: MerkleHash, root: MerkleHash) throws(Problem) {
        guard leaf >= 0, leaf < size else {
            throw TreeProblem.proof("序号 \(leaf) 不在 \(size) 个叶子之内", "index \(leaf) is not among \(size) leaves")
        }
        let hasher = try TreeHasher()
        var (at, last) = (leaf, size - 1)
        var hash = leafHash
        for sibling in path {
            guard last > 0 else { throw TreeProblem.proof("证明太长", "the proof is too long") }
            if at & 1 == 1 || at == last {
                hash = try hasher.node(sibling, hash)
                while at & 1 == 0, at != 0 {
                    at >>= 1
                    last >>= 1
                }
            } else {
                hash = try hasher.node(hash, sibling)
            }
            at >>= 1
            last >>= 1
        }
        guard last == 0 else { throw TreeProblem.proof("证明太短", "the proof is too short") }
        guard hash == root else { throw TreeProblem.proof("算出的树根不同", "the root comes out different") }
    }
}
