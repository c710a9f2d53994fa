import Basics
import Testing

@testable import AuditLog

@Suite struct CommitmentTests {
    private func layout(_ columns: [String] = ["name", "id", "size"]) throws -> RowLayout { try RowLayout(table: "members", columns: columns) }
    private var salt: LeafSalt { get throws { try LeafSalt([UInt8](repeating: 7, count: 32)) } }

    /// RFC 4231, test case 2 has a key of four bytes: the keys here are 32 long, filled up with zeros, which HMAC does anyway.
    @Test func keyedHashesAreThoseOfTheStandard() throws {
        let key = try #require(MerkleHash(Array("Jefe".utf8) + [UInt8](repeating: 0, count: 28)))
        let hash = try TreeHasher().keyed(key, Array("what do ya want for nothing?".utf8))
        #expect(VerifierKey.hex(hash.bytes) == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
    }

    @Test func theCanonicalRowIsThis() throws {
        let layout = try layout(["name", "share", "id", "photo", "left"])
        let values: [RowValue] = [.text("甲\"\u{1F}"), .real(0.1), .integer(-7), .blob([0, 1]), .null]
        #expect(
            String(decoding: try layout.message(key: "a/1", values: values), as: UTF8.self)
                == #"{"k":"a/1","r":{"id":-7,"name":"甲\"\u001f","photo":{"b":"AAE="},"share":{"r":"0.1"}},"t":"members"}"#)
    }

    @Test func aMigrationThatAddsAnEmptyColumnChangesNoCommitment() throws {
        let values: [RowValue] = [.text("甲"), .integer(1), .null]
        #expect(try layout().canonical(values) == layout(["added", "name", "id", "size"]).canonical([.null] + values))
    }

    @Test func everyDifferenceOfRowsMakesAnotherCommitment() throws {
        let committer = try RowCommitter(salt: salt)
        let base: [RowValue] = [.text("1"), .integer(1), .null]
        let layout = try layout()
        var seen = Set([try committer.commitment(index: 0, layout: layout, key: "1", values: base)])
        let others: [[RowValue]] = [
            [.integer(1), .integer(1), .null], [.text("1"), .text("1"), .null], [.text("1"), .real(1), .null], [.text("1"), .blob([0x31]), .null],
            [.text("1"), .integer(1), .integer(0)], [.text("1"), .integer(1), .text("")], [.text("1"), .null, .integer(1)],
            [.null, .integer(1), .text("1")],
            [.text("{\"b\":\"MQ==\"}"), .integer(1), .null],
        ]
        for values in others { #expect(seen.insert(try committer.commitment(index: 0, layout: layout, key: "1", values: values)).inserted) }
        for (index, key) in [(1, "1"), (0, "2"), (1 << 32, "1")] as [(Int64, String)] {
            #expect(seen.insert(try committer.commitment(index: index, layout: layout, key: key, values: base)).inserted)
        }
        let other = try RowLayout(table: "other", columns: layout.columns)
        #expect(seen.insert(try committer.commitment(index: 0, layout: other, key: "1", values: base)).inserted)
        #expect(seen.insert(try RowCommitter(salt: .random()).commitment(index: 0, layout: layout, key: "1", values: base)).inserted)
    }

    @Test func aRowsOwnSaltGivesTheSameCommitment() throws {
        let values: [RowValue] = [.text("甲"), .integer(1), .null]
        for index in [0, 5, (1 << 32) + 5, AuditPlace.mostChunks << 32] as [Int64] {
            let own = try salt.row(index: index, hasher: TreeHasher())
            #expect(
                try RowCommitter.commitment(salt: own, layout: layout(), key: "1", values: values)
                    == RowCommitter(salt: salt).commitment(index: index, layout: layout(), key: "1", values: values))
        }
    }

    @Test func aChunkHasTheRootOfItsRowsCommitments() throws {
        let (layout, hasher) = (try layout(), try TreeHasher())
        let chunk = try ChunkCommitter(number: 2, layout: layout, salt: salt)
        var tree = MemoryTree()
        var marks: [UInt8] = []
        for row in 0..<11 as Range<Int64> {
            let values: [RowValue] = [.text("甲"), .integer(row), .null]
            let index = try chunk.append(key: "\(row)", values: values)
            #expect(AuditPlace(leaf: 0, index: index).inChunk.map { [$0.number, $0.position] } == [2, row])
            let commitment = try RowCommitter(salt: salt).commitment(index: index, layout: layout, key: "\(row)", values: values)
            try tree.append(hasher.leaf(commitment.bytes), hasher: hasher)
            marks += commitment.bytes.prefix(4)
        }
        let record = try #require(try chunk.finish())
        #expect(record == ChunkRecord(table: "members", count: 11, root: try tree.root(hasher: hasher), marks: marks))
    }

    @Test func anEmptyChunkIsNone() throws {
        #expect(try ChunkCommitter(number: 1, layout: layout(), salt: salt).finish() == nil)
    }

    @Test func whatCannotBeCommittedToIsRefused() throws {
        #expect(throws: Problem.self) { try layout(["a", "a"]) }
        #expect(throws: Problem.self) { try layout(["a", "audit_leaf"]) }
        #expect(throws: Problem.self) { try layout().canonical([.null]) }
        #expect(throws: Problem.self) { try LeafSalt([1, 2, 3]) }
        for number in [0, -1, Int(AuditPlace.mostChunks) + 1] {
            #expect(throws: Problem.self) {
                try ChunkCommitter(number: number, layout: layout(), salt: salt).append(key: "1", values: [.null, .null, .null])
            }
        }
    }

    @Test func saltsAreRandom() { #expect(Set((0..<100).map { _ in LeafSalt.random() }).count == 100) }
}
