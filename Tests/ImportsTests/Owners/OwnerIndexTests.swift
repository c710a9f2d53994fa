import Basics
import Datasets
import Foundation
import Register
import Storage
import TestSupport
import Testing

@testable import Imports

@Suite struct OwnerIndexTests {
    /// Two parts, as a file of two stretches gives them, written as a delivery is.
    private static func withDelivery(
        rows: Int = 9_000, _ body: (BlobStore, _ parsed: BlobName, _ owners: BlobName, [Segment], [[String]?], SourceSchema) throws -> Void
    ) async throws {
        let folder = try TemporaryFolder()
        let blobs = try BlobStore(folder: folder.file("blobs"), vault: Vault(keys: KeyRing(folder: folder.file("keys"))))
        let schema = try #require(TestFile.schema)
        let writer = try ParsedDeliveryWriter(blobs, schema: schema)
        var segments: [Segment] = []
        var words: [[String]?] = []
        for part in [0..<rows / 2, rows / 2..<rows] {
            let heard = try await HeardReading(TestFile.text([TestFile.header] + part.map(TestFile.row)))
            for bytes in heard.parts {
                let content = try ParsedPart.decoded(bytes, schema: schema, file: 0)
                switch content {
                case .rows(let segment): segments.append(segment)
                case .words(let found): words = found
                }
                if case .words = content, part.lowerBound == 0 { continue }
                try writer.append(part: bytes, content)
            }
        }
        let kept = try writer.finish()
        try body(blobs, kept.parsed, try #require(kept.owners), segments, words, schema)
    }

    private static func key(_ i: Int) throws -> UInt64 { try #require(IdentityKey(normalised: TestFile.residentID(i))).value }

    @Test func everybodysRowsAreFoundAndNobodyElses() async throws {
        try await Self.withDelivery { blobs, _, owners, segments, _, _ in
            let index = try OwnerIndexReader(blobs.reader(owners))
            #expect(index.parts.count == segments.count && index.words != nil)
            var expected: [UInt64: [OwnerIndex.Entry]] = [:]
            for i in 0..<9_000 {
                let entry = OwnerIndex.Entry(owner: try Self.key(i), part: i < 4_500 ? 0 : 1, row: UInt32(i % 4_500))
                expected[entry.owner, default: []].append(entry)
            }
            for (owner, entries) in expected { #expect(try index.rows(of: owner, limit: 100) == entries) }
            #expect(try index.rows(of: 1, limit: 100).isEmpty && index.rows(of: .max, limit: 100).isEmpty)
        }
    }

    @Test func rowsReadAloneAreTheRowsOfTheirPart() async throws {
        try await Self.withDelivery { blobs, parsed, owners, segments, words, schema in
            let index = try OwnerIndexReader(blobs.reader(owners))
            let blob = try blobs.reader(parsed)
            let cells = CellTexts(schema: schema, words: words)
            for (part, rows) in [(0, [0, 4_499]), (1, [7]), (1, [0, 1, 4_499])] {
                let alone = try ParsedPart.rows(rows, under: ParsedPart.head(of: index.parts[part], in: blob, schema), in: blob, schema: schema)
                #expect(alone.count == rows.count)
                for (place, row) in rows.enumerated() {
                    #expect(alone.lines?[place] == segments[part].lines?[row])
                    for column in schema.columns.indices {
                        let read = cells.cell(alone, column, place)?.text
                        #expect(read == cells.cell(segments[part], column, row)?.text, "\(part) \(row) \(column)")
                    }
                }
            }
            let head = try ParsedPart.head(of: index.parts[0], in: blob, schema)
            #expect(throws: DamagedParts.self) { try ParsedPart.rows([0, 4_500], under: head, in: blob, schema: schema) }
            let elsewhere = OwnerIndex.Part(offset: index.parts[0].offset + 8, length: index.parts[0].length)
            #expect(throws: DamagedParts.self) { try ParsedPart.head(of: elsewhere, in: blob, schema) }
        }
    }

    @Test func anIndexThatIsNoneOrCutOffIsRefused() async throws {
        try await Self.withDelivery(rows: 40) { blobs, parsed, owners, _, _, _ in
            #expect(throws: DamagedParts.self) { try OwnerIndexReader(blobs.reader(parsed)) }
            let bytes = try blobs.bytes(owners)
            for length in stride(from: 0, to: bytes.count, by: 5) {
                let cut = try blobs.put(Array(bytes.prefix(length))).name
                #expect(throws: DamagedParts.self) { try OwnerIndexReader(blobs.reader(cut)) }
            }
        }
    }
}
