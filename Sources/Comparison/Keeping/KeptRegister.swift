import Datasets

/// The register's numbering as it is kept beside its tables.
struct KeptRegister: Codable, Sendable {
    var stamp: UInt64
    var householdOfPerson, householdStarts, villageOfHousehold, villageCodes, personIDs, householdIDs: KeptFile.Stretch
    var partitionPersons, partitionHouseholds, partitionVillages: [Int32]

    init?(_ register: Register, stamp: UInt64, to path: String) {
        guard let writer = KeptFile.Writer(path) else { return nil }
        func keep<Number>(_ numbers: [Number]) -> KeptFile.Stretch? {
            numbers.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress else { return KeptFile.Stretch(offset: 0, count: 0, sums: []) }
                return writer.write(base, bytes.count)
            }
        }
        guard let a = keep(register.householdOfPerson), let b = keep(register.householdStarts), let c = keep(register.villageOfHousehold),
            let d = keep(register.villageCodes), let e = keep(register.personIDs), let f = keep(register.householdIDs), writer.finish()
        else { return nil }
        self.stamp = stamp
        (householdOfPerson, householdStarts, villageOfHousehold, villageCodes, personIDs, householdIDs) = (a, b, c, d, e, f)
        partitionPersons = register.partitions.persons
        partitionHouseholds = register.partitions.households
        partitionVillages = register.partitions.villages
    }

    func register(persons: Table, households: Table, villages: Table?, from path: String, threads: Int) -> Register? {
        var reading = KeptReading()
        _ = reading.begin()
        // As they were written, one after the other.
        let stretches = [householdOfPerson, householdStarts, villageOfHousehold, villageCodes, personIDs, householdIDs]
        guard let block = reading.block(path, stretches), reading.run(threads: threads).allSatisfy({ $0 }) else { return nil }
        func numbers<Number: BitwiseCopyable>(_ index: Int) -> [Number] {
            [Number](unsafeUninitializedCapacity: stretches[index].count / MemoryLayout<Number>.stride) { out, filled in
                filled = out.count
                UnsafeMutableRawBufferPointer(out).copyMemory(
                    from: UnsafeRawBufferPointer(start: block.base + stretches[index].offset, count: filled * MemoryLayout<Number>.stride))
            }
        }
        let (home, starts, villageOf): ([Int32], [Int32], [Int32]) = (numbers(0), numbers(1), numbers(2))
        let (codes, people, homes): ([Int64], [Int64], [Int64]) = (numbers(3), numbers(4), numbers(5))
        guard people.count == home.count, persons.count == people.count, starts.count == homes.count + 1, villageOf.count == homes.count else {
            return nil
        }
        let partitions = Partitions(persons: partitionPersons, households: partitionHouseholds, villages: partitionVillages)
        return Register(
            persons: persons, households: households, villages: villages, householdOfPerson: home, householdStarts: starts,
            villageOfHousehold: villageOf, villageCodes: codes, personIDs: people, householdIDs: homes, partitions: partitions)
    }
}
