import Actions
import Basics
import Storage

/// A new household: its thread, its number and its first version.
enum HouseholdFounding {
    /// Households numbered here: the village's code and four digits.
    static let perVillage: Int64 = 10_000

    static func found(
        number: Int64?, origin: String, on day: CalendarDate, facts: Facts<HouseholdField>, living: Facts<LivingField>?, in writing: Writing
    ) throws -> Int64 {
        let number = try number ?? freeNumber(in: facts.integer(.region) ?? 0, writing.reading)
        guard number > 0, try writing.reading.row("SELECT h.id FROM households h WHERE h.number = \(number)") == nil else {
            throw Refusal.invalid("number", RegisterProblems.numberTaken)
        }
        let id = try writing.insert(
            into: .households, ["number": number, "origin": origin, "made_ms": writing.now.milliseconds, "changes": 0])
        try VersionTable.apply(.beginning(day, facts), owner: id, to: [], in: writing)
        if let living { try VersionTable<LivingField>.apply(.beginning(day, living), owner: id, to: [], in: writing) }
        return id
    }

    /// The next number of a village. National numbers have other lengths and do not fall among them.
    private static func freeNumber(in village: Int64, _ reading: Reading) throws -> Int64 {
        let base = village * perVillage
        let last = try reading.row(
            "SELECT MAX(h.number) AS last FROM households h WHERE h.number BETWEEN \(base + 1) AND \(base + perVillage - 1)"
        )?.optionalInteger("last")
        return (last ?? base) + 1
    }
}
