import Datasets

/// Makes the register from its files. Rows that only the whole shows to be wrong (a number used twice, a person of no household)
/// are rejected here, with their reason.
struct RegisterBuilder {
    let persons: Delivery
    let households: Delivery
    let villages: Delivery?
    let threads: Int
    var personsInPartition = Partitions.personsWanted

    func build() throws(DeliveryProblem) -> Register {
        guard let personID = persons.column("person_id"), let membership = persons.column("household_id"),
            let householdID = households.column("household_id"), let villageColumn = households.column("village_code")
        else { throw .registerMissing(role: "persons or households (their key columns)") }

        // Households: once each, in the order of village and number.
        let ids = households.numbers(householdID)
        let codes = households.numbers(villageColumn).map { $0 == absent ? 0 : $0 }
        let repeatedHouseholds = repeats(ids)
        households.reject(rows: repeatedHouseholds, reason: .duplicate, column: "household_id")
        let listed = villages.flatMap { delivery in delivery.schema.key.map(delivery.numbers) } ?? []
        let homes = order(ids: ids, codes: codes, without: Set(repeatedHouseholds), villagesListed: listed)
        let householdKeys = try KeyIndex(keys: homes.ids.map { $0 &+ 1 }, threads: threads)

        // Persons: in the order of their households.
        let memberships = persons.numbers(membership)
        let people = persons.numbers(personID)
        var home = householdNumbers(memberships, householdKeys)
        let repeatedPersons = repeats(people)
        for row in repeatedPersons { home[row] = -2 }
        persons.reject(rows: repeatedPersons, reason: .duplicate, column: "person_id")
        persons.reject(rows: home.indices.filter { home[$0] == -1 }, reason: .householdMissing, column: "household_id")
        let (places, householdStarts) = Numbering.places(byNumbers: home.map { max($0, -1) }, count: homes.ids.count)

        let partitions = Partitions(householdStarts: householdStarts, villageStarts: homes.villageStarts, personsWanted: personsInPartition)
        let villageKeys = try KeyIndex(keys: homes.villageCodes, threads: threads)
        let personIDs = placed(people, places, count: Int(householdStarts.last ?? 0))
        let householdOfPerson = placed(home, places, count: Int(householdStarts.last ?? 0))
        let personTable = try table(persons, places, partitions.persons)
        let householdTable = try table(households, homes.places, partitions.households)
        return Register(
            persons: personTable, households: householdTable, villages: try villageTable(villageKeys, homes.villageCodes.count, partitions),
            householdOfPerson: householdOfPerson, householdStarts: householdStarts, villageOfHousehold: homes.villageOf,
            villageCodes: homes.villageCodes, personIDs: personIDs,
            householdIDs: homes.ids, partitions: partitions)
    }

    /// Each person's household, -1 where the register has none of that number. Members mostly stand together: the look-up before is tried first.
    private func householdNumbers(_ memberships: [Int64], _ index: KeyIndex) -> [Int32] {
        var last: (id: Int64, number: Int32) = (absent, -1)
        return memberships.map { id in
            if id != last.id { last = (id, id == absent ? -1 : index.number(of: id &+ RegisterKeys.householdShift)) }
            return last.number
        }
    }

    /// Rows whose number an earlier row has already.
    private func repeats(_ ids: [Int64]) -> [Int] {
        if zip(ids, ids.dropFirst()).allSatisfy({ $0 < $1 }) { return [] }
        var seen: Set<Int64> = []
        seen.reserveCapacity(ids.count)
        return ids.indices.filter { !seen.insert(ids[$0]).inserted }
    }

    private struct Homes {
        var ids: [Int64]
        var places: [Int32]
        var villageOf: [Int32]
        var villageCodes: [Int64]
        var villageStarts: [Int32]
    }

    /// Households in the order of villages. A village of the village file has a number even when nobody lives there.
    private func order(ids: [Int64], codes: [Int64], without repeated: Set<Int>, villagesListed: [Int64]) -> Homes {
        let kept = repeated.isEmpty ? Array(ids.indices) : ids.indices.filter { !repeated.contains($0) }
        let inOrder = zip(kept, kept.dropFirst()).allSatisfy { (codes[$0], ids[$0]) < (codes[$1], ids[$1]) }
        let sorted = inOrder ? kept : kept.sorted { (codes[$0], ids[$0]) < (codes[$1], ids[$1]) }
        var homes = Homes(ids: [], places: Array(repeating: -1, count: ids.count), villageOf: [], villageCodes: [], villageStarts: [])
        homes.ids.reserveCapacity(sorted.count)
        homes.villageOf.reserveCapacity(sorted.count)
        var empty = Set(villagesListed.filter { $0 != absent }).subtracting(codes).sorted()[...]
        for (place, row) in sorted.enumerated() {
            if homes.villageCodes.last != codes[row] {
                while let code = empty.first, code < codes[row] {
                    homes.villageCodes.append(empty.removeFirst())
                    homes.villageStarts.append(Int32(place))
                }
                homes.villageCodes.append(codes[row])
                homes.villageStarts.append(Int32(place))
            }
            homes.ids.append(ids[row])
            homes.places[row] = Int32(place)
            homes.villageOf.append(Int32(homes.villageCodes.count - 1))
        }
        for code in empty {
            homes.villageCodes.append(code)
            homes.villageStarts.append(Int32(sorted.count))
        }
        homes.villageStarts.append(Int32(sorted.count))
        return homes
    }

    private func placed<Value>(_ values: [Value], _ places: [Int32], count: Int) -> [Value] where Value: BitwiseCopyable {
        Array(unsafeUninitializedCapacity: count) { out, filled in
            for (row, place) in places.enumerated() where place >= 0 { out[Int(place)] = values[row] }
            filled = count
        }
    }

    private func table(_ delivery: Delivery, _ places: [Int32], _ partitionStarts: [Int32]) throws(DeliveryProblem) -> Table {
        let starts = delivery.segmentStarts
        return try TableBuilder(
            delivery: delivery, count: Int(partitionStarts.last ?? 0), partitionStarts: partitionStarts.map(Int.init), threads: threads,
            withOwners: false
        ) { segment, rows, out in
            for i in 0..<rows.count { out[i] = places[starts[segment] + i] }
        }.build()
    }

    /// The village file, by village number. Villages without households and second rows of a village are left out of the table (they
    /// stay accepted rows of their file).
    private func villageTable(_ index: KeyIndex, _ count: Int, _ partitions: Partitions) throws(DeliveryProblem) -> Table? {
        guard let villages, let key = villages.schema.key, !villages.segments.isEmpty else { return nil }
        let codes = villages.numbers(key)
        var taken = Set<Int32>()
        let places = codes.map { code -> Int32 in
            let number = index.number(of: code)
            return number >= 0 && taken.insert(number).inserted ? number : -1
        }
        guard taken.count == count else { return try withBlankVillages(villages, places, partitions) }
        return try table(villages, places, partitions.villages)
    }

    /// A village that the file does not have gets a row of empty cells.
    private func withBlankVillages(_ villages: Delivery, _ places: [Int32], _ partitions: Partitions) throws(DeliveryProblem) -> Table {
        let built = try table(villages, places, partitions.villages)
        let present = Set(places)
        let blank = (0..<built.count).filter { !present.contains(Int32($0)) }
        return built.blanking(rows: blank)
    }
}
