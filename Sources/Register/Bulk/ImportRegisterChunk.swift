import Actions
import Basics
import Storage

/// Takes a chunk of a register file in: households with their people, a thousand to five thousand rows at once. What cannot be taken comes
/// back as rejected rows with reasons; the rest is in the register when this returns.
///
/// The same chunk sent again under the same client id has no second effect. A household that the register has is not changed by a file: that
/// is rejected too, and so is everybody of a household that was not taken.
package struct ImportRegisterChunk: Action {
    package static let name = "register.importChunk"
    package static let permission = Permission.registerImport

    /// The import it belongs to and its place in it; with the digest they are what the request is about.
    package let batch: String
    package let chunk: Int
    /// Of the rows, as the caller computes it: a second sending with other rows is told by it.
    package let digest: String
    /// The day the file tells of.
    package let day: CalendarDate
    package let households: [HouseholdRecord]
    /// The same households made ready; nil when everything is to be done inside the transaction.
    private var prepared: PreparedChunk?

    package init(
        batch: String, chunk: Int, digest: String, day: CalendarDate, households: [HouseholdRecord], prepared: PreparedChunk? = nil
    ) {
        self.prepared = prepared
        self.batch = batch
        self.chunk = chunk
        self.digest = digest
        self.day = day
        self.households = households
    }

    package struct Outcome: Codable, Sendable, Hashable {
        package var households: Int
        package var members: Int
        package var rejected: [RejectedRow]
    }

    private enum Keys: String, CodingKey { case batch, chunk, digest }

    /// Only what identifies it: thousands of rows are not written into a receipt.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(batch, forKey: .batch)
        try container.encode(chunk, forKey: .chunk)
        try container.encode(digest, forKey: .digest)
    }

    /// Rows come from the worker that read the file, never from a form.
    package init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "chunks are not sent as JSON"))
    }

    package func place(in reading: Reading) throws -> RegionCode? { reading.scope.region }

    package func perform(in writing: Writing) throws -> Outcome {
        writing.subject = "import/\(batch)"
        let outcome: Outcome
        if let prepared {
            try prepared.write(in: writing)
            outcome = Outcome(households: prepared.households, members: prepared.members, rejected: prepared.rejected)
        } else {
            outcome = try takeCarefully(in: writing)
        }
        writing.note("households", Int64(outcome.households))
        writing.note("rejected", Int64(outcome.rejected.count))
        return outcome
    }

    /// Everything inside the transaction, against the register as it stands.
    private func takeCarefully(in writing: Writing) throws -> Outcome {
        var check = ChunkCheck(households, scope: writing.actor.scope, writing.vault)
        try check.run(against: .init(households, in: writing))
        let origin = ChunkRows.Origin(day: day, known: writing.now, account: writing.actor.account)
        let rows = try ChunkRows(check.taken, ChunkNumbers(for: check.taken, in: writing), origin, writing.vault)
        for (table, values) in rows.tables { try writing.insertChunk(into: table, values) }
        try PeopleIndex.write(rows.people, in: writing.transaction)
        return Outcome(households: check.taken.count, members: check.taken.reduce(0) { $0 + $1.members.count }, rejected: check.rejected)
    }

    /// Takes a chunk in that was made ready, and in the careful way when the register turns out to have something of it.
    package func take(at desk: Desk, as actor: Actor, request: ActionRequest) async throws -> Done<Outcome> {
        do {
            return try await desk.perform(self, as: actor, request: request)
        } catch let error where prepared != nil && Self.isOutdated(error) {
            var careful = self
            careful.prepared = nil
            return try await desk.perform(careful, as: actor, request: request)
        }
    }

    private static func isOutdated(_ error: any Error) -> Bool {
        if case StorageProblem.uniqueViolation = error { return true }
        return error is PreparedChunk.Outdated
    }
}
