import Datasets
import Testing

@testable import Comparison

@Suite struct KeyIndexTests {
    /// What an index gives for keys: by row, the owners found.
    private func matches(_ index: KeyIndex, _ keys: [Int64], keepsUnmatched: Bool = false, refused: [UInt8]? = nil) -> [[Int32]] {
        let chosen = ChosenRows()
        let matcher = KeyIndex.Matcher(index: index, keepsUnmatched: keepsUnmatched)
        keys.withUnsafeBufferPointer { keys in
            (refused ?? Array(repeating: 0, count: keys.count)).withUnsafeBufferPointer { refused in
                guard let first = keys.baseAddress, let marks = refused.baseAddress else { return }
                matcher.choose(keys: first, refused: marks, rows: keys.count, into: chosen)
            }
        }
        var found = [[Int32]](repeating: [], count: keys.count)
        for i in 0..<chosen.count { found[Int(chosen.rows[i])].append(chosen.owners[i]) }
        return found
    }

    @Test(arguments: [0, 1, 7, 500, 512, 3_000], [1, 2, 5]) func everyKeyFindsAllItsCarriersAndNoStranger(_ count: Int, _ threads: Int) throws {
        var random = SeededRandom(seed: UInt64(count + 1))
        // Keys are drawn with repetition, and some are nobody's.
        let keys = (0..<count).map { _ in Int64(random.next() % UInt64(count * 2 + 1)) * 7_919 - 7_919 }
        let index = try KeyIndex(keys: keys, threads: threads)
        var carriers: [Int64: [Int32]] = [:]
        for (number, key) in keys.enumerated() where key > 0 { carriers[key, default: []].append(Int32(number)) }
        let asked = (0..<(count * 2 + 10)).map { Int64($0) * 7_919 - 7_919 }
        #expect(matches(index, asked) == asked.map { carriers[$0] ?? [] })
        for key in asked { #expect(index.number(of: key) == carriers[key]?.first ?? -1) }
        #expect(index.repeatedKeys == carriers.values.filter { $0.count > 1 }.count)
    }

    @Test func smallRegistersNeverFillAPartToTheBrim() throws {
        // Each of these once made a part of the table full, and a stranger's number was looked for without end.
        for count in stride(from: 480, through: 520, by: 8) {
            for seed in 1...20 {
                var random = SeededRandom(seed: UInt64(seed))
                let index = try KeyIndex(keys: (0..<count).map { _ in Int64(random.next() >> 8) + 1 }, threads: 2)
                for _ in 0..<200 { #expect(index.number(of: Int64(random.next() >> 8) | 1 << 60) == -1) }
            }
        }
    }

    @Test func zeroNegativeAndAbsentKeysMatchNobody() throws {
        let index = try KeyIndex(keys: [0, -1, absent, 5], threads: 1)
        #expect(matches(index, [0, -1, absent, 5]) == [[], [], [], [3]])
        #expect(matches(index, [0, -1, absent, 5], keepsUnmatched: true) == [[-1], [-1], [-1], [3]])
    }

    @Test func refusedRowsAreNeverChosen() throws {
        let index = try KeyIndex(keys: [5, 6], threads: 1)
        #expect(matches(index, [5, 6, 7], keepsUnmatched: true, refused: [1, 0, 1]) == [[], [1], []])
    }
}
