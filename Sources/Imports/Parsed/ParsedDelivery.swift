import Datasets
import Foundation
import Storage

/// The accepted rows of one delivery as they are kept, sealed, beside its file:
///
///     "YOUSHU PARSED 1\n"   u32 length of the head   the head as JSON (`Head`)
///     for each part         u32 length               the part (`ParsedPart`): rows, and last the words of coded columns
///     u32 0                 u64 rows of all parts
///
/// A head of another schema, a cut-off end or a value no file could have had is refused (`ParsedStretches`): the file is then read again.
package enum ParsedDelivery {
    static let magic = Array("YOUSHU PARSED 1\n".utf8)

    /// What the columns are of.
    package struct Head: Codable, Sendable, Hashable {
        package var source: String
        /// Name and type of each column, in the order of the schema.
        package var columns: [[String]]

        init(_ schema: SourceSchema) {
            source = schema.name
            columns = schema.columns.map { [$0.name, $0.kind.rawValue] }
        }
    }

    /// The number of a word must be one of the book's.
    static func check(_ segments: [Segment], _ words: [[String]?], _ schema: SourceSchema, column index: Int) throws {
        let count = Int64(words[index]?.count ?? 0)
        for segment in segments {
            guard let values = segment.columns[index] else { continue }
            var numbers = [Int64](repeating: 0, count: segment.count)
            numbers.withUnsafeMutableBufferPointer { room in
                if let base = room.baseAddress { NarrowNumbers.read(values.values, segment.count, width: values.width, to: base) }
            }
            guard numbers.allSatisfy({ $0 == absent || $0 < count }) else {
                throw DamagedParts(what: "a word of column \(schema.columns[index].name)")
            }
        }
    }
}

/// Writes the kept rows while they come from the worker, and the index of whom they speak of.
final class ParsedDeliveryWriter {
    private let blobs: BlobStore
    private let writer: BlobWriter
    private var owners: OwnerIndexWriter?
    private var rows: UInt64 = 0

    init(_ blobs: BlobStore, schema: SourceSchema) throws {
        self.blobs = blobs
        writer = try blobs.writer()
        owners = OwnerIndexWriter(schema)
        try writer.append(ParsedDelivery.magic)
        try append([UInt8](try JSONEncoder().encode(ParsedDelivery.Head(schema))))
    }

    /// One part as the worker wrote it, with what it was found to hold.
    func append(part: [UInt8], _ content: ParsedPart.Content) throws {
        try append(part)
        owners?.add(content, at: OwnerIndex.Part(offset: writer.length - Int64(part.count), length: part.count))
        if case .rows(let segment) = content { rows += UInt64(segment.count) }
    }

    private func append(_ bytes: [UInt8]) throws {
        var length = ByteWriter()
        length.number(UInt32(bytes.count))
        try writer.append(length.bytes)
        try writer.append(bytes)
    }

    /// The sealed rows, and the index for sources whose rows belong to people or households.
    func finish() throws -> (parsed: BlobName, owners: BlobName?) {
        var end = ByteWriter()
        end.number(UInt32(0))
        end.number(rows)
        try writer.append(end.bytes)
        return (try writer.finish().name, try owners?.finish(into: blobs))
    }
}
