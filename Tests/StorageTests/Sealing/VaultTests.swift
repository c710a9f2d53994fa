import Foundation
import Storage
import TestSupport
import Testing

@Suite struct VaultTests {
    private func vault() throws -> (Vault, TemporaryFolder) {
        let folder = try TemporaryFolder()
        return (try Vault(keys: KeyRing(folder: folder.file("keys"))), folder)
    }

    @Test func whatIsSealedOpensAtItsPlaceOnly() throws {
        let (vault, folder) = try vault()
        defer { withExtendedLifetime(folder) {} }
        let sealed = try vault.seal("990121197501010028", table: "people", column: "id_number", row: 7)
        #expect(try vault.open(sealed, table: "people", column: "id_number", row: 7) == "990121197501010028")
        #expect(throws: StorageProblem.self) { try vault.open(sealed, table: "people", column: "id_number", row: 8) }
        #expect(throws: StorageProblem.self) { try vault.open(sealed, table: "people", column: "phone", row: 7) }
        #expect(throws: StorageProblem.self) { try vault.open(sealed, table: "accounts", column: "id_number", row: 7) }
    }

    @Test func anyChangedByteIsFound() throws {
        let (vault, folder) = try vault()
        defer { withExtendedLifetime(folder) {} }
        let sealed = try vault.seal("19990000001", table: "people", column: "phone", row: 1)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 0x10
            #expect(throws: StorageProblem.self, "byte \(index)") { try vault.open(changed, table: "people", column: "phone", row: 1) }
        }
        for count in 0..<sealed.count {
            #expect(throws: StorageProblem.self) { try vault.open(Array(sealed.prefix(count)), table: "people", column: "phone", row: 1) }
        }
    }

    @Test func equalTextsAreSealedDifferentlyAndIndexedAlike() throws {
        let (vault, folder) = try vault()
        defer { withExtendedLifetime(folder) {} }
        let sealed = try (0..<1000).map { _ in try vault.seal("", table: "people", column: "phone", row: 1) }
        #expect(Set(sealed).count == 1000)
        let index = try vault.blindIndex("x", column: "people.phone")
        #expect(try vault.blindIndex("x", column: "people.phone") == index)
        #expect(try vault.blindIndex("x", column: "people.id_number") != index)
        #expect(index.count == 32)
    }

    @Test func anOldKeyStillOpensAndANewOneSeals() throws {
        let folder = try TemporaryFolder()
        let keys = folder.file("keys")
        let old = try Vault(keys: KeyRing(folder: keys))
        let sealed = try old.seal("甲", table: "people", column: "phone", row: 1)
        let new = try Vault(keys: KeyRing.rotate(folder: keys))
        #expect(try new.open(sealed, table: "people", column: "phone", row: 1) == "甲")
        let again = try new.seal("甲", table: "people", column: "phone", row: 1)
        #expect(again[3] == 2)
        #expect(throws: StorageProblem.self) { try old.open(again, table: "people", column: "phone", row: 1) }
        #expect(try new.blindIndex("甲", column: "people.phone") == old.blindIndex("甲", column: "people.phone"))
    }

    @Test func keysThatOthersMayReadAreRefused() throws {
        let folder = try TemporaryFolder()
        _ = try KeyRing(folder: folder.file("keys"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.file("keys/keys.json"))
        #expect(throws: StorageProblem.self) { try KeyRing(folder: folder.file("keys")) }
    }
}
