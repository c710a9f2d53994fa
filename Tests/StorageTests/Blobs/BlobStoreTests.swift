import Foundation
import Storage
import TestSupport
import Testing

@Suite struct BlobStoreTests {
    private func store(_ folder: TemporaryFolder) throws -> BlobStore {
        try BlobStore(folder: folder.file("blobs"), vault: Vault(keys: KeyRing(folder: folder.file("keys"))))
    }

    private func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8) } }

    @Test(arguments: [0, 1, 65_535, 65_536, 65_537, 131_072, 300_000])
    func whatIsPutComesBackWholeAndInParts(count: Int) throws {
        let folder = try TemporaryFolder()
        let store = try store(folder)
        let plain = bytes(count)
        let (name, isNew) = try store.put(plain)
        #expect(isNew)
        #expect(try store.bytes(name) == plain)
        let reader = try store.reader(name)
        for offset in [0, 1, 65_530, 65_536, count] where offset <= count {
            #expect(try reader.bytes(at: Int64(offset), count: 70_000) == Array(plain.dropFirst(offset).prefix(70_000)))
        }
        var streamed: [UInt8] = []
        try reader.forEach { streamed += $0 }
        #expect(streamed == plain)
    }

    @Test func theSameBytesAreKeptOnce() throws {
        let folder = try TemporaryFolder()
        let store = try store(folder)
        let first = try store.put(bytes(1000))
        let second = try store.put(bytes(1000))
        #expect(first.name == second.name && first.isNew && !second.isNew)
        #expect(try store.names() == [first.name])
        #expect(first.name.hex == (try store.put(bytes(1000))).name.hex)
    }

    @Test func aWriterThatGoesAwayLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let store = try store(folder)
        do {
            let writer = try store.writer()
            try writer.append(bytes(200_000))
        }
        #expect(try store.names().isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("blobs/drafts")).isEmpty)
    }

    @Test func oneBlobCannotStandUnderTheNameOfAnother() throws {
        let folder = try TemporaryFolder()
        let store = try store(folder)
        let names = try [bytes(1000), bytes(2000)].map { try store.put($0).name }
        let files = names.map { folder.file("blobs/\($0.hex.prefix(2))/\($0.hex)") }
        let second = try Data(contentsOf: URL(fileURLWithPath: files[1]))
        try second.write(to: URL(fileURLWithPath: files[0]))
        #expect(throws: StorageProblem.self) { try store.bytes(names[0]) }
        #expect(try store.bytes(names[1]) == bytes(2000))
    }

    @Test func whatIsBeingWrittenIsNotClearedAway() throws {
        let folder = try TemporaryFolder()
        let store = try store(folder)
        let writer = try store.writer()
        try writer.append(bytes(100_000))
        try Data("left by a crash".utf8).write(to: URL(fileURLWithPath: folder.file("blobs/drafts/old")))
        _ = try self.store(folder)
        #expect(!FileManager.default.fileExists(atPath: folder.file("blobs/drafts/old")))
        #expect(try store.bytes(writer.finish().name) == bytes(100_000))
    }

    @Test func plainBytesAreNeverOnTheDisk() throws {
        let folder = try TemporaryFolder()
        let store = try store(folder)
        let (name, _) = try store.put(Array("姓名,证件号码\n甲,990121197501010028\n".utf8))
        let file = folder.file("blobs/\(name.hex.prefix(2))/\(name.hex)")
        let raw = try #require(FileManager.default.contents(atPath: file))
        #expect(raw.range(of: Data("990121".utf8)) == nil)
    }

    /// Changed, cut, prolonged or with segments exchanged: never read as if nothing had happened.
    @Test func aDamagedBlobIsNeverGivenOut() throws {
        let folder = try TemporaryFolder()
        let store = try store(folder)
        let (name, _) = try store.put(bytes(200_000))
        let file = folder.file("blobs/\(name.hex.prefix(2))/\(name.hex)")
        let whole = [UInt8](try #require(FileManager.default.contents(atPath: file)))
        let sealed = 65_536 + 16
        var exchanged = whole
        exchanged.replaceSubrange(64..<64 + sealed, with: whole[64 + sealed..<64 + 2 * sealed])
        var flipped = whole
        flipped[70_000] ^= 1
        for damaged in [exchanged, flipped, Array(whole.dropLast()), Array(whole.dropLast(sealed)), Array(whole.prefix(40)), []] {
            try Data(damaged).write(to: URL(fileURLWithPath: file))
            #expect(throws: StorageProblem.self) { try store.bytes(name) }
        }
    }
}
