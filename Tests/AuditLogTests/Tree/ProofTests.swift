import Basics
import Testing

@testable import AuditLog

/// Proofs against the definitions of RFC 9162, section 2.1, written down here once more as they stand there: recursively, over the leaves themselves.
@Suite struct ProofTests {
    static let most = 70

    /// MTH(D[low:high]) from leaf hashes.
    private func hash(_ leaves: ArraySlice<MerkleHash>, _ hasher: TreeHasher) throws -> MerkleHash {
        guard leaves.count > 1 else { return try leaves.first ?? hasher.emptyRoot() }
        let k = leaves.startIndex + split(leaves.count)
        return try hasher.node(hash(leaves[..<k], hasher), hash(leaves[k...], hasher))
    }

    private func split(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }

    /// PATH(m, D[n]).
    private func path(_ m: Int, _ leaves: ArraySlice<MerkleHash>, _ hasher: TreeHasher) throws -> [MerkleHash] {
        guard leaves.count > 1 else { return [] }
        let k = split(leaves.count)
        let (left, right) = (leaves[..<(leaves.startIndex + k)], leaves[(leaves.startIndex + k)...])
        return m < k ? try path(m, left, hasher) + [hash(right, hasher)] : try path(m - k, right, hasher) + [hash(left, hasher)]
    }

    /// SUBPROOF(m, D[n], b).
    private func subproof(_ m: Int, _ leaves: ArraySlice<MerkleHash>, _ isWhole: Bool, _ hasher: TreeHasher) throws -> [MerkleHash] {
        if m == leaves.count { return isWhole ? [] : [try hash(leaves, hasher)] }
        let k = split(leaves.count)
        let (left, right) = (leaves[..<(leaves.startIndex + k)], leaves[(leaves.startIndex + k)...])
        return m <= k
            ? try subproof(m, left, isWhole, hasher) + [hash(right, hasher)] : try subproof(m - k, right, false, hasher) + [hash(left, hasher)]
    }

    private func sample(_ count: Int) throws -> (leaves: [MerkleHash], tree: MemoryTree, hasher: TreeHasher) {
        let hasher = try TreeHasher()
        let leaves = try (0..<count).map { try hasher.leaf(Array("entry \($0)".utf8)) }
        var tree = MemoryTree()
        for leaf in leaves { try tree.append(leaf, hasher: hasher) }
        return (leaves, tree, hasher)
    }

    @Test func everyRootInclusionAndConsistencyIsThatOfTheDefinition() throws {
        let (leaves, tree, hasher) = try sample(Self.most)
        for size in 0...Self.most {
            let root = try hash(leaves[..<size], hasher)
            #expect(try tree.root(at: Int64(size), hasher: hasher) == root)
            for leaf in 0..<size {
                let proof = try InclusionProof(of: Int64(leaf), in: Int64(size), reading: tree)
                #expect(try proof.path == path(leaf, leaves[..<size], hasher))
                try proof.verify(leafHash: leaves[leaf], root: root)
            }
            for old in 0..<size where old > 0 {
                let proof = try ConsistencyProof(from: Int64(old), to: Int64(size), reading: tree)
                #expect(try proof.path == subproof(old, leaves[..<size], true, hasher))
                try proof.verify(oldRoot: hash(leaves[..<old], hasher), newRoot: root)
            }
        }
    }

    /// The same once more by a program in another language, which shares nothing with this one.
    @Test func everyRootAndProofIsThatOfAnotherProgram() throws {
        let (_, tree, hasher) = try sample(Self.most)
        var lines: [String] = []
        func line(_ words: String, _ hashes: [MerkleHash]) {
            lines.append(([words] + hashes.map { VerifierKey.hex($0.bytes) }).joined(separator: " "))
        }
        for size in 0...Self.most as ClosedRange<Int> {
            line("root \(size)", [try tree.root(at: Int64(size), hasher: hasher)])
            for leaf in 0..<size { line("inclusion \(leaf) \(size)", try InclusionProof(of: Int64(leaf), in: Int64(size), reading: tree).path) }
            for old in 0..<size {
                line("consistency \(old + 1) \(size)", try ConsistencyProof(from: Int64(old + 1), to: Int64(size), reading: tree).path)
            }
        }
        let (status, output) = try python("Tests/AuditLogTests/Fixtures/rfc9162", ["\(Self.most)"])
        #expect(status == 0)
        #expect(output.split(separator: "\n").map(String.init) == lines)
    }

