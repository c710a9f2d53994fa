import AuditLog
import Storage

/// The log as the database keeps it: its size, its root, its hashes for proofs.
package struct TrailReader: HashReader {
    private let reader: Reader

    package init(_ reader: Reader) { self.reader = reader }

    /// How many entries there are.
    package func size() throws -> Int64 { try reader.row("SELECT size FROM audit_size WHERE id = 1")?.integer("size") ?? 0 }

    package func root(at size: Int64) throws -> MerkleHash { try CompactRange(size: size, reading: self).root(hasher: TreeHasher()) }

    package func hashes(of nodes: [TreeNode]) throws -> [MerkleHash] {
        try nodes.map { node in
            let row = try reader.row("SELECT hash FROM audit_nodes WHERE level = \(node.level) AND place = \(node.index)")
            guard let hash = try row.flatMap({ MerkleHash(try $0.bytes("hash")) }) else {
                throw StorageProblem.damaged("audit_nodes lacks level \(node.level), place \(node.index)")
            }
            return hash
        }
    }

    /// An entry's bytes; nil beyond the end.
    package func entry(_ sequence: Int64) throws -> [UInt8]? {
        try reader.row("SELECT entry FROM audit_leaves WHERE seq = \(sequence)")?.bytes("entry")
    }

    func append(leafOf entry: [UInt8], at size: Int64, in transaction: Transaction) throws {
        let hasher = try TreeHasher()
        var edge = try CompactRange(size: size, reading: self)
        var known: [(TreeNode, MerkleHash)] = []
        try edge.append(hasher.leaf(entry), hasher: hasher) { node, hash in known.append((node, hash)) }
        for (node, hash) in known {
            try transaction.execute("INSERT INTO audit_nodes (level, place, hash) VALUES (\(node.level), \(node.index), \(hash.bytes))")
        }
    }
}
