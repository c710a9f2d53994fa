import Datasets
import Storage
import Synchronization

/// The parsed deliveries that households' pages look into: what every page needs of them (the index of owners, the heads of their parts, the
/// words of coded columns) is decoded once and kept, up to a weight; of their rows only those that are asked for are read.
final class OpenDeliveries: Sendable {
    private let blobs: BlobShelf
    private let indexes: Mutex<Recent<BlobName, OwnerIndexReader>>
    private let heads: Mutex<Recent<Place, ParsedPart.PlacedHead>>
    private let books: Mutex<Recent<BlobName, [[String]?]>>

    private struct Place: Hashable, Sendable {
        var blob: BlobName
        var offset: Int64
    }

    /// `bytes`: how much of heads and of words, as they lie in the file, is kept at most.
    init(_ store: BlobStore, bytes: Int = 64 << 20) {
        blobs = BlobShelf(store)
        indexes = Mutex(Recent(limit: 256))
        heads = Mutex(Recent(limit: bytes))
        books = Mutex(Recent(limit: bytes))
    }

    func index(_ owners: BlobName) throws -> OwnerIndexReader {
        if let kept = indexes.withLock({ $0.value(of: owners) }) { return kept }
        let index = try OwnerIndexReader(blobs.reader(owners))
        indexes.withLock { $0.keep(index, for: owners, weight: 1) }
        return index
    }

    /// A row: its place in a segment of a few.
    struct FoundRow {
        var segment: Segment
        var row: Int
    }

    /// The rows of entries, in their order. Those of one part are read together.
    func rows(_ entries: [OwnerIndex.Entry], by index: OwnerIndexReader, in parsed: BlobName, schema: SourceSchema) throws -> [FoundRow] {
        let blob = try blobs.reader(parsed)
        var segments: [UInt32: (segment: Segment, taken: Int)] = [:]
        for (number, found) in Dictionary(grouping: entries, by: \.part) {
            let head = try head(of: index.parts[Int(number)], of: parsed, in: blob, schema)
            segments[number] = (try ParsedPart.rows(found.map { Int($0.row) }, under: head, in: blob, schema: schema), 0)
        }
        return entries.compactMap { entry in
            guard let (segment, row) = segments[entry.part] else { return nil }
            segments[entry.part] = (segment, row + 1)
            return FoundRow(segment: segment, row: row)
        }
    }

    private func head(of part: OwnerIndex.Part, of parsed: BlobName, in blob: BlobReader, _ schema: SourceSchema) throws -> ParsedPart.PlacedHead {
        let place = Place(blob: parsed, offset: part.offset)
        if let kept = heads.withLock({ $0.value(of: place) }) { return kept }
        let head = try ParsedPart.head(of: part, in: blob, schema)
        heads.withLock { $0.keep(head, for: place, weight: head.length) }
        return head
    }

    /// The words of coded columns; nil for a column that has none.
    func words(by index: OwnerIndexReader, in parsed: BlobName, schema: SourceSchema) throws -> [[String]?] {
        guard let place = index.words else { return schema.columns.map { _ in nil } }
        if let kept = books.withLock({ $0.value(of: parsed) }) { return kept }
        let bytes = try blobs.reader(parsed).bytes(at: place.offset, count: place.length)
        guard case .words(let words) = try ParsedPart.decoded(bytes, schema: schema, file: 0) else { throw DamagedParts(what: "its words") }
        books.withLock { $0.keep(words, for: parsed, weight: place.length) }
        return words
    }
}
