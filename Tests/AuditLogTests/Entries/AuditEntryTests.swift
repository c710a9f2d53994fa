import Basics
import Testing

@testable import AuditLog

@Suite struct AuditEntryTests {
    static let hash = MerkleHash(Array(0..<32 as Range<UInt8>)) ?? MerkleHash()

    private var entry: AuditEntry {
        get throws {
            AuditEntry(
                sequence: 7, time: AuditTime(milliseconds: 1_763_803_800_125), account: "42", role: "township", scope: "990101",
                action: "household.recordBirth", region: try RegionCode("990101001001"), subject: "household/123", request: "r\"1", purpose: nil,
                client: .init(id: "app", baseVersion: 3, deviceTime: AuditTime(milliseconds: 0)), details: ["b": .integer(-1), "a": .text("甲\n")],
                rows: [
                    .inserted("members", key: "9", Self.hash),
                    .updated("households", key: "123", Self.hash, previous: AuditPlace(leaf: 2, index: 1), previousCommitment: Self.hash),
                    .deleted("members", key: "8", previous: AuditPlace(leaf: 3, index: 1 << 32), previousCommitment: Self.hash),
                ], chunks: [ChunkRecord(table: "land", count: 1, root: Self.hash, marks: [1, 2, 3, 4])])
        }
    }

    /// Written by hand: what is hashed must never change its form.
    @Test func theCanonicalBytesAreThese() throws {
        let hash = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="
        let expected =
            #"{"account":"42","action":"household.recordBirth","chunks":[{"f":"AQIDBA==","n":1,"root":"\#(hash)","t":"land"}],"#
            + #""client":{"base":3,"id":"app","time":"1970-01-01T00:00:00.000Z"},"details":{"a":"甲\n","b":-1},"purpose":null,"region":"990101001001","#
            + #""request":"r\"1","result":"done","role":"township","rows":[{"c":"\#(hash)","k":"9","o":"insert","p":null,"t":"members"},"#
            + #"{"c":"\#(hash)","k":"123","o":"update","p":[2,1],"pc":"\#(hash)","t":"households"},"#
            + #"{"c":null,"k":"8","o":"delete","p":[3,4294967296],"pc":"\#(hash)","t":"members"}],"scope":"990101","seq":7,"subject":"household/123","#
            + #""time":"2025-11-22T09:30:00.125Z","v":1}"#
        #expect(String(decoding: try entry.canonical, as: UTF8.self) == expected)
    }

    @Test func entriesAreReadAsTheyWereWritten() throws {
        let entry = try entry
        #expect(try AuditEntry(canonical: entry.canonical) == entry)
    }

    @Test func everyOtherTextOfAnEntryIsRefused() throws {
        let text = String(decoding: try entry.canonical, as: UTF8.self)
        let others = [
            text + " ", " " + text, text.replacing(#""v":1"#, with: #""v": 1"#), text.replacing(#""v":1"#, with: #""v":2"#),
            text.replacing(#""seq":7"#, with: #""seq":07"#), text.replacing(#""seq":7"#, with: #""seq":7.0"#),
            text.replacing("甲", with: #"\u7532"#), text.replacing(#""seq":7"#, with: #""seq":7,"seq":7"#),
            text.replacing(#""k":"9""#, with: #""k":9"#),
            text.replacing(#""o":"insert""#, with: #""o":"upsert""#), text.replacing(#""p":[2,1]"#, with: #""p":[2]"#),
            text.replacing(#""n":1"#, with: #""n":2"#),
            text.replacing(#""result":"done""#, with: #""result":null"#), text.replacing(#""v":1"#, with: #""v":1,"w":1"#), "{}", "", "[]", "{",
            "nul", "\"\\",
            String(repeating: "[", count: 100_000),
        ]
        for other in others { #expect(throws: Problem.self) { try AuditEntry(canonical: Array(other.utf8)) } }
    }

    @Test func damagedEntriesAreRefusedAndNeverTrap() throws {
        let bytes = try entry.canonical
        var random = SeededRandom(1)
        for _ in 0..<2000 {
            var damaged = bytes
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let at = Int.random(in: 0..<damaged.count, using: &random)
                switch Int.random(in: 0...2, using: &random) {
                case 0: damaged[at] = UInt8.random(in: 0...255, using: &random)
                case 1: damaged.removeSubrange(at..<min(damaged.count, at + 9))
                default: damaged.insert(contentsOf: damaged[at...].prefix(9), at: at)
                }
            }
            // Either it is refused, or it is another well-formed entry that says just these bytes.
            if let read = try? AuditEntry(canonical: damaged) { #expect(read.canonical == damaged) }
        }
    }

    @Test func timesAreReadAsTheyAreWritten() {
        for milliseconds in [0, -1, 1_763_803_800_125, 951_782_400_000, -62_135_596_800_000, 253_402_300_799_999, Int64.min, Int64.max] {
            let time = AuditTime(milliseconds: milliseconds)
            #expect(time.text.count == 24)
            #expect(AuditTime(time.text) == time)
        }
        #expect(AuditTime(milliseconds: 951_782_400_000).text == "2000-02-29T00:00:00.000Z")
        for text in ["", "2000-02-30T00:00:00.000Z", "2000-02-29T24:00:00.000Z", "2000-02-29 00:00:00.000Z", "2000-02-29T00:00:00.00甲"] {
            #expect(AuditTime(text) == nil)
        }
    }

    @Test func base64IsCanonical() {
        for count in 0...70 {
            let bytes = (0..<count).map { UInt8(($0 * 37 + count) & 255) }
            #expect(Base64.decoded(Base64.text(bytes)) == bytes)
        }
        #expect(Base64.text(Array("foobar".utf8)) == "Zm9vYmFy")
        #expect(Base64.text(Array("foob".utf8)) == "Zm9vYg==")
        for text in ["A", "AA", "AAA", "A===", "AB==", "AAB=", "AA=A", "====", "AAAA====", "AA A", "AA-_", "Zm9vYg==\n"] {
            #expect(Base64.decoded(text) == nil)
        }
    }

    @Test(arguments: [#","pc":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=""#, #""p":[2,1],"#]) func aRowRecordSaysAllThatItsChangeNeeds(
        part: String
    ) throws {
        let text = String(decoding: try entry.canonical, as: UTF8.self)
        #expect(text.contains(part))
        #expect(throws: Problem.self) { try AuditEntry(canonical: Array(text.replacing(part, with: "").utf8)) }
    }
}
