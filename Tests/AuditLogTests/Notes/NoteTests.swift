import Basics
import Testing

@testable import AuditLog

@Suite struct NoteTests {
    /// RFC 8032, section 7.1, tests 1 to 3: seed, public key, message, signature.
    static let vectors: [[String]] = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ],
    ]

    private func bytes(_ hex: String) -> [UInt8] {
        stride(from: 0, to: hex.count, by: 2).compactMap { UInt8(hex.dropFirst($0).prefix(2), radix: 16) }
    }

    @Test(arguments: vectors) func signaturesAreThoseOfTheStandard(vector: [String]) throws {
        let key = try SigningKey(name: "test", seed: #require(MerkleHash(bytes(vector[0]))))
        #expect(key.verifier.publicKey == bytes(vector[1]))
        #expect(try key.signature(of: bytes(vector[2])) == bytes(vector[3]))
        #expect(key.verifier.isSigned(bytes(vector[2]), by: bytes(vector[3])))
        #expect(!key.verifier.isSigned(bytes(vector[2]) + [0], by: bytes(vector[3])))
        #expect(!key.verifier.isSigned(bytes(vector[2]), by: []))
    }

    /// The example of the signed-note format, with its key.
    @Test func aNoteOfAnotherProgramIsVerified() throws {
        let key = try VerifierKey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
        let line = "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM="
        let note = try SignedNote(Array("This is an example message.\n\n\(line)\n".utf8))
        #expect(try note.verify(by: [key]) == [key])
        let changed = try SignedNote(Array("This is an example message!\n\n\(line)\n".utf8))
        #expect(throws: Problem.self) { try changed.verify(by: [key]) }
    }

    @Test func keysAreReadAsTheyAreWritten() throws {
        let key = try SigningKey(name: "youshu.test/990000").verifier
        #expect(try VerifierKey(key.text) == key)
        for text in ["", "a+b", "a b+\(key.text)", key.text + "=", "other" + key.text, key.text.replacing("+", with: "-"), "+530d903a+AekyeRrm"] {
            #expect(throws: Problem.self) { try VerifierKey(text) }
        }
        for name in ["", "a b", "a+b", "a\nb", "a\u{3000}b"] { #expect(throws: Problem.self) { try SigningKey(name: name) } }
    }

    @Test func checkpointsAreReadAsTheyAreWritten() throws {
        let key = try SigningKey(name: "youshu.test/990000")
        let checkpoint = Checkpoint(origin: key.name, size: 1234, root: LeafSalt.random().key)
        let signed = try SignedCheckpoint(checkpoint, key: key)
        #expect(
            String(decoding: signed.bytes, as: UTF8.self).hasPrefix("youshu.test/990000\n1234\n\(checkpoint.root.base64)\n\n— youshu.test/990000 "))
        #expect(try SignedCheckpoint(signed.bytes, keys: [key.verifier]) == signed)
        #expect(throws: Problem.self) { try SignedCheckpoint(signed.bytes, keys: [SigningKey(name: key.name).verifier]) }
    }

    @Test func aWitnesssLineIsKeptAndNotLookedInto() throws {
        let key = try SigningKey(name: "youshu.test/990000")
        let signed = try SignedCheckpoint(Checkpoint(origin: key.name, size: 1, root: MerkleHash()), key: key)
        let witness = "— witness.test AAAAAAAAAAA=\n"
        let read = try SignedCheckpoint(signed.bytes + Array(witness.utf8), keys: [key.verifier])
        #expect(read.note.signatures.count == 2)
        #expect(read.bytes == signed.bytes + Array(witness.utf8))
    }

    @Test func everyChangedByteOfACheckpointIsRefused() throws {
        let key = try SigningKey(name: "youshu.test/990000")
        let bytes = try SignedCheckpoint(Checkpoint(origin: key.name, size: 77, root: LeafSalt.random().key), key: key).bytes
        for at in bytes.indices {
            for bit in 0..<8 as Range<UInt8> {
                var changed = bytes
                changed[at] ^= 1 << bit
                #expect(throws: Problem.self) { try SignedCheckpoint(changed, keys: [key.verifier]) }
            }
            #expect(throws: Problem.self) { try SignedCheckpoint(Array(bytes[..<at]), keys: [key.verifier]) }
        }
    }

    @Test(arguments: [
        "", "\n", "a\n", "a\n1\n", "a\n-1\nA=\n", "a\n01\n\(MerkleHash().base64)\n", "\n1\n\(MerkleHash().base64)\n", "a\n1\n\(MerkleHash().base64)",
    ])
    func whatIsNoCheckpointIsRefused(text: String) {
        #expect(throws: Problem.self) { try Checkpoint(text: text) }
    }
}
