import Actions
import Datasets
import Storage

/// For each delivery and the columns that a rule groups its rows by, a sealed index beside it from group to rows (in the form of `OwnerIndex`): a rule
/// about groups is asked again of the few that a change touches. Made from the parsed delivery the first time it is wanted, and again at any time.
package struct GroupIndexes: Sendable {
    private let blobs: BlobStore
    private let database: Database

    package init(blobs: BlobStore, database: Database) { (self.blobs, self.database) = (blobs, database) }

    /// The index of a delivery, made and kept when there is none yet.
    package func index(of delivery: Int64, parsed: BlobName, by columns: GroupColumns, schema: SourceSchema) async throws -> BlobName {
        let named = columns.names.joined(separator: ",")
        let known = try await database.read { reader in
            try reader.row("SELECT g.blob FROM delivery_groups g WHERE g.delivery_id = \(delivery) AND g.columns = \(named)")?.text("blob")
        }
        if let known = known.flatMap({ BlobName($0) }) { return known }
        let made = try Self.make(parsed, by: columns, schema, blobs)
        try await database.write { transaction in
            let other = try transaction.row("SELECT g.blob FROM delivery_groups g WHERE g.delivery_id = \(delivery) AND g.columns = \(named)")
            guard other == nil else { return }
            try transaction.execute("INSERT INTO delivery_groups (delivery_id, columns, blob) VALUES (\(delivery), \(named), \(made))")
        }
        return made
    }

    static func make(_ parsed: BlobName, by columns: GroupColumns, _ schema: SourceSchema, _ blobs: BlobStore) throws -> BlobName {
        let stretches = try ParsedStretches(parsed, from: blobs, schema: schema)
        let words = stretches.words
        var writer = OwnerIndexWriter { segment, body in columns.forEach(segment, words, body) }
        let wanted = columns.wanted(of: schema)
        for number in 0..<stretches.count {
            writer.add(try stretches.segment(number, wanted: wanted, file: 0), at: stretches.parts[number])
        }
        if let words = stretches.wordsPart { writer.add(words: words) }
        return try writer.finish(into: blobs)
    }
}
