import Foundation
import Storage
import TestSupport
import Testing

@Suite struct BlobShelfTests {
    private static let segment = 65_536

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) } }

    /// A blob of ten segments, its bytes, and the file it lies in.
    private static func withBlob(_ body: (BlobStore, BlobName, [UInt8], String) throws -> Void) throws {
        let folder = try TemporaryFolder()
        let store = try BlobStore(folder: folder.file("blobs"), vault: Vault(keys: KeyRing(folder: folder.file("keys"))))
        let plain = bytes(10 * segment)
        let name = try store.put(plain).name
        let files = FileManager.default.enumerator(atPath: folder.file("blobs"))?.compactMap { $0 as? String } ?? []
        let file = try #require(files.first { $0.contains(name.hex.suffix(20)) })
        try body(store, name, plain, folder.file("blobs/\(file)"))
    }

    @Test func partsAreThoseOfTheStoreWhateverWasReadBefore() throws {
        try Self.withBlob { store, name, plain, _ in
            let shelf = BlobShelf(store, bytes: 3 * Self.segment)
            var generator = SystemRandomNumberGenerator()
            for _ in 0..<300 {
                let offset = Int.random(in: 0..<plain.count, using: &generator)
                let count = Int.random(in: 0...100_000, using: &generator)
                let part = try shelf.reader(name).bytes(at: Int64(offset), count: count)
                #expect(part == Array(plain[offset...].prefix(count)))
            }
        }
    }

    /// What was read lately needs no file any more; what was given up is unsealed again, and damage is found then.
    @Test func whatWasReadLatelyIsKeptAndNoMore() throws {
        try Self.withBlob { store, name, plain, file in
            let shelf = BlobShelf(store, bytes: 4 * Self.segment)
            let reader = try shelf.reader(name)
            for number in 0..<10 { _ = try reader.bytes(at: Int64(number * Self.segment), count: 16) }
            let handle = try FileHandle(forUpdating: URL(filePath: file))
            try handle.seek(toOffset: 100)
            try handle.write(contentsOf: Data(repeating: 0, count: 10 * Self.segment))
            try handle.close()
            #expect(try reader.bytes(at: Int64(9 * Self.segment), count: 16) == Array(plain[(9 * Self.segment)...].prefix(16)))
            #expect(throws: (any Error).self) { try reader.bytes(at: 0, count: 16) }
            #expect(throws: (any Error).self) { try reader.bytes(at: Int64(5 * Self.segment), count: 16) }
        }
    }
}
