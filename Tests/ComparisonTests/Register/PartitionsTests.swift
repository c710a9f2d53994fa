import Testing

@testable import Comparison

@Suite struct PartitionsTests {
    /// Starts of stretches of these sizes.
    private func starts(_ sizes: [Int]) -> [Int32] { sizes.reduce(into: [0]) { $0.append(($0.last ?? 0) + Int32($1)) } }

    @Test func partitionsAreWholeVillagesWithEnoughPersons() {
        // Five villages of two households, of 1, 2, 3, … persons.
        let partitions = Partitions(householdStarts: starts(Array(1...10)), villageStarts: starts([2, 2, 2, 2, 2]), personsWanted: 8)
        #expect(partitions.villages == [0, 2, 3, 4, 5])
        #expect(partitions.households == [0, 4, 6, 8, 10])
        #expect(partitions.persons == [0, 10, 21, 36, 55])
        #expect(partitions.count == 4)
    }

    @Test func anEmptyRegisterIsOneEmptyPartition() {
        let partitions = Partitions(householdStarts: [0], villageStarts: [0])
        #expect(partitions.count == 1)
        #expect(partitions.persons == [0, 0])
    }

    @Test func villagesWithoutPeopleAreInAPartitionToo() {
        let partitions = Partitions(householdStarts: starts([0, 0, 5, 0]), villageStarts: starts([1, 1, 1, 1]), personsWanted: 3)
        #expect(partitions.villages.last == 4)
        #expect(partitions.households.last == 4)
        #expect(partitions.persons.last == 5)
    }

    @Test(arguments: [1, 2, 3]) func everyNumberIsFoundInItsPartition(_ seed: UInt64) {
        var random = SeededRandom(seed: seed)
        var starts: [Int32] = [0]
        for _ in 0..<Int(random.next() % 60 + 1) { starts.append((starts.last ?? 0) + Int32(random.next() % 4_000 + 1)) }
        PartitionFinder(starts: starts).withFinder { partition in
            for (index, range) in zip(starts, starts.dropFirst()).enumerated() {
                for number in [range.0, (range.0 + range.1) / 2, range.1 - 1] { #expect(partition(number) == index) }
            }
        }
    }
}
