import Actions
import AuditLog
import Foundation
import Storage

/// What the auditor is given: signed checkpoints, proofs, and the whole evidence as a bundle that is verified without us (`scripts/verify-audit`).
package struct AuditOffice: Sendable {
    package let database: Database
    package let notary: Notary
    /// Of all rooms.
    package let tables: [AuditedTable]

    package init(database: Database, notary: Notary, tables: [AuditedTable]) {
        self.database = database
        self.notary = notary
        self.tables = tables
    }

    /// Writes the bundle into a new folder: all from one reading, with a checkpoint of exactly that log. The number of entries.
    @discardableResult
    package func export(to directory: String) async throws -> Int64 {
        var attempt = 0
        while true {
            do {
                return try await database.read { try self.write(to: directory, $0) }
            } catch is Notary.Overtaken where attempt < 20 {
                // Somebody signed a larger log between our reading's beginning and our turn; nothing has been written yet.
                attempt += 1
            }
        }
    }

    private func write(to directory: String, _ reader: Reader) throws -> Int64 {
        let newest = try notary.seal(in: reader)
        let writer = try EvidenceWriter(directory: directory)
        try writer.append(key: notary.verifier)
        let size = newest?.checkpoint.size ?? 0
        for sealed in try notary.folder.sizes() where sealed <= size { try writer.append(checkpoint: notary.folder.checkpoint(size: sealed)) }
        try reader.forEach("SELECT entry FROM audit_leaves ORDER BY seq") { row in
            try writer.append(entry: row.bytes("entry"))
            return true
        }
        try reader.forEach("SELECT seq, salt FROM audit_salts ORDER BY seq") { row in
            try writer.append(salt: LeafSalt(row.bytes("salt")), leaf: row.integer("seq"))
            return true
        }
        for table in tables { try write(table, writer, reader) }
        try writer.finish()
        return size
    }

    private func write(_ table: AuditedTable, _ writer: EvidenceWriter, _ reader: Reader) throws {
        let evidence = try writer.table(table.layout())
        let columns = SQL.joined(table.columns.map { "\(name: $0)" })
        try reader.forEach("SELECT \(sql: columns), audit_leaf, audit_index FROM \(name: table.name) ORDER BY id") { row in
            let values = try table.columnNames.map { try row.value($0).logged }
            try evidence.append(
                key: String(row.integer("id")), values: values, leaf: row.optionalInteger(AuditPlace.leafColumn),
                index: row.optionalInteger(AuditPlace.indexColumn))
            return true
        }
    }
}
