import Basics
import Datasets
import Storage

/// The rows of a few people and households out of deliveries, found by their indexes: for a comparison of those alone.
package final class OwnedRows: Sendable {
    private let open: OpenDeliveries
    /// More rows of one person in one delivery than anybody has.
    private static let most = 10_000

    package init(_ blobs: BlobStore) { open = OpenDeliveries(blobs) }

    /// One that shares what the households' pages have opened.
    package init(_ parts: ImportsParts) { open = parts.opened }

    /// Nothing of a source whose rows belong to nobody in particular.
    package func rows(
        of people: [IdentityKey], households: [Int64], in parsed: BlobName, by owners: BlobName, schema: SourceSchema
    ) throws -> DeliveryRows {
        guard let column = OwnerColumn(schema) else { return DeliveryRows(schema: schema, segments: [], words: schema.columns.map { _ in nil }) }
        return try rows(of: Set(column.isOfPeople ? people.map(\.value) : households.map { UInt64(clamping: $0) }), in: parsed, by: owners, schema)
    }

    /// The rows of some groups, by an index of `GroupIndexes`.
    package func rows(ofGroups groups: Set<UInt64>, in parsed: BlobName, by index: BlobName, schema: SourceSchema) throws -> DeliveryRows {
        try rows(of: groups, in: parsed, by: index, schema)
    }

    private func rows(of numbers: Set<UInt64>, in parsed: BlobName, by blob: BlobName, _ schema: SourceSchema) throws -> DeliveryRows {
        let index = try open.index(blob)
        let entries = try numbers.sorted().flatMap { try index.rows(of: $0, limit: Self.most) }
        var segments: [Segment] = []
        // Rows of one part come in one segment.
        var taken: Set<ObjectIdentifier> = []
        for found in try open.rows(entries, by: index, in: parsed, schema: schema) where taken.insert(ObjectIdentifier(found.segment)).inserted {
            segments.append(found.segment)
        }
        return DeliveryRows(schema: schema, segments: segments, words: try open.words(by: index, in: parsed, schema: schema))
    }

    /// All rows of a small delivery.
    package func all(in parsed: BlobName, _ blobs: BlobStore, schema: SourceSchema) throws -> DeliveryRows {
        let stretches = try ParsedStretches(parsed, from: blobs, schema: schema)
        let wanted = schema.columns.map { $0.kind != .ignored }
        return DeliveryRows(
            schema: schema, segments: try (0..<stretches.count).map { try stretches.segment($0, wanted: wanted, file: 0) }, words: stretches.words)
    }
}
