import AuditLog
import Storage

/// Many new rows of audited tables, committed to before their transaction begins: the hashing, which is most of the work, need not be done while
/// all other writers wait. The commitments do not depend on the entry's place in the log, only on its salt, which these rows bring with them.
///
/// Numbers for the rows come from `Desk.reserve`. Written by `Writing.insert` in one transaction, or not at all.
package struct PreparedRows: Sendable {
    let salt = LeafSalt.random()
    private(set) var chunks: [Chunk] = []

    package init() {}

    /// Adds rows of one table: a value for each of its columns, `id` first.
    package mutating func add(_ table: AuditedTable, _ rows: [[Value]]) throws {
        if let chunk = try Chunk(table, rows, number: chunks.count + 1, salt: salt) { chunks.append(chunk) }
    }

    /// The rows of one table, each with its `audit_index` behind the values, and what the entry says of them.
    struct Chunk: Sendable {
        let table: AuditedTable
        let rows: [[Value]]
        let record: ChunkRecord

        /// Nil when there is no row. `number`: the chunk's place among those of the entry, from 1.
        init?(_ table: AuditedTable, _ rows: [[Value]], number: Int, salt: LeafSalt) throws {
            let committer = try ChunkCommitter(number: number, layout: table.layout(), salt: salt)
            var placed: [[Value]] = []
            placed.reserveCapacity(rows.count)
            for values in rows {
                guard values.count == table.columns.count, case .integer(let id)? = values.first else {
                    throw StorageProblem.mismatch(column: table.text, reason: "a row needs \(table.columns.count) values, its id first")
                }
                let index = try committer.append(key: String(id), values: values.map(\.logged))
                placed.append(values + [.integer(index)])
            }
            guard let record = try committer.finish() else { return nil }
            (self.table, self.rows, self.record) = (table, placed, record)
        }
    }
}
