import Storage
import TestSupport
import Testing

/// What opens a column row by row opens what the vault opens, and nothing else.
@Suite struct ColumnOpenerTests {
    private let folder: TemporaryFolder
    private let keys: String

    init() throws {
        folder = try TemporaryFolder()
        keys = folder.file("keys")
    }

    private func text(_ sealed: [UInt8], row: Int64, with opener: ColumnOpener) throws -> String {
        try sealed.withUnsafeBytes { String(decoding: try opener.open($0, row: row), as: UTF8.self) }
    }

    @Test func rowAfterRowOpensAsTheVaultOpensIt() throws {
        let vault = try Vault(keys: KeyRing(folder: keys))
        let opener = ColumnOpener(vault, table: "members", column: "id_number")
        // Empty, short, longer than the memory it begins with, and short again.
        let texts = ["", "990121197501010028", String(repeating: "长", count: 1000), "990121197501010028"]
        let rows: [Int64] = [0, 7, -7, 9, 10, 99, 100, .max, .min]
        for text in texts {
            for row in rows {
                let sealed = try vault.seal(text, table: "members", column: "id_number", row: row)
                #expect(try self.text(sealed, row: row, with: opener) == text)
                #expect(try vault.open(sealed, table: "members", column: "id_number", row: row) == text)
            }
        }
    }

    @Test func anotherPlaceAnotherByteOrAPieceDoesNotOpen() throws {
        let vault = try Vault(keys: KeyRing(folder: keys))
        let opener = ColumnOpener(vault, table: "members", column: "id_number")
        let sealed = try vault.seal("990121197501010028", table: "members", column: "id_number", row: 12)
        #expect(throws: StorageProblem.self) { try text(sealed, row: 1, with: opener) }
        #expect(throws: StorageProblem.self) { try text(sealed, row: 120, with: opener) }
        #expect(throws: StorageProblem.self) { try text(sealed, row: 12, with: ColumnOpener(vault, table: "members", column: "phone")) }
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x10
            #expect(throws: StorageProblem.self, "byte \(index)") { try text(changed, row: 12, with: opener) }
        }
        for count in sealed.indices {
            #expect(throws: StorageProblem.self, "\(count) bytes") { try text(Array(sealed.prefix(count)), row: 12, with: opener) }
        }
        // What was refused leaves nothing behind that the next would suffer from.
        #expect(try text(sealed, row: 12, with: opener) == "990121197501010028")
    }

    @Test func valuesUnderAnOldAndANewKeyOpenInTurn() throws {
        let old = try Vault(keys: KeyRing(folder: keys))
        let before = try old.seal("甲", table: "members", column: "phone", row: 1)
        let new = try Vault(keys: KeyRing.rotate(folder: keys))
        let after = try new.seal("乙", table: "members", column: "phone", row: 2)
        let opener = ColumnOpener(new, table: "members", column: "phone")
        for _ in 0..<2 {
            #expect(try text(before, row: 1, with: opener) == "甲")
            #expect(try text(after, row: 2, with: opener) == "乙")
        }
    }
}
