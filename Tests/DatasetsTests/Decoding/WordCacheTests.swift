import Testing

@testable import Datasets

@Suite struct WordCacheTests {
    /// Words of 1 to 64 bytes, many of which differ in one byte, or in length alone.
    private func words(seed: UInt64) -> [[UInt8]] {
        var random = SeededRandom(seed: seed)
        var words: Set<[UInt8]> = []
        for length in 1...64 {
            let stem = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next() % 3 + 0x61) }
            words.insert(stem)
            words.insert(Array(repeating: 0x37, count: length))
            words.insert(Array(repeating: 0, count: length))
            for place in Set([0, 7, 8, 15, 16, 23, 24, 31, length / 2, length - 1]) where place < length {
                var other = stem
                other[place] ^= 1
                words.insert(other)
            }
        }
        return words.sorted { $0.lexicographicallyPrecedes($1) }
    }

    @Test(arguments: [1, 2, 3]) func noTwoWordsAreEverConfused(_ seed: UInt64) {
        let cache = WordCache()
        let words = words(seed: seed)
        for (number, word) in words.enumerated() {
            padded(word) { bytes, count in
                #expect(cache.find(bytes, count) == WordCache.unknown)
                cache.remember(bytes, count, as: Int64(number))
            }
        }
        for (number, word) in words.enumerated() { #expect(padded(word, cache.find) == Int64(number)) }
    }

    @Test func whatFollowsAWordDoesNotMatter() {
        let cache = WordCache()
        padded("低保户五保户") { bytes, _ in
            cache.remember(bytes, 6, as: 1)
            cache.remember(bytes, 18, as: 2)
        }
        #expect(padded("低保", cache.find) == 1)
        #expect(padded("低保户五保户", cache.find) == 2)
        #expect(padded("低保户", cache.find) == WordCache.unknown)
    }
}
