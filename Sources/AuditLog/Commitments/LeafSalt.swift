import Basics

/// 32 random bytes of one entry, kept outside the log in a table. While they exist, anybody who has them and a row can recompute the row's
/// commitment; once they are destroyed the commitment says nothing about anybody, and the tree and its proofs hold on.
package struct LeafSalt: Hashable, Sendable {
    let key: MerkleHash

    /// A new salt from the system's generator (`getrandom`).
    package static func random() -> LeafSalt { LeafSalt(key: .random()) }

    private init(key: MerkleHash) { self.key = key }

    /// A salt that was kept. Throws unless there are 32 bytes: with other lengths two salts could give one commitment.
    package init(_ bytes: some Collection<UInt8>) throws(Problem) {
        guard let key = MerkleHash(bytes) else {
            throw Problem(
                "audit-salt-length", what: .init(zh: "盐值无法使用", en: "the salt cannot be used"),
                why: .init(zh: "长度为 \(bytes.count) 字节,应为 32", en: "it has \(bytes.count) bytes, should have 32"),
                remedy: .init(zh: "检查 audit_salts 表", en: "check the table audit_salts"))
        }
        self.key = key
    }

    package var bytes: [UInt8] { key.bytes }

    /// The salt of one row of the entry. It can be kept alone when the entry's salt is destroyed to erase another row of it.
    package func row(index: Int64, hasher: TreeHasher) throws(Problem) -> RowSalt {
        RowSalt(key: try hasher.keyed(key, Array(AuditPlace.saltName(index: index).utf8)))
    }
}

/// The salt of one row: HMAC-SHA256(leaf salt, "rows/3" or "chunk/1/3").
package struct RowSalt: Hashable, Sendable {
    let key: MerkleHash

    init(key: MerkleHash) { self.key = key }

    package init?(_ bytes: some Collection<UInt8>) {
        guard let key = MerkleHash(bytes) else { return nil }
        self.key = key
    }

    package var bytes: [UInt8] { key.bytes }
}
