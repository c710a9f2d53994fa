import Basics
import Foundation
import Testing

@testable import AuditLog

@Suite struct EvidenceTests {
    static let verifier = "scripts/verify-audit"

    /// A bundle of some acts with three checkpoints, the last over everything.
    private func bundle(_ ledger: inout SampleLedger, acts: Int, at path: String, key: SigningKey) throws -> [SignedCheckpoint] {
        let folder = try CheckpointFolder(path: "\(path)/sealed", key: key)
        var checkpoints: [SignedCheckpoint] = []
        for act in 1...acts {
            try ledger.act()
            if [acts / 3, acts / 2, acts].contains(act) { checkpoints.append(try folder.seal(size: ledger.tree.size, reading: ledger.tree)) }
        }
        try ledger.write(to: "\(path)/bundle", checkpoints: checkpoints, key: key.verifier)
        return checkpoints
    }

    @Test func theVerifierProvesItself() throws {
        let (status, output) = try python(Self.verifier, ["--self-test"])
        #expect(status == 0, "\(output)")
    }

    @Test(arguments: 0..<6) func aCleanBundleHasNoFindings(seed: UInt64) throws {
        let folder = try TestFolder()
        let key = try SigningKey(name: "youshu.test/990000")
        var ledger = try SampleLedger(seed: seed)
        let checkpoints = try bundle(&ledger, acts: 40, at: folder.path, key: key)
        #expect(try ledger.findings().isEmpty)
        let (status, output) = try python(
            Self.verifier,
            ["\(folder.path)/bundle", "--key", key.verifier.text, "--checkpoint", "\(folder.path)/sealed/\(CheckpointFolder.fileName(13))"])
        #expect(status == 0, "\(output)")
        #expect(checkpoints.map(\.checkpoint.size) == [13, 20, 40])
    }

    @Test func aLogRebuiltWithTheRealKeyIsCaughtByAnEarlierCheckpoint() throws {
        let folder = try TestFolder()
        let key = try SigningKey(name: "youshu.test/990000")
        var honest = try SampleLedger(seed: 1)
        _ = try bundle(&honest, acts: 30, at: folder.path, key: key)
        // The same acts again with other salts, signed by the same key: perfect in itself.
        let other = try TestFolder()
        var rebuilt = try SampleLedger(seed: 1)
        _ = try bundle(&rebuilt, acts: 30, at: other.path, key: key)
        #expect(try python(Self.verifier, ["\(other.path)/bundle", "--key", key.verifier.text]).status == 0)
        let kept = "\(folder.path)/sealed/\(CheckpointFolder.fileName(10))"
        let (status, output) = try python(Self.verifier, ["\(other.path)/bundle", "--key", key.verifier.text, "--checkpoint", kept])
        #expect(status == 1)
        #expect(output.contains("the auditor's own \(CheckpointFolder.fileName(10)): the first 10 entries are not those that were signed"))
    }

    @Test func aBundleOfAnotherKeyIsNotBelieved() throws {
        let folder = try TestFolder()
        var ledger = try SampleLedger(seed: 2)
        _ = try bundle(&ledger, acts: 12, at: folder.path, key: try SigningKey(name: "youshu.test/990000"))
        let stranger = try SigningKey(name: "youshu.test/990000").verifier.text
        let (status, output) = try python(Self.verifier, ["\(folder.path)/bundle", "--key", stranger])
        #expect(status == 1)
        #expect(output.contains("no trusted key signed it"))
    }

    @Test func aFolderThatIsNoBundleCannotBeVerified() throws {
        #expect(try python(Self.verifier, [TestFolder().path]).status == 2)
    }

    @Test func aRowCanBeErasedAndTheOthersOfItsChunkStayProved() throws {
        let folder = try TestFolder()
        let key = try SigningKey(name: "youshu.test/990000")
        let (ledger, checkpoint) = try erased(key: key, folder: folder)
        let writer = try EvidenceWriter(directory: "\(folder.path)/bundle")
        try writer.append(entries: ledger.entries)
        let salt = try #require(ledger.salts[0])
        for (_, row) in ledger.tables[0].sorted(by: { $0.key < $1.key }) {
            let index = try #require(row.index)
            try writer.append(salt: salt.row(index: index, hasher: ledger.hasher), place: AuditPlace(leaf: 0, index: index))
        }
        try writer.append(checkpoint: checkpoint)
        let table = try writer.table(ledger.layouts[0])
        for (key, row) in ledger.tables[0].sorted(by: { $0.key < $1.key }) {
            try table.append(key: key, values: row.values, leaf: row.leaf, index: row.index)
        }
        try writer.finish()
        let (status, output) = try python(Self.verifier, ["\(folder.path)/bundle", "--key", key.verifier.text])
        #expect(status == 0, "\(output)")
    }

    /// A chunk of three rows, the middle one of which is deleted by the next entry.
    private func erased(key: SigningKey, folder: TestFolder) throws -> (SampleLedger, SignedCheckpoint) {
        var ledger = try SampleLedger(seed: 3)
        let salt = LeafSalt.random()
        let chunk = try ChunkCommitter(number: 1, layout: ledger.layouts[0], salt: salt)
        let values: [RowValue] = [.text("甲"), .text("1"), .integer(1), .null, .null, .null]
        for row in ["1", "2", "3"] {
            ledger.tables[0][row] = .init(values: values, leaf: 0, index: try chunk.append(key: row, values: values))
        }
        ledger.salts[0] = salt
        let gone = try #require(ledger.tables[0].removeValue(forKey: "2")?.index)
        let old = try RowCommitter(salt: salt).commitment(index: gone, layout: ledger.layouts[0], key: "2", values: values)
        let record = RowRecord.deleted("households", key: "2", previous: AuditPlace(leaf: 0, index: gone), previousCommitment: old)
        for (rows, chunks) in [([], [try #require(try chunk.finish())]), ([record], [])] {
            let entry = AuditEntry(
                sequence: Int64(ledger.entries.count), time: AuditTime(milliseconds: 0), account: nil, role: nil, scope: "", action: "a.b",
                request: "r",
                rows: rows, chunks: chunks)
            ledger.entries.append(entry.canonical)
            try ledger.tree.append(entry.leafHash(hasher: ledger.hasher), hasher: ledger.hasher)
        }
        #expect(try ledger.findings().isEmpty)
        let folder = try CheckpointFolder(path: "\(folder.path)/sealed", key: key)
        return (ledger, try folder.seal(size: 2, reading: ledger.tree))
    }
}
