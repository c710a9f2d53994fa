import Datasets
import Foundation
import Storage

/// A parsed delivery read part by part, in any order and by several threads: for a comparison, which matches the rows while it reads them.
package struct ParsedStretches: Sendable {
    package let schema: SourceSchema
    /// By schema column the words of coded columns; nil for the others.
    package let words: [[String]?]
    let parts: [OwnerIndex.Part]
    /// Where the words lie; nil when there are none.
    let wordsPart: OwnerIndex.Part?
    private let reader: BlobReader

    package var count: Int { parts.count }

    /// Goes from part to part by their lengths, reads the words, which stand last, and counts the rows that the parts say they hold.
    package init(_ blob: BlobName, from blobs: BlobStore, schema: SourceSchema) throws {
        let reader = try blobs.reader(blob)
        var walk = Walk(reader: reader)
        try walk.passHead(of: schema)
        var parts: [OwnerIndex.Part] = []
        var words: [[String]?] = schema.columns.map { _ in nil }
        var wordsPart: OwnerIndex.Part?
        var rows: UInt64 = 0
        while let part = try walk.nextPart() {
            var start = ByteReader(try reader.bytes(at: part.offset, count: min(part.length, ParsedPart.startLength)))
            let (kind, count) = try ParsedPart.start(&start)
            switch kind {
            case .words:
                guard case .words(let found) = try ParsedPart.decoded(try reader.bytes(at: part.offset, count: part.length), schema: schema, file: 0)
                else { throw DamagedParts(what: "its words") }
                words = found
                wordsPart = part
            case .rows:
                rows += UInt64(count)
                parts.append(part)
            }
        }
        var end = ByteReader(try walk.take(8))
        guard try end.number(UInt64.self) == rows else { throw DamagedParts(what: "rows are missing") }
        (self.schema, self.words, self.parts, self.wordsPart, self.reader) = (schema, words, parts, wordsPart, reader)
    }

    /// One part's rows, with the columns wanted, as a segment of a file's number. Words have the delivery's own numbers.
    package func segment(_ number: Int, wanted: [Bool], file: Int) throws -> Segment {
        guard parts.indices.contains(number) else { throw DamagedParts(what: "a part behind its end") }
        let bytes = try reader.bytes(at: parts[number].offset, count: parts[number].length)
        guard bytes.count == parts[number].length,
            case .rows(let segment) = try ParsedPart.decoded(bytes, schema: schema, file: file, wanted: wanted)
        else { throw DamagedParts(what: "a part") }
        for (index, column) in schema.columns.enumerated() where (column.kind == .code || column.kind == .word) && wanted[index] {
            try ParsedDelivery.check([segment], words, schema, column: index)
        }
        return segment
    }
}

/// The way through a parsed delivery's file, from length to length.
private struct Walk {
    let reader: BlobReader
    private var at: Int64 = 0

    init(reader: BlobReader) { self.reader = reader }

    mutating func take(_ count: Int) throws -> [UInt8] {
        let bytes = try reader.bytes(at: at, count: count)
        guard bytes.count == count else { throw DamagedParts(what: "it is cut off") }
        at += Int64(count)
        return bytes
    }

    private mutating func length() throws -> Int {
        var input = ByteReader(try take(4))
        return Int(try input.number(UInt32.self))
    }

    mutating func passHead(of schema: SourceSchema) throws {
        guard try take(ParsedDelivery.magic.count) == ParsedDelivery.magic else { throw DamagedParts(what: "it does not begin as one") }
        let headLength = try length()
        guard headLength <= 1 << 20 else { throw DamagedParts(what: "its head") }
        let head = try JSONDecoder().decode(ParsedDelivery.Head.self, from: Data(try take(headLength)))
        guard head == ParsedDelivery.Head(schema) else { throw DamagedParts(what: "it was made for another schema") }
    }

    /// Where the next part lies; nil behind the last one.
    mutating func nextPart() throws -> OwnerIndex.Part? {
        let size = try length()
        if size == 0 { return nil }
        guard size <= Frame.longest, at + Int64(size) <= reader.length else { throw DamagedParts(what: "a part") }
        defer { at += Int64(size) }
        return OwnerIndex.Part(offset: at, length: size)
    }
}
