import Basics

/// Makes the commitments of one entry's rows: HMAC-SHA256(row salt, message). Belongs to one task at a time.
package final class RowCommitter {
    private let salt: LeafSalt
    private let hasher: TreeHasher

    package init(salt: LeafSalt) throws(Problem) {
        self.salt = salt
        hasher = try TreeHasher()
    }

    /// `index` is what the row's `audit_index` will be (or is): the row record's place among the entry's rows, or what `ChunkCommitter.append` answered.
    package func commitment(index: Int64, layout: RowLayout, key: String, values: [RowValue]) throws(Problem) -> MerkleHash {
        try commitment(index: index, message: layout.message(key: key, values: values))
    }

    func commitment(index: Int64, message: [UInt8]) throws(Problem) -> MerkleHash {
        try hasher.keyed(salt.row(index: index, hasher: hasher).key, message)
    }

    /// With the row's own salt, when the entry's was destroyed.
    package static func commitment(salt: RowSalt, layout: RowLayout, key: String, values: [RowValue]) throws(Problem) -> MerkleHash {
        try TreeHasher().keyed(salt.key, layout.message(key: key, values: values))
    }
}
