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

    /// The rows in segments of a few, with all columns; and the delivery's words. Nothing of a source whose rows belong to nobody in particular.
    package func rows(
        of people: [IdentityKey], households: [Int64], in parsed: BlobName, by owners: BlobName, schema: SourceSchema
    ) throws -> (segments: [Segment], words: [[String]?]) {
        guard let column = OwnerColumn(schema) else { return ([], schema.columns.map { _ in nil }) }
        let index = try open.index(owners)
        let asked = Set(column.isOfPeople ? people.map(\.value) : households.map { UInt64(clamping: $0) })
        let entries = try asked.sorted().flatMap { try index.rows(of: $0, limit: Self.most) }
        var segments: [Segment] = []
        // Rows of one part come in one segment.
        var taken: Set<ObjectIdentifier> = []
        for found in try open.rows(entries, by: index, in: parsed, schema: schema) where taken.insert(ObjectIdentifier(found.segment)).inserted {
            segments.append(found.segment)
        }
        return (segments, try open.words(by: index, in: parsed, schema: schema))
    }
}
