/// The province cut into stretches of whole villages with about equally many persons: whatever a rule asks of a person, a household or
/// a village is answered inside one stretch, in the processor's cache, by one thread.
struct Partitions: Sendable {
    /// First person, household and village of each partition, and one past the last.
    let persons: [Int32]
    let households: [Int32]
    let villages: [Int32]

    var count: Int { persons.count - 1 }

    /// About this many persons a partition: their rows of all sources then fit the second-level cache.
    static let personsWanted = 3_000

    /// `householdStarts` gives each household's first person, `villageStarts` each village's first household (both with an end).
    init(householdStarts: [Int32], villageStarts: [Int32], personsWanted: Int = Partitions.personsWanted) {
        var persons: [Int32] = [0]
        var households: [Int32] = [0]
        var villages: [Int32] = [0]
        for village in 0..<max(villageStarts.count - 1, 0) {
            let end = villageStarts[village + 1]
            let isLast = village == villageStarts.count - 2
            guard isLast || householdStarts[Int(end)] - (persons.last ?? 0) >= personsWanted else { continue }
            persons.append(householdStarts[Int(end)])
            households.append(end)
            villages.append(Int32(village + 1))
        }
        if persons.count == 1 {
            persons.append(0)
            households.append(0)
            villages.append(0)
        }
        self.init(persons: persons, households: households, villages: villages)
    }

    /// As kept.
    init(persons: [Int32], households: [Int32], villages: [Int32]) {
        (self.persons, self.households, self.villages) = (persons, households, villages)
    }
}

/// Finds the partition of a number quickly: a guess by proportion, mended by neighbours.
struct PartitionFinder: Sendable {
    private let starts: [Int32]
    private let guesses: [UInt16]
    private let shift: Int32

    init(starts: [Int32]) {
        self.starts = starts
        let end = starts.last ?? 0
        var shift: Int32 = 0
        while (end >> shift) > 32_768 { shift += 1 }
        self.shift = shift
        var guesses: [UInt16] = []
        var partition = 0
        for step in 0...(Int(end) >> Int(shift)) {
            let number = Int32(step) << shift
            while partition + 2 < starts.count && starts[partition + 1] <= number { partition += 1 }
            guesses.append(UInt16(partition))
        }
        self.guesses = guesses
    }

    func withFinder<Result>(_ body: ((Int32) -> Int) -> Result) -> Result {
        starts.withUnsafeBufferPointer { starts in
            guesses.withUnsafeBufferPointer { guesses in
                body { number in
                    var partition = Int(guesses[Int(number >> shift)])
                    while starts[partition &+ 1] <= number { partition &+= 1 }
                    return partition
                }
            }
        }
    }
}
