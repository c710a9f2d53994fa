import Datasets
import Storage
import TestSupport
import Testing

@testable import Imports

@Suite struct ParsedStretchesTests {
    /// A delivery of some rows as it is kept, and its bytes.
    private static func withDelivery(_ body: (BlobStore, BlobName, [UInt8], SourceSchema) throws -> Void) async throws {
        let folder = try TemporaryFolder()
        let blobs = try BlobStore(folder: folder.file("blobs"), vault: Vault(keys: KeyRing(folder: folder.file("keys"))))
        let schema = try #require(TestFile.schema)
        let writer = try ParsedDeliveryWriter(blobs, schema: schema)
        for bytes in try await HeardReading(TestFile.text([TestFile.header] + (0..<300).map(TestFile.row))).parts {
            try writer.append(part: bytes, try ParsedPart.decoded(bytes, schema: schema, file: 0))
        }
        let name = try writer.finish().parsed
        let reader = try blobs.reader(name)
        try body(blobs, name, try reader.bytes(at: 0, count: Int(reader.length)), schema)
    }

    private static func keep(_ bytes: [UInt8], in blobs: BlobStore) throws -> BlobName {
        let writer = try blobs.writer()
        try writer.append(bytes)
        return try writer.finish().name
    }

    @Test func allRowsAreThere() async throws {
        try await Self.withDelivery { blobs, name, _, schema in
            let kept = try ParsedStretches(name, from: blobs, schema: schema)
            let wanted = schema.columns.map { _ in true }
            #expect(try (0..<kept.count).reduce(0) { $0 + (try kept.segment($1, wanted: wanted, file: 0).count) } == 300)
            #expect(throws: DamagedParts.self) { try kept.segment(kept.count, wanted: wanted, file: 0) }
        }
    }

    @Test func aMissingRowOrAMissingEndIsNoticed() async throws {
        try await Self.withDelivery { blobs, _, bytes, schema in
            var fewer = bytes
            fewer[fewer.count - 8] -= 1
            let missing = #expect(throws: DamagedParts.self) { try ParsedStretches(Self.keep(fewer, in: blobs), from: blobs, schema: schema) }
            #expect(missing?.what == "rows are missing")
            for cut in [1, 8, 12, bytes.count / 2] {
                let short = try Self.keep(Array(bytes.dropLast(cut)), in: blobs)
                #expect(throws: DamagedParts.self) { try ParsedStretches(short, from: blobs, schema: schema) }
            }
        }
    }
}