    /// Another leaf, another place, another size, a changed, missing or additional hash: nothing of it is believed.
    @Test func noInclusionProofHoldsForAnythingElse() throws {
        let (leaves, tree, hasher) = try sample(20)
        for size in 1...20 {
            let root = try tree.root(at: Int64(size), hasher: hasher)
            for leaf in 0..<size {
                let right = try InclusionProof(of: Int64(leaf), in: Int64(size), reading: tree)
                var wrong = [InclusionProof(leaf: Int64(leaf), size: Int64(size), path: right.path + [root])]
                for at in right.path.indices {
                    var path = right.path
                    path[at] = leaves[leaf]
                    wrong.append(InclusionProof(leaf: Int64(leaf), size: Int64(size), path: path))
                }
                if !right.path.isEmpty { wrong.append(InclusionProof(leaf: Int64(leaf), size: Int64(size), path: Array(right.path.dropLast()))) }
                for other in -1..<size where other != leaf { wrong.append(InclusionProof(leaf: Int64(other), size: Int64(size), path: right.path)) }
                for proof in wrong { #expect(throws: Problem.self) { try proof.verify(leafHash: leaves[leaf], root: root) } }
                for other in 0..<size where other != leaf {
                    #expect(throws: Problem.self) { try right.verify(leafHash: leaves[other], root: root) }
                }
            }
        }
    }

    @Test func noConsistencyProofHoldsForAnythingElse() throws {
        let (leaves, tree, hasher) = try sample(20)
        for new in 2...20 {
            let newRoot = try tree.root(at: Int64(new), hasher: hasher)
            for old in 1..<new {
                let oldRoot = try tree.root(at: Int64(old), hasher: hasher)
                let right = try ConsistencyProof(from: Int64(old), to: Int64(new), reading: tree)
                var wrong = [right.path + [newRoot], [leaves[0]] + right.path, Array(right.path.dropLast()), Array(right.path.dropFirst())]
                for at in right.path.indices {
                    var path = right.path
                    path[at] = leaves[0] == path[at] ? newRoot : leaves[0]
                    wrong.append(path)
                }
                for path in wrong {
                    let proof = ConsistencyProof(old: Int64(old), new: Int64(new), path: path)
                    #expect(throws: Problem.self) { try proof.verify(oldRoot: oldRoot, newRoot: newRoot) }
                }
                #expect(throws: Problem.self) { try right.verify(oldRoot: newRoot, newRoot: oldRoot) }
                #expect(throws: Problem.self) { try right.verify(oldRoot: newRoot, newRoot: newRoot) }
                #expect(throws: Problem.self) { try right.verify(oldRoot: oldRoot, newRoot: oldRoot) }
                let backward = ConsistencyProof(old: Int64(new), new: Int64(old), path: right.path)
                #expect(throws: Problem.self) { try backward.verify(oldRoot: newRoot, newRoot: oldRoot) }
            }
        }
    }

    @Test func sizeZeroProvesNothing() throws {
        let (_, tree, hasher) = try sample(4)
        let root = try tree.root(hasher: hasher)
        let empty = try hasher.emptyRoot()
        #expect(throws: Problem.self) { try ConsistencyProof(old: 0, new: 4, path: []).verify(oldRoot: empty, newRoot: root) }
        #expect(throws: Problem.self) { try ConsistencyProof(old: 0, new: 0, path: []).verify(oldRoot: empty, newRoot: empty) }
        #expect(throws: Problem.self) { try ProofPlan.consistency(from: 0, to: 4) }
        #expect(throws: Problem.self) { try InclusionProof(leaf: 0, size: 0, path: []).verify(leafHash: empty, root: empty) }
    }

    @Test func aPlanAsksOnlyForNodesThatAreKnownAndForFewOfThem() throws {
        for (old, new) in [(Int64(1), Int64.max), (1 << 40, (1 << 40) + 12_345), (999_999_999_999, 1_000_000_000_000)] {
            for plan in [try ProofPlan.consistency(from: old, to: new), try ProofPlan.inclusion(of: old, in: new)] {
                #expect(plan.nodes.count <= 130)
                #expect(plan.nodes.allSatisfy { $0.index >= 0 && $0.index < new >> $0.level })
            }
        }
    }

    @Test func indexesOutsideTheLogAreRefused() throws {
        let (_, tree, _) = try sample(4)
        for (leaf, size) in [(-1, 4), (4, 4), (Int64.max, 4), (0, 0), (0, -1), (Int64.min, Int64.min)] as [(Int64, Int64)] {
            #expect(throws: Problem.self) { try ProofPlan.inclusion(of: leaf, in: size) }
            #expect(throws: Problem.self) { try InclusionProof(leaf: leaf, size: size, path: []).verify(leafHash: MerkleHash(), root: MerkleHash()) }
        }
        #expect(throws: Problem.self) { try InclusionProof(of: 2, in: 5, reading: tree) }
        #expect(throws: Problem.self) { try CompactRange(size: -1, roots: []) }
        #expect(throws: Problem.self) { try CompactRange(size: -1, reading: tree) }
        #expect(throws: Problem.self) { try CompactRange(size: 5, roots: []) }
    }
}
