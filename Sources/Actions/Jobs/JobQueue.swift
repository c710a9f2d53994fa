import Foundation
import Storage

/// The waiting jobs: a table, so that asking for work commits with the write that needs it.
package enum JobQueue {
    package static func enqueue(
        _ job: some JobContent, for account: Int64, once: String?, due: Moment, made: Moment, in transaction: Transaction
    ) throws {
        let id = try Counter.take(1, of: "jobs", in: transaction).lowerBound
        let content = String(decoding: try JSON.sorted.encode(job), as: UTF8.self)
        try transaction.execute(
            """
            INSERT INTO jobs (id, kind, content, account, once, state, due_ms, made_ms)
            VALUES (\(id), \(type(of: job).kind), \(content), \(account), \(once), 'waiting', \(due.milliseconds), \(made.milliseconds))
            ON CONFLICT (once) DO NOTHING
            """)
    }

    /// A job taken by a worker.
    struct Claim: Sendable {
        let id: Int64
        let kind: String
        let content: String
        let account: Int64
        /// This one among the attempts since the job last came further than ever before.
        let attempt: Int
        let fence: Int64
    }

    /// Takes the job that has been due longest, or one whose worker has fallen silent. The fence rises with each taking, so that a worker
    /// that comes back late can no longer write.
    static func claim(kinds: [String], now: Moment, leaseSeconds: Int64, in transaction: Transaction) throws -> Claim? {
        let row = try transaction.row(
            """
            UPDATE jobs SET state = 'running', attempts = attempts + 1, fence = fence + 1, lease_until_ms = \(now.adding(seconds: leaseSeconds).milliseconds)
            WHERE id = (
                SELECT id FROM jobs
                WHERE kind IN \(list: kinds)
                  AND ((state = 'waiting' AND due_ms <= \(now.milliseconds)) OR (state = 'running' AND lease_until_ms < \(now.milliseconds)))
                ORDER BY due_ms, id LIMIT 1 \(sql: transaction.dialect.forUpdateSkipLocked))
            RETURNING id, kind, content, account, attempts, fence
            """)
        guard let row else { return nil }
        return try Claim(
            id: row.integer("id"), kind: row.text("kind"), content: row.text("content"), account: row.integer("account"),
            attempt: Int(row.integer("attempts")), fence: row.integer("fence"))
    }

    static func finish(_ claim: Claim, now: Moment, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE jobs SET state = 'done', ended_ms = \(now.milliseconds), fault = NULL WHERE id = \(claim.id) AND fence = \(claim.fence)")
    }

    /// Puts a failed job back for later, or aside when it has been tried `limit` times without coming further; true when it is tried again.
    static func fail(_ claim: Claim, fault: String, limit: Int, now: Moment, in transaction: Transaction) throws -> Bool {
        let row = try transaction.row("SELECT attempts FROM jobs WHERE id = \(claim.id) AND fence = \(claim.fence)")
        guard let attempts = try row?.integer("attempts") else { return false }
        let again = attempts < limit
        let delay = min(Int64(1) << min(attempts, 10), 600)
        try transaction.execute(
            """
            UPDATE jobs SET state = \(again ? "waiting" : "failed"), fault = \(fault), due_ms = \(now.adding(seconds: delay).milliseconds),
                ended_ms = \(again ? nil : now.milliseconds)
            WHERE id = \(claim.id) AND fence = \(claim.fence)
            """)
        return again
    }

    /// Gives back what ran when the process ended, so that a start goes on at once. An SQLite file belongs to one process, which has just begun:
    /// whoever held a job is gone. On PostgreSQL another server may be at work, and the lease decides.
    package static func takeBack(from database: Database) async throws {
        guard database.dialect.kind == .sqlite else { return }
        try await database.write { transaction in
            try transaction.execute("UPDATE jobs SET state = 'waiting', lease_until_ms = NULL WHERE state = 'running'")
        }
    }

    package static func waiting(in reader: Reader) throws -> Int64 {
        try reader.count("SELECT COUNT(*) FROM jobs WHERE state IN ('waiting', 'running')")
    }
}

/// A worker's hold on a job.
struct Lease: Sendable {
    let database: Database
    let claim: JobQueue.Claim
    let seconds: Int64
    let clock: @Sendable () -> Moment

    /// Thrown when the job went to another worker.
    struct Lost: Error {}

    /// Coming further than any attempt before begins the count of attempts anew: a long job may be killed as often as it gets on meanwhile, and one
    /// that ends at the same place again and again is set aside.
    func report(_ done: Int64, of all: Int64?) async throws {
        let until = clock().adding(seconds: seconds)
        let held = try await database.write { transaction in
            try transaction.execute(
                """
                UPDATE jobs SET done_units = \(done), all_units = \(all), lease_until_ms = \(until.milliseconds),
                    attempts = CASE WHEN reached_units < \(done) THEN 0 ELSE attempts END,
                    reached_units = CASE WHEN reached_units < \(done) THEN \(done) ELSE reached_units END
                WHERE id = \(claim.id) AND fence = \(claim.fence) AND state = 'running'
                """)
        }
        guard held == 1 else { throw Lost() }
    }
}
