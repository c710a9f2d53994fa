import AuditLog
import Storage

/// Writes the rows of one transaction and gathers what its audit entry must say of them; `close` appends the entry.
///
/// Writers of the log take turns from their first row to their commit, because a row names the entry that wrote it.
final class TrailWriter {
    /// The number of the entry to be.
    let leaf: Int64
    private(set) var rows: [RowRecord] = []
    private(set) var chunks: [ChunkRecord] = []
    private let transaction: Transaction
    private var salt = LeafSalt.random()
    private var committer: RowCommitter

    init(_ transaction: Transaction) throws {
        self.transaction = transaction
        committer = try RowCommitter(salt: salt)
        try transaction.lock("audit")
        guard let size = try transaction.row("SELECT size FROM audit_size WHERE id = 1")?.integer("size") else {
            throw StorageProblem.damaged("audit_size is empty")
        }
        leaf = size
    }

    func insert(_ table: AuditedTable, id: Int64, _ values: [String: Value]) throws {
        let row = try AuditedRow(table, id: id, values)
        let index = Int64(rows.count)
        rows.append(.inserted(table.text, key: row.key, try commitment(to: row, at: index)))
        try transaction.execute(row.insertion(leaf: leaf, index: index))
    }

    func change(_ table: AuditedTable, id: Int64, _ values: [String: Value]) throws {
        let (before, place) = try standing(table, id)
        let row = try before.changed(values)
        let index = Int64(rows.count)
        rows.append(
            .updated(
                table.text, key: row.key, try commitment(to: row, at: index), previous: place,
                previousCommitment: try endedCommitment(of: before, at: place)))
        try transaction.execute(row.update(of: Set(values.keys), leaf: leaf, index: index))
    }

    func remove(_ table: AuditedTable, id: Int64) throws {
        let (before, place) = try standing(table, id)
        rows.append(.deleted(table.text, key: before.key, previous: place, previousCommitment: try endedCommitment(of: before, at: place)))
        try transaction.execute("DELETE FROM \(name: table.name) WHERE id = \(id)")
    }

    func insertChunk(_ table: AuditedTable, _ newRows: [[Value]]) throws {
        guard let chunk = try PreparedRows.Chunk(table, newRows, number: chunks.count + 1, salt: salt) else { return }
        try insert(chunk)
    }

    /// Writes rows that were committed to before the transaction began. Their salt becomes the entry's, so nothing may have been written yet.
    func insert(_ prepared: PreparedRows) throws {
        guard rows.isEmpty, chunks.isEmpty else { throw StorageProblem.misuse("prepared rows come first in their transaction, and once") }
        salt = prepared.salt
        committer = try RowCommitter(salt: salt)
        for chunk in prepared.chunks { try insert(chunk) }
    }

    private func insert(_ chunk: PreparedRows.Chunk) throws {
        chunks.append(chunk.record)
        try transaction.insertMany(
            into: chunk.table.name, columns: chunk.table.columnNames + [AuditPlace.indexColumn, AuditPlace.leafColumn], rows: chunk.rows,
            ending: [.integer(leaf)])
    }

    /// Appends the entry: its bytes, its salt, and the hashes of the subtrees it completes.
    func close(with entry: AuditEntry) throws {
        let bytes = entry.canonical
        try transaction.execute(
            """
            INSERT INTO audit_leaves (seq, time_ms, account, action, region, subject, entry)
            VALUES (\(leaf), \(entry.time.milliseconds), \(entry.account.flatMap { Int64($0) }), \(entry.action), \(entry.region),
                    \(entry.subject), \(bytes))
            """)
        if !rows.isEmpty || !chunks.isEmpty {
            try transaction.execute("INSERT INTO audit_salts (seq, salt) VALUES (\(leaf), \(salt.bytes))")
        }
        try TrailReader(transaction.reader).append(leafOf: bytes, at: leaf, in: transaction)
        try transaction.execute("UPDATE audit_size SET size = \(leaf + 1) WHERE id = 1")
    }

    private func standing(_ table: AuditedTable, _ id: Int64) throws -> (AuditedRow, AuditPlace) {
        guard let row = try AuditedRow.stored(table, id: id, in: transaction), let place = row.place else { throw Refusal.notFound }
        return (row, place)
    }

    private func commitment(to row: AuditedRow, at index: Int64) throws -> MerkleHash {
        try committer.commitment(index: index, layout: row.table.layout(), key: row.key, values: row.logged)
    }

    /// The commitment of a row as it was read before its change: the log says with it what it found, so that an edit behind its back is not
    /// covered by the next honest change, and a chunk's root can still be checked.
    private func endedCommitment(of row: AuditedRow, at place: AuditPlace) throws -> MerkleHash {
        if place.leaf == leaf { return try committer.commitment(index: place.index, layout: row.table.layout(), key: row.key, values: row.logged) }
        guard let salt = try transaction.row("SELECT salt FROM audit_salts WHERE seq = \(place.leaf)")?.bytes("salt") else {
            throw StorageProblem.damaged("the salt of audit entry \(place.leaf) is missing")
        }
        return try RowCommitter(salt: LeafSalt(salt))
            .commitment(index: place.index, layout: row.table.layout(), key: row.key, values: row.logged)
    }
}
