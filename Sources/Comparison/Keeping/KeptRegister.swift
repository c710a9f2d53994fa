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
                guard let base = bytes.baseAddress else { return KeptFile.Stretch(offset: 0, count: 0, sum: Checksum.of([UInt8](), 0)) }
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

    func register(persons: Table, households: Table, villages: Table?, from path: String) -> Register? {
        guard let home: [Int32] = numbers(householdOfPerson, path), let starts: [Int32] = numbers(householdStarts, path),
            let villageOf: [Int32] = numbers(villageOfHousehold, path), let codes: [Int64] = numbers(villageCodes, path),
            let people: [Int64] = numbers(personIDs, path), let homes: [Int64] = numbers(householdIDs, path),
            people.count == home.count, persons.count == people.count, starts.count == homes.count + 1, villageOf.count == homes.count
        else { return nil }
        let partitions = Partitions(persons: partitionPersons, households: partitionHouseholds, villages: partitionVillages)
        return Register(
            persons: persons, households: households, villages: villages, householdOfPerson: home, householdStarts: starts,
            villageOfHousehold: villageOf,
            villageCodes: codes, personIDs: people, householdIDs: homes, partitions: partitions)
    }

    private func numbers<Number: BitwiseCopyable>(_ stretch: KeptFile.Stretch, _ path: String) -> [Number]? {
        guard let block = KeptFile.read(path, stretch) else { return nil }
        let count = stretch.count / MemoryLayout<Number>.stride
        return Array(UnsafeBufferPointer(start: block.base.bindMemory(to: Number.self, capacity: count), count: count))
    }
}
