import Basics
import Storage

/// Where every act is done and every question asked: whoever comes, by whatever door, passes the same checks here.
package final class Desk: Sendable {
    package let database: Database
    package let vault: Vault
    /// The clock, passed in so that a test can hold it.
    let clock: @Sendable () -> Moment
    package let memory = Memory()

    package init(database: Database, vault: Vault, clock: @escaping @Sendable () -> Moment = { .now }) {
        self.database = database
        self.vault = vault
        self.clock = clock
    }

    package var now: Moment { clock() }

    /// Answers a question within the actor's scope.
    package func ask<Q: Query>(_ query: Q, as actor: Actor) async throws -> Q.Answer {
        guard actor.may(Q.permission) else { throw Refusal.forbidden(Q.permission) }
        let now = clock()
        return try await database.read { [vault, memory] reader in
            try query.answer(in: Reading(reader: reader, vault: vault, actor: actor, now: now, memory: memory))
        }
    }

    /// Numbers for rows that are made ready before their transaction (`PreparedRows`). Those that are not used stay unused.
    package func reserve(_ wanted: [(table: AuditedTable, count: Int)]) async throws -> [Range<Int64>] {
        let wanted = wanted.map { (name: $0.table.text, count: Int64($0.count)) }
        return try await database.write { transaction in
            try wanted.map { try Counter.take($0.count, of: $0.name, in: transaction) }
        }
    }

    /// Whether an act was done under this request's client id: for work that would be made ready in vain.
    package func isDone(_ request: ActionRequest) async throws -> Bool {
        guard let client = request.client else { return false }
        return try await database.read { try Receipt.isKept(client, in: $0) }
    }

    /// Does an act: all of it with its audit entry and receipt, or nothing. A refusal is logged too.
    package func perform<A: Action>(_ action: A, as actor: Actor, request: ActionRequest) async throws -> Done<A.Outcome> {
        do {
            return try await attempt(action, as: actor, request: request)
        } catch let refusal as Refusal where refusal.isDenial {
            try await recordDenial(of: A.name, refusal, actor: actor, request: request)
            throw refusal
        }
    }

    private func attempt<A: Action>(_ action: A, as actor: Actor, request: ActionRequest) async throws -> Done<A.Outcome> {
        guard actor.may(A.permission) else { throw Refusal.forbidden(A.permission) }
        if A.needsPurpose, request.purpose?.isEmpty ?? true { throw Refusal.purposeMissing }
        let now = clock()
        return try await database.write { [vault] transaction in
            let content = try request.client.map { _ in try Receipt.content(of: action, vault) } ?? []
            if let earlier: Done<A.Outcome> = try Receipt.find(request, A.name, content, actor: actor, in: transaction) { return earlier }
            let reading = Reading(reader: transaction.reader, vault: vault, actor: actor, now: now)
            guard let place = try action.place(in: reading), actor.scope.contains(place) else { throw Refusal.notFound }
            if let base = request.baseVersion, let current = try action.version(in: reading), base != current {
                throw Refusal.stale(current: current)
            }
            let writing = try Writing(transaction: transaction, reading: reading, request: request, place: place)
            let outcome = try action.perform(in: writing)
            try writing.trail.close(with: writing.entry(action: A.name, result: "done"))
            let done = Done(outcome: outcome, leaf: writing.leaf, repeated: false)
            try Receipt.keep(done, request, A.name, content, actor: actor, now: now, in: transaction)
            return done
        }
    }

    /// The entry of an act that was refused: who tried what, never what was in it.
    package func recordDenial(of action: String, _ refusal: Refusal, actor: Actor, request: ActionRequest) async throws {
        let now = clock()
        try await database.write { [vault] transaction in
            let reading = Reading(reader: transaction.reader, vault: vault, actor: actor, now: now)
            let writing = try Writing(transaction: transaction, reading: reading, request: request, place: nil)
            writing.note("refusal", refusal.code)
            try writing.trail.close(with: writing.entry(action: action, result: "denied"))
        }
    }
}

/// An act that was done.
package struct Done<Outcome: Sendable>: Sendable {
    package let outcome: Outcome
    /// The audit entry's number: the version of what was written.
    package let leaf: Int64
    /// Whether this answers a second sending of the same client id; nothing was done this time.
    package let repeated: Bool
}

extension Refusal {
    /// Refusals that mean somebody reached for what is not theirs, as opposed to a mistake in a form.
    var isDenial: Bool {
        switch self {
        case .forbidden, .notFound: true
        default: false
        }
    }

    /// A stable name for machines: `not-found`.
    package var code: String {
        switch self {
        case .signedOut: "signed-out"
        case .forbidden: "forbidden"
        case .notFound: "not-found"
        case .stale: "stale"
        case .reused: "reused"
        case .purposeMissing: "purpose-missing"
        case .invalid: "invalid"
        case .conflict(let problem): problem.code.rawValue
        case .tooOften: "too-often"
        }
    }
}
