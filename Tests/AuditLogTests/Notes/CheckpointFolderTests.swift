import Basics
import Foundation
import Testing

@testable import AuditLog

@Suite struct CheckpointFolderTests {
    private func tree(_ count: Int, from word: String = "a") throws -> MemoryTree {
        let hasher = try TreeHasher()
        var tree = MemoryTree()
        for leaf in 0..<count { try tree.append(hasher.leaf(Array("\(word)\(leaf)".utf8)), hasher: hasher) }
        return tree
    }

    private func refusal(_ body: () throws -> SignedCheckpoint) -> Problem.Code? {
        do {
            _ = try body()
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }

    @Test func aGrowingLogIsSignedAgainAndAgain() throws {
        let folder = try TestFolder()
        let key = try SigningKey(name: "log")
        let folded = try CheckpointFolder(path: "\(folder.path)/c", key: key)
        let tree = try tree(40)
        #expect(try folded.latest() == nil)
        for size in [1, 2, 7, 32, 33, 40] as [Int64] {
            let signed = try folded.seal(size: size, reading: tree)
            #expect(try signed.checkpoint.root == tree.root(at: size, hasher: TreeHasher()))
            #expect(try folded.latest() == signed)
        }
        #expect(try folded.sizes() == [1, 2, 7, 32, 33, 40])
        #expect(try CheckpointFolder(path: "\(folder.path)/c", key: key).checkpoint(size: 7).checkpoint.size == 7)
    }

    @Test func theSameLogGivesTheSameCheckpoint() throws {
        let folder = try TestFolder()
        let folded = try CheckpointFolder(path: folder.path, key: SigningKey(name: "log"))
        let first = try folded.seal(size: 5, reading: tree(5))
        #expect(try folded.seal(size: 5, reading: tree(9)) == first)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["00000000000000000005.txt"])
    }

    @Test func aSmallerAnotherOrAnEmptyLogIsNotSigned() throws {
        let folder = try TestFolder()
        let folded = try CheckpointFolder(path: folder.path, key: SigningKey(name: "log"))
        #expect(refusal { try folded.seal(size: 0, reading: MemoryTree()) } == "audit-checkpoint-refused")
        try folded.seal(size: 8, reading: tree(8))
        #expect(refusal { try folded.seal(size: 7, reading: tree(8)) } == "audit-checkpoint-refused")
        #expect(refusal { try folded.seal(size: 8, reading: tree(8, from: "b")) } == "audit-checkpoint-refused")
        #expect(refusal { try folded.seal(size: 20, reading: tree(20, from: "b")) } == "audit-checkpoint-refused")
        #expect(refusal { try folded.seal(size: 20, reading: tree(8)) } == "audit-node-missing")
        #expect(try folded.sizes() == [8])
        try folded.seal(size: 20, reading: tree(20))
    }

    @Test func aForgedLastCheckpointStopsTheSigning() throws {
        let folder = try TestFolder()
        let folded = try CheckpointFolder(path: folder.path, key: SigningKey(name: "log"))
        try folded.seal(size: 8, reading: tree(8))
        let forged = try SignedCheckpoint(Checkpoint(origin: "log", size: 9, root: MerkleHash()), key: SigningKey(name: "log"))
        try Data(forged.bytes).write(to: URL(fileURLWithPath: "\(folder.path)/00000000000000000009.txt"))
        #expect(refusal { try folded.seal(size: 10, reading: tree(10)) } == "audit-checkpoint-wrong")
    }

    @Test func theKeyIsMadeOnceAndOnlyForItsOwner() throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/log.key"
        let made = try SigningKey.kept(at: path, name: "youshu.test/990000")
        #expect(try SigningKey.kept(at: path, name: "youshu.test/990000").verifier == made.verifier)
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["log.key"])
        #expect(throws: Problem.self) { try SigningKey.kept(at: path, name: "another") }
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
        #expect(throws: Problem.self) { try SigningKey.kept(at: path, name: "youshu.test/990000") }
    }

    @Test(arguments: ["", "x", "PRIVATE+KEY+log+00000000+AAAA\n"]) func aDamagedKeyFileIsRefusedAndNotReplaced(text: String) throws {
        let folder = try TestFolder()
        let path = "\(folder.path)/log.key"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        #expect(throws: Problem.self) { try SigningKey.kept(at: path, name: "log") }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test func aKeyDoesNotPrintItsSecret() throws {
        let key = try SigningKey(name: "log", seed: MerkleHash())
        #expect(!"\(key)".contains(MerkleHash().base64.dropLast(4)))
    }
}
