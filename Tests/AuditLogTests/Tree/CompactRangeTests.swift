import Basics
import Testing

@testable import AuditLog

@Suite struct CompactRangeTests {
    @Test func everyCompleteSubtreeIsToldOnceAndInTime() throws {
        let hasher = try TreeHasher()
        var range = CompactRange()
        var known: [TreeNode: MerkleHash] = [:]
        for size in 1...100 as ClosedRange<Int64> {
            try range.append(hasher.leaf([UInt8(size)]), hasher: hasher) { node, hash throws(Problem) in
                #expect(known.updateValue(hash, forKey: node) == nil)
            }
            let all = (0..<7).reduce(0) { $0 + Int(size >> $1) }
            #expect(known.count == all)
            #expect(CompactRange.nodes(size: size).map { known[$0] } == range.roots)
        }
    }

    @Test func whoStopsGoesOnFromTheStoredNodes() throws {
        let hasher = try TreeHasher()
        var whole = MemoryTree()
        for leaf in 0..<50 as Range<UInt8> {
            var resumed = try CompactRange(size: Int64(leaf), reading: whole)
            try whole.append(hasher.leaf([leaf]), hasher: hasher)
            try resumed.append(hasher.leaf([leaf]), hasher: hasher)
            #expect(resumed == whole.range)
        }
    }

    @Test func aFailureWhileStoringLeavesTheRangeAsItWas() throws {
        let hasher = try TreeHasher()
        var range = CompactRange()
        for leaf in 0..<7 as Range<UInt8> { try range.append(hasher.leaf([leaf]), hasher: hasher) }
        let before = range
        #expect(throws: Problem.self) {
            try range.append(hasher.leaf([7]), hasher: hasher) { node, _ throws(Problem) in if node.level == 2 { throw TreeProblem.missing(node) } }
        }
        #expect(range == before)
    }
}
