import Foundation
import Logging
import Storage

/// Takes jobs from the queue and runs them, one after another, until told to stop. Several may run beside each other, in several processes too.
package final class JobWorker: Sendable {
    /// Turns a stored job back into its type and runs it.
    package struct Kind: Sendable {
        let name: String
        let attempts: Int
        let lease: Int64
        let run: @Sendable (String, Work) async throws -> Void

        package init<J: Job>(_ type: J.Type) { self.init(type) { try await $0.run(in: $1) } }

        /// For work that needs more than the desk: `body` holds on to it.
        package init<J: JobContent>(_ type: J.Type, body: @escaping @Sendable (J, Work) async throws -> Void) {
            name = J.kind
            attempts = J.attempts
            lease = Int64(J.lease)
            run = { content, work in try await body(JSON.decoder.decode(J.self, from: Data(content.utf8)), work) }
        }
    }

    private let desk: Desk
    private let kinds: [String: Kind]
    private let actor: @Sendable (Int64) async throws -> Actor?
    private let log: Logger

    /// `actor` gives an account's actor as of now; nil when the account has ended, which sets its jobs aside.
    package init(desk: Desk, kinds: [Kind], log: Logger, actor: @escaping @Sendable (Int64) async throws -> Actor?) {
        self.desk = desk
        self.kinds = Dictionary(kinds.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        self.actor = actor
        self.log = log
    }

    /// Works until the task is cancelled, looking for new work every `pause` when there was none.
    package func work(pause: Duration = .milliseconds(250)) async {
        while !Task.isCancelled {
            do {
                if try await workOnce() { continue }
            } catch {
                log.error("a job could not be taken", metadata: ["fault": "\(error)"])
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// Takes and runs one job; false when none was due.
    @discardableResult
    package func workOnce() async throws -> Bool {
        let names = kinds.keys.sorted()
        guard !names.isEmpty else { return false }
        let now = desk.now
        let claim = try await desk.database.write { transaction in
            try JobQueue.claim(kinds: names, now: now, leaseSeconds: 60, in: transaction)
        }
        guard let claim, let kind = kinds[claim.kind] else { return false }
        await run(claim, kind)
        return true
    }

    private func run(_ claim: JobQueue.Claim, _ kind: Kind) async {
        do {
            guard let actor = try await actor(claim.account) else { throw Hopeless("the account that asked has ended") }
            let lease = Lease(database: desk.database, claim: claim, seconds: kind.lease, clock: { [desk] in desk.now })
            try await lease.report(0, of: nil)
            try await kind.run(claim.content, Work(desk: desk, actor: actor, job: claim.id, attempt: claim.attempt, lease: lease))
            let now = desk.now
            try await desk.database.write { try JobQueue.finish(claim, now: now, in: $0) }
        } catch is Lease.Lost {
            log.warning("a job went to another worker", metadata: ["job": "\(claim.id)", "kind": "\(claim.kind)"])
        } catch {
            await setBack(claim, kind, error)
        }
    }

    private func setBack(_ claim: JobQueue.Claim, _ kind: Kind, _ error: any Error) async {
        let limit = error is Hopeless ? 0 : kind.attempts
        let fault = (error as? Hopeless)?.reason ?? String(describing: error)
        let now = desk.now
        // When even that cannot be written, the lease runs out and the job is taken again.
        let again = try? await desk.database.write { try JobQueue.fail(claim, fault: fault, limit: limit, now: now, in: $0) }
        log.error(
            "a job failed", metadata: ["job": "\(claim.id)", "kind": "\(claim.kind)", "again": "\(again ?? true)", "fault": "\(fault)"])
    }
}
