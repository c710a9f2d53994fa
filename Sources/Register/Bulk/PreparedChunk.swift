import Actions
import Basics
import Storage

/// A chunk checked, sealed, indexed and committed to before its transaction begins, on the supposition that the register has nothing of it but what
/// stands in earlier chunks of the file.
///
/// The supposition is held against the register when the chunk is written: by the constraints on household numbers and ID numbers, by asking for what
/// earlier chunks should have brought, for its villages, and whether a year was closed meanwhile. Where it does not hold, nothing of this is used
/// (`ImportRegisterChunk.perform`).
package struct PreparedChunk: Sendable {
    let households: Int
    let members: Int
    let rejected: [RejectedRow]
    let villages: Set<Int64>
    let known: Moment
    private let supposed: ChunkCheck.Supposed
    private let rows: PreparedRows
    private let people: PeopleIndex.Rows

    /// Thrown inside a transaction whose chunk must be taken in the careful way.
    struct Outdated: Error {}

    /// What is the same for all chunks of an import.
    package struct Circumstances: Sendable {
        let villages: Set<Int64>
        let actor: Actor
        let day: CalendarDate
        let vault: Vault

        /// Asks once which of the villages exist.
        package static func ask(villages: Set<Int64>, day: CalendarDate, at desk: Desk, as actor: Actor) async throws -> Circumstances {
            let found = try await desk.ask(ExistingVillages(wanted: villages), as: actor)
            return Circumstances(villages: found, actor: actor, day: day, vault: desk.vault)
        }
    }

    package init(_ chunk: [HouseholdRecord], _ numbers: ChunkNumbers, known: Moment, _ circumstances: Circumstances) throws {
        var check = ChunkCheck(chunk, scope: circumstances.actor.scope, circumstances.vault)
        try check.run(against: .init(villages: circumstances.villages))
        let origin = ChunkRows.Origin(day: circumstances.day, known: known, account: circumstances.actor.account)
        let made = try ChunkRows(check.taken, numbers, origin, circumstances.vault)
        var rows = PreparedRows()
        for (table, values) in made.tables { try rows.add(table, values) }
        (self.rows, people, self.known) = (rows, PeopleIndex.Rows(made.people), known)
        (households, members, rejected) = (check.taken.count, check.taken.reduce(0) { $0 + $1.members.count }, check.rejected)
        supposed = check.supposed
        villages = Set(check.taken.compactMap { $0.facts.integer(.region) })
    }

    /// Throws `Outdated`, or the violated constraint, when the register is not as was supposed.
    func write(in writing: Writing) throws {
        guard try ChunkCheck.Known.villages(among: villages, in: writing.reading) == villages else { throw Outdated() }
        guard try ChunkCheck.Known.hold(supposed, in: writing.reading) else { throw Outdated() }
        // Of the whole register, not of the scope: a closed year must show for ever what it showed when it was closed, wherever that was.
        let closed = try writing.reading.count("SELECT COUNT(*) FROM register_snapshots s WHERE s.known_ms >= \(known.milliseconds)")
        guard closed == 0 else { throw Outdated() }
        try writing.insert(rows)
        try people.write(in: writing.transaction)
    }
}

/// Which of some villages exist today.
struct ExistingVillages: Query {
    static let permission = Permission.registerImport
    let wanted: Set<Int64>

    func answer(in reading: Reading) throws -> Set<Int64> { try ChunkCheck.Known.villages(among: wanted, in: reading) }
}
