import Basics

/// That the log of an older size is the beginning of the log of a newer one: nothing was changed, taken out or put in between. RFC 9162, section 2.1.4.
package struct ConsistencyProof: Hashable, Sendable {
    package let old: Int64
    package let new: Int64
    package let path: [MerkleHash]

    package init(old: Int64, new: Int64, path: [MerkleHash]) {
        self.old = old
        self.new = new
        self.path = path
    }

    package init(from old: Int64, to new: Int64, reading reader: some HashReader) throws {
        let plan = try ProofPlan.consistency(from: old, to: new)
        self.init(old: old, new: new, path: try plan.path(from: reader.hashes(of: plan.nodes)))
    }

    /// A tree of no leaves is the beginning of every tree, so a proof from it says nothing; it is refused lest somebody take it for one.
    static var emptyProvesNothing: Problem {
        TreeProblem.proof("大小为 0 的日志什么也证明不了", "a log of size 0 proves nothing")
    }

    /// Throws unless the tree with the new root begins with the tree with the old root. RFC 9162, section 2.1.4.2.
    package func verify(oldRoot: MerkleHash, newRoot: MerkleHash) throws(Problem) {
        guard old > 0 else { throw Self.emptyProvesNothing }
        guard old <= new else { throw TreeProblem.proof("\(old) 大于 \(new)", "\(old) is more than \(new)") }
        guard old < new else {
            guard path.isEmpty else { throw TreeProblem.proof("证明太长", "the proof is too long") }
            guard oldRoot == newRoot else { throw TreeProblem.proof("大小相同而树根不同", "the same size with another root") }
            return
        }
        // When the old tree is complete its root is the first hash, which the prover leaves out.
        var rest = (old.nonzeroBitCount == 1 ? [oldRoot] : []) + path
        guard !rest.isEmpty else { throw TreeProblem.proof("证明太短", "the proof is too short") }
        let first = rest.removeFirst()
        let hasher = try TreeHasher()
        var (at, last) = (old - 1, new - 1)
        while at & 1 == 1 {
            at >>= 1
            last >>= 1
        }
        var (oldHash, newHash) = (first, first)
        for sibling in rest {
            guard last > 0 else { throw TreeProblem.proof("证明太长", "the proof is too long") }
            if at & 1 == 1 || at == last {
                oldHash = try hasher.node(sibling, oldHash)
                newHash = try hasher.node(sibling, newHash)
                while at & 1 == 0, at != 0 {
                    at >>= 1
                    last >>= 1
                }
            } else {
                newHash = try hasher.node(newHash, sibling)
            }
            at >>= 1
            last >>= 1
        }
        guard last == 0 else { throw TreeProblem.proof("证明太短", "the proof is too short") }
        guard oldHash == oldRoot else { throw TreeProblem.proof("算出的旧树根不同", "the old root comes out different") }
        guard newHash == newRoot else { throw TreeProblem.proof("算出的新树根不同", "the new root comes out different") }
    }
}
