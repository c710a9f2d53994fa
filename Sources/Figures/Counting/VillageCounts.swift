import Basics
import Storage

/// How many entries each figure counts in each village, as running sums over the villages in the order of their codes: what any region has is one
/// subtraction, because a region is a range of codes. A province of ten thousand villages takes some ten megabytes.
struct VillageCounts: Sendable {
    private(set) var villages: [Int64]
    /// By figure: one more than there are villages; `sums[f][i]` counts the villages before `i`.
    private var sums: [[Int64]]

    /// `counts`: by village (12 digits), one number for each figure.
    init(_ counts: [Int64: [Int64]], figures: Int) {
        let sorted = counts.sorted { $0.key < $1.key }
        villages = sorted.map(\.key)
        sums = (0..<figures).map { figure in
            var sum: Int64 = 0
            return [0]
                + sorted.map { entry in
                    sum += entry.value[figure]
                    return sum
                }
        }
    }

    /// The count of a figure in a range of codes.
    func count(_ figure: Int, in codes: ClosedRange<Int64>) -> Int64 {
        sums[figure][firstPlace(notBelow: codes.upperBound + 1)] - sums[figure][firstPlace(notBelow: codes.lowerBound)]
    }

    /// Puts in what was counted anew of some villages; one that has nothing any more stands with zeros.
    mutating func replace(_ counts: [Int64: [Int64]], of touched: [Int64]) {
        let nothing = [Int64](repeating: 0, count: sums.count)
        if touched.contains(where: { place(of: $0) == nil }) {
            var all: [Int64: [Int64]] = [:]
            for (place, village) in villages.enumerated() { all[village] = sums.map { $0[place + 1] - $0[place] } }
            for village in touched { all[village] = counts[village] ?? nothing }
            self = VillageCounts(all, figures: sums.count)
            return
        }
        for village in touched {
            guard let place = place(of: village) else { continue }
            let new = counts[village] ?? nothing
            for figure in sums.indices {
                let difference = new[figure] - (sums[figure][place + 1] - sums[figure][place])
                guard difference != 0 else { continue }
                for later in (place + 1)..<sums[figure].count { sums[figure][later] += difference }
            }
        }
    }

    private func place(of village: Int64) -> Int? {
        let place = firstPlace(notBelow: village)
        return place < villages.count && villages[place] == village ? place : nil
    }

    private func firstPlace(notBelow code: Int64) -> Int {
        var (low, high) = (0, villages.count)
        while low < high {
            let middle = (low + high) / 2
            if villages[middle] < code { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
