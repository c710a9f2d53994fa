import Basics
import Testing

@Suite struct IdentityKeyTests {
    @Test(arguments: ["11010519491231002X", "440524188001010014", "000000000000000000", "99999999999999999X", "999999999999999999"])
    func eighteenCharactersFitAndComeBack(text: String) throws {
        let key = try #require(IdentityKey(normalised: text))
        #expect(key.text == text)
        #expect(IdentityKey(value: key.value) == key)
    }

    @Test func theLayoutIsTheOneColumnsHold() throws {
        #expect(try #require(IdentityKey(normalised: "11010519491231002X")).value == 11_010_519_491_231_002 * 16 + 10)
        #expect(try #require(IdentityKey(normalised: "440524188001010014")).value == 44_052_418_800_101_001 * 16 + 4)
    }

    @Test(arguments: [
        "", "1101051949123100", "11010519491231002x", "11010519491231002XX", "1101051949123100２", "11010519491231002 ", "A1010519491231002X",
    ])
    func anythingElseHasNoKey(text: String) {
        #expect(IdentityKey(normalised: text) == nil)
    }

    @Test func theCheckFollowsTheStandardsTable() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<1000 {
            let digits = UInt64.random(in: 0..<100_000_000_000_000_000, using: &generator)
            let padded = String(repeating: "0", count: 17 - String(digits).count) + String(digits)
            let complete = StandardTable.complete(padded)
            #expect(IdentityKey(normalised: complete)?.checkCharacterIsRight == true)
            for other in "0123456789X" where other != complete.last {
                #expect(IdentityKey(normalised: padded + String(other))?.checkCharacterIsRight == false)
            }
        }
    }

    @Test func numbersThatAreNoKeysAreRefused() {
        #expect(IdentityKey(value: .max) == nil)
        #expect(IdentityKey(value: 15) == nil)
        #expect(IdentityKey(value: 100_000_000_000_000_000 << 4) == nil)
        // The check itself is total, also for what is no key.
        #expect(IdentityKey.checkCharacterIsRight(key: .max) == false)
    }

    @Test func keysSortLikeTheirNumbers() throws {
        let small = try #require(IdentityKey(normalised: "110105194912310029"))
        let large = try #require(IdentityKey(normalised: "11010519491231002X"))
        #expect(small < large)
    }
}
