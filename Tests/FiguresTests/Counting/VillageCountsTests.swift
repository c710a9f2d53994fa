import Testing

@testable import Figures

@Suite struct VillageCountsTests {
    /// Whatever is counted anew, any range of codes has what a plain sum over its villages has.
    @Test func aRangeHasTheSumOfItsVillages() {
        var chance = SystemRandomNumberGenerator()
        let figures = 3
        var plain: [Int64: [Int64]] = [:]
        for _ in 0..<40 { plain[Int64.random(in: 100...199, using: &chance)] = (0..<figures).map { _ in Int64.random(in: 0...9, using: &chance) } }
        var counts = VillageCounts(plain, figures: figures)
        for _ in 0..<60 {
            let touched = (0..<Int.random(in: 1...4, using: &chance)).map { _ in Int64.random(in: 90...210, using: &chance) }
            var anew: [Int64: [Int64]] = [:]
            for village in Set(touched) where Bool.random(using: &chance) {
                anew[village] = (0..<figures).map { _ in Int64.random(in: 0...9, using: &chance) }
            }
            counts.replace(anew, of: Array(Set(touched)))
            for village in touched { plain[village] = anew[village] ?? [0, 0, 0] }
            let from = Int64.random(in: 80...220, using: &chance)
            let range = from...(from + Int64.random(in: 0...60, using: &chance))
            for figure in 0..<figures {
                let sum = plain.filter { range.contains($0.key) }.reduce(0) { $0 + $1.value[figure] }
                #expect(counts.count(figure, in: range) == sum)
            }
        }
    }

    @Test func nothingCountedIsNothing() {
        let counts = VillageCounts([:], figures: 2)
        #expect(counts.count(1, in: 0...Int64.max - 1) == 0)
    }
}
