import AuditLog
import Basics
import Storage

/// What an action may do: read, write audited tables row by row or by the chunk, ask for slow work, and say what it was about.
///
/// Lives as long as one transaction. Every row written here is committed to by the transaction's one audit entry.
package final class Writing {
    package let reading: Reading
    package let transaction: Transaction
    let request: ActionRequest
    let place: RegionCode?
    let trail: TrailWriter
    /// What the entry says it was about, such as `household/123`. Never a name or a number of a person.
    package var subject: String?
    private(set) var details: [String: AuditEntry.Detail] = [:]

    init(transaction: Transaction, reading: Reading, request: ActionRequest, place: RegionCode?) throws {
        self.transaction = transaction
        self.reading = reading
        self.request = request
        self.place = place
        trail = try TrailWriter(transaction)
    }

    package var vault: Vault { reading.vault }
    package var actor: Actor { reading.actor }
    package var now: Moment { reading.now }
    package var today: CalendarDate { reading.today }
    package var purpose: String? { request.purpose }
    package var requestID: String { request.id }
    /// The device's clock when the user acted, if the client told.
    package var deviceTime: String? { request.deviceTime }
    /// The number the audit entry of this transaction will have: the version of every row it writes.
    package var leaf: Int64 { trail.leaf }

    /// Something the entry should tell beside its rows. Nothing personal.
    package func note(_ name: String, _ text: String) { details[name] = .text(text) }
    package func note(_ name: String, _ number: Int64) { details[name] = .integer(number) }

    /// Numbers for new rows; those of an undone transaction may be given again, for nothing remained of it.
    package func newIDs(_ count: Int, for table: AuditedTable) throws -> Range<Int64> {
        try Counter.take(Int64(count), of: table.text, in: transaction)
    }

    package func newID(for table: AuditedTable) throws -> Int64 { try newIDs(1, for: table).lowerBound }

    /// Writes a new row; the values of all columns but `id`, by name. A column not named is NULL.
    @discardableResult
    package func insert(into table: AuditedTable, id: Int64? = nil, _ values: [String: any Bindable]) throws -> Int64 {
        let id = try id ?? newID(for: table)
        try trail.insert(table, id: id, values.mapValues(\.value))
        return id
    }

    /// Changes named columns of one row; the others stay. Throws `notFound` when there is no such row.
    package func change(_ table: AuditedTable, id: Int64, _ values: [String: any Bindable]) throws {
        try trail.change(table, id: id, values.mapValues(\.value))
    }

    /// Removes one row. The register never does; drafts and the like may.
    package func remove(_ table: AuditedTable, id: Int64) throws { try trail.remove(table, id: id) }

    /// Writes many new rows under one root hash: every row has a value for each column of the table, `id` first.
    package func insertChunk(into table: AuditedTable, _ rows: [[Value]]) throws { try trail.insertChunk(table, rows) }

    /// Writes what was made ready before the transaction. It comes first in its transaction, and once.
    package func insert(_ prepared: PreparedRows) throws { try trail.insert(prepared) }

    /// Asks for slow work; it is there if, and only if, the transaction commits. With `once`, a second request of the same name is no more work.
    package func enqueue(_ job: some JobContent, once: String? = nil, after seconds: Int64 = 0) throws {
        try JobQueue.enqueue(job, for: actor.account, once: once, due: now.adding(seconds: seconds), made: now, in: transaction)
    }

    /// Leaves a message for the world outside, to be delivered at least once after the commit.
    package func send(_ kind: String, _ content: some Encodable) throws {
        try Outbox.put(kind, content, leaf: leaf, now: now, in: transaction)
    }

    func entry(action: String, result: String) -> AuditEntry {
        // A machine's account may have several tokens: which of them acted must be known when one is lost.
        if let token = actor.token { note("token", token) }
        return AuditEntry(
            sequence: leaf, time: AuditTime(milliseconds: now.milliseconds), account: String(actor.account), role: actor.role,
            scope: actor.scope.region.prefix, action: action, region: place, subject: subject, request: request.id, result: result,
            purpose: request.purpose, client: client, details: details, rows: trail.rows, chunks: trail.chunks)
    }

    private var client: AuditEntry.Client? {
        request.client.map {
            AuditEntry.Client(id: $0, baseVersion: request.baseVersion, deviceTime: request.deviceTime.flatMap { AuditTime($0) })
        }
    }
}
