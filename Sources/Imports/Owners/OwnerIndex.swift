import Datasets
import Storage

/// Which rows of a parsed delivery speak of whom: made while the delivery is read, kept sealed beside it, so that a household's page finds its few
/// rows among millions. Whoever has the database alone learns from it neither who is in a delivery nor that anybody is.
///
///     "YOUSHU OWNERS 1\n"
///     u32 parts    for each: u64 where it begins in the parsed delivery, u32 its length
///     u64 and u32  the same of the words of coded columns; zeros when there are none
///     u64 entries  u32 blocks    for each: u64 its first owner
///     for each entry, in order: u64 owner   u32 part   u32 row
///
/// Numbers are little-endian; a block is 4,096 entries.
enum OwnerIndex {
    static let magic = Array("YOUSHU OWNERS 1\n".utf8)
    static let block = 4_096
    static let entryLength = 16

    /// Where a part lies in its parsed delivery.
    struct Part: Sendable, Hashable {
        var offset: Int64
        var length: Int
    }

    /// One row of somebody's.
    struct Entry: Sendable, Hashable, Comparable {
        var owner: UInt64
        var part: UInt32
        var row: UInt32

        static func < (a: Entry, b: Entry) -> Bool { (a.owner, a.part, a.row) < (b.owner, b.part, b.row) }
    }
}

/// Collects whose the rows are, or which group they stand in, while the parts go by: 16 bytes a row, so 80 MB for a file of five million.
struct OwnerIndexWriter {
    private let keys: @Sendable (Segment, (_ row: Int, _ owner: UInt64?) -> Void) -> Void
    private var entries: [OwnerIndex.Entry] = []
    private var parts: [OwnerIndex.Part] = []
    private var words = OwnerIndex.Part(offset: 0, length: 0)

    /// Nil for a source whose rows belong to no person and no household.
    init?(_ schema: SourceSchema) {
        guard let column = OwnerColumn(schema) else { return nil }
        keys = column.forEach
    }

    /// By another number of each row.
    init(keys: @escaping @Sendable (Segment, (_ row: Int, _ key: UInt64?) -> Void) -> Void) { self.keys = keys }

    mutating func add(_ content: ParsedPart.Content, at part: OwnerIndex.Part) {
        guard case .rows(let segment) = content else {
            words = part
            return
        }
        add(segment, at: part)
    }

    mutating func add(words part: OwnerIndex.Part) { words = part }

    mutating func add(_ segment: Segment, at part: OwnerIndex.Part) {
        let number = UInt32(parts.count)
        parts.append(part)
        entries.reserveCapacity(entries.count + segment.count)
        var found: [OwnerIndex.Entry] = []
        keys(segment) { row, owner in
            if let owner { found.append(OwnerIndex.Entry(owner: owner, part: number, row: UInt32(row))) }
        }
        entries += found
    }

    /// Seals the index.
    mutating func finish(into blobs: BlobStore) throws -> BlobName {
        entries.sort()
        let writer = try blobs.writer()
        var head = ByteWriter(OwnerIndex.magic)
        head.number(UInt32(parts.count))
        for part in parts + [words] {
            head.number(UInt64(part.offset))
            head.number(UInt32(part.length))
        }
        head.number(UInt64(entries.count))
        let firsts = stride(from: 0, to: entries.count, by: OwnerIndex.block)
        head.number(UInt32(firsts.underestimatedCount))
        for first in firsts { head.number(entries[first].owner) }
        try writer.append(head.bytes)
        for first in firsts {
            var block = ByteWriter()
            for entry in entries[first..<min(first + OwnerIndex.block, entries.count)] {
                block.number(entry.owner)
                block.number(entry.part)
                block.number(entry.row)
            }
            try writer.append(block.bytes)
        }
        return try writer.finish().name
    }
}
