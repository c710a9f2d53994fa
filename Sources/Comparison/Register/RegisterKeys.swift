import Datasets
import Dispatch

/// How rows find their person, household or village. Made only when there is something to match.
struct RegisterKeys {
    let persons: KeyIndex
    let households: KeyIndex
    let villages: KeyIndex

    init(_ register: Register, threads: Int) throws(DeliveryProblem) {
        persons = try KeyIndex(keys: RegisterKeys.personKeys(register.persons, threads: threads), threads: threads)
        households = try KeyIndex(keys: register.householdIDs.map { $0 &+ RegisterKeys.householdShift }, threads: threads)
        villages = try KeyIndex(keys: register.villageCodes, threads: threads)
    }

    /// Keeps a household numbered 0 apart from an empty slot.
    static let householdShift: Int64 = 1

    /// By person number the key its ID is matched by.
    private static func personKeys(_ persons: Table, threads: Int) -> [Int64] {
        guard let key = persons.schema.key, let column = persons.columns[key] else { return [] }
        let ids = column.values.assumingMemoryBound(to: Int64.self)
        return Array(unsafeUninitializedCapacity: persons.count) { out, filled in
            // Why unsafe: each thread fills a stretch of its own, and reads what nobody writes.
            nonisolated(unsafe) let (out, ids) = (out, ids)
            let unpacked = column.unpackedIDs
            let count = persons.count
            DispatchQueue.concurrentPerform(iterations: threads) { thread in
                for number in (count * thread / threads)..<(count * (thread + 1) / threads) { out[number] = PackedID.key(ids[number], unpacked) }
            }
            filled = count
        }
    }
}
