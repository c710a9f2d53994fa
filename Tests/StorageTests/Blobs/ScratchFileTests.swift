import Foundation
import TestSupport
import Testing

@testable import Storage

@Suite struct ScratchFileTests {
    @Test func whatIsPutComesBackAndNothingIsLeftInTheFolder() throws {
        let folder = try TemporaryFolder()
        let store = try BlobStore(folder: folder.file("blobs"), vault: Vault(keys: KeyRing(folder: folder.file("keys"))))
        let scratch = try store.scratch()
        let pieces = [0, 1, 70_000, 300_000].map { count in (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) } }
        let places = try pieces.map { try scratch.append($0) }
        for (place, piece) in zip(places, pieces).reversed() { #expect(try scratch.bytes(at: place) == piece) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("blobs") + "/drafts").isEmpty)
        #expect(try store.names().isEmpty)
    }

    private static func target(of link: String) -> String {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = bytes.withUnsafeMutableBytes {
            $0.withMemoryRebound(to: CChar.self) { room in room.baseAddress.map { readlink(link, $0, room.count) } ?? -1 }
        }
        return String(decoding: bytes.prefix(max(count, 0)), as: UTF8.self)
    }

    @Test func nothingLiesOnTheDiskInTheClear() throws {
        let folder = try TemporaryFolder()
        let store = try BlobStore(folder: folder.file("blobs"), vault: Vault(keys: KeyRing(folder: folder.file("keys"))))
        let scratch = try store.scratch()
        _ = try scratch.append(Array(repeating: Array("990101195001010015".utf8), count: 500).flatMap { $0 })
        // The file goes with whoever holds it.
        let bytes = try withExtendedLifetime(scratch) {
            let own = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").map { "/proc/self/fd/\($0)" }
            // The system may know the folder by another path than the one it was opened by.
            let drafts = URL(filePath: folder.file("blobs")).deletingLastPathComponent().lastPathComponent + "/blobs/drafts/"
            let path = try #require(own.first { Self.target(of: $0).contains(drafts) }, "\(own.map { Self.target(of: $0) })")
            return try #require(FileManager.default.contents(atPath: path))
        }
        #expect(bytes.count > 9_000 && bytes.range(of: Data("990101195001010015".utf8)) == nil)
    }
}
