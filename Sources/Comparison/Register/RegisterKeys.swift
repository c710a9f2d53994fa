import Datasets

/// How rows find their person, household or village. Made only when there is something to match.
struct RegisterKeys {
    let persons: KeyIndex
    let households: KeyIndex
    let villages: KeyIndex

    init(_ register: Register, threads: Int) throws(DeliveryProblem) {
        persons = try KeyIndex(keys: RegisterKeys.personKeys(register.persons), threads: threads)
        households = try KeyIndex(keys: register.householdIDs.map { $0 &+ RegisterKeys.householdShift }, threads: threads)
        villages = try KeyIndex(keys: register.villageCodes, threads: threads)
    }

    /// Keeps a household numbered 0 apart from an empty slot.
    static let householdShift: Int64 = 1

    /// By person number the key its ID is matched by.
    private static func personKeys(_ persons: Table) -> [Int64] {
        guard let key = persons.schema.key, let column = persons.columns[key] else { return [] }
        let ids = column.values.assumingMemoryBound(to: Int64.self)
        return Array(unsafeUninitializedCapacity: persons.count) { out, filled in
            for number in 0..<persons.count { out[number] = PackedID.key(ids[number], column.unpackedIDs) }
            filled = persons.count
        }
    }
}
