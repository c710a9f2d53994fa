import Actions
import Basics
import Storage

/// Sees which households of the register were changed and which deliveries were taken into use, and has the rules asked again of what they touch, on
/// behalf of whoever asked for the last run of the widest region around: what a run found is kept true between runs. Where nothing was ever compared,
/// nothing is asked.
package struct ChangeWatch: Sendable {
    private let desk: Desk
    /// Does the jobs it asks for at once, so that they wait for no long one before them.
    private let worker: JobWorker?
    /// Of one look.
    private static let most = 200

    package init(desk: Desk, worker: JobWorker? = nil) { (self.desk, self.worker) = (desk, worker) }

    /// The last that was looked at: a change of the register, and a step of a delivery.
    struct Seen: Sendable, Hashable {
        var change: Int64
        var step: Int64
    }

    /// Looks until the task is cancelled. `fault` is told what went wrong; the next look begins where the last ended.
    package func serve(pause: Duration = .milliseconds(200), _ fault: @escaping @Sendable (any Error) -> Void) async {
        var last: Seen?
        while !Task.isCancelled {
            do {
                let begin = if let last { last } else { try await beginning() }
                let next = try await look(after: begin)
                last = next
                if next != begin {
                    while try await worker?.workOnce() == true {}
                    continue
                }
            } catch {
                fault(error)
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// The last that the last run has seen: what came after it, while this program was away too, is asked for once (`once`).
    func beginning() async throws -> Seen {
        try await desk.database.read { reader in
            let last =
                try reader.row("SELECT MAX(r.started_ms) AS ms FROM comparison_runs r WHERE r.state = 'done'")?.optionalInteger("ms") ?? Int64.max
            return Seen(
                change: try reader.count("SELECT COALESCE(MAX(c.id), 0) AS n FROM register_changes c WHERE c.recorded_ms < \(last)"),
                step: try reader.count("SELECT COALESCE(MAX(s.id), 0) AS n FROM delivery_steps s WHERE s.at_ms < \(last)"))
        }
    }

    /// Asks for what came after the last seen; gives the last now.
    func look(after seen: Seen) async throws -> Seen {
        let (changes, deliveries) = try await desk.database.read { reader in
            (try Self.changes(after: seen.change, in: reader), try Self.deliveries(after: seen.step, in: reader))
        }
        guard !changes.isEmpty || !deliveries.isEmpty else { return seen }
        let next = Seen(change: changes.last?.id ?? seen.change, step: deliveries.last?.id ?? seen.step)
        let now = desk.now
        try await desk.database.write { transaction in
            var jobs: [Int64: Asked] = [:]
            for change in changes {
                guard let household = change.household, let region = change.region else { continue }
                for run in try Self.lastRuns(around: region, in: transaction).prefix(1) {
                    jobs[run.region, default: Asked(run)].add(household, recorded: change.recorded)
                }
            }
            for delivery in deliveries {
                for run in try Self.lastRuns(around: delivery.region, in: transaction) {
                    jobs[run.region, default: Asked(run)].deliveries.insert(delivery.delivery)
                }
            }
            for (region, asked) in jobs.sorted(by: { $0.key < $1.key }) {
                try JobQueue.enqueue(
                    asked.job(region), for: asked.account, once: "comparison-again-\(region)-\(next.change)-\(next.step)", due: now, made: now,
                    in: transaction)
            }
        }
        return next
    }

    private struct Run {
        var account: Int64
        var region: Int64
    }

    /// What is asked of one region.
    private struct Asked {
        var account: Int64
        var households: Set<Int64> = []
        var first: Int64?
        var deliveries: Set<Int64> = []

        init(_ run: Run) { account = run.account }

        mutating func add(_ household: Int64, recorded: Int64) {
            households.insert(household)
            first = min(first ?? recorded, recorded)
        }

        func job(_ region: Int64) -> ReevaluationJob {
            ReevaluationJob(region: region, households: households.sorted(), before: first.map { $0 - 1 }, deliveries: deliveries.sorted())
        }
    }

    private struct Change: Sendable {
        var id: Int64
        var household: Int64?
        var region: RegionCode?
        var recorded: Int64
    }

    /// What was imported from files is compared by a run. A household that is no more stands where it stood last.
    private static func changes(after last: Int64, in reader: Reader) throws -> [Change] {
        try reader.rows(
            """
            SELECT c.id, c.household, c.recorded_ms, CASE WHEN c.kind = 'imported' THEN NULL ELSE (
                SELECT v.region FROM household_versions v WHERE v.household = c.household AND v.known_until_ms IS NULL
                ORDER BY v.valid_from DESC LIMIT 1) END AS region
            FROM register_changes c WHERE c.id > \(last) ORDER BY c.id LIMIT \(most)
            """
        ).map {
            Change(
                id: try $0.integer("id"), household: try $0.optionalInteger("household"), region: try $0.optionalRegion("region"),
                recorded: try $0.integer("recorded_ms"))
        }
    }

    private struct Accepted: Sendable {
        var id: Int64
        var delivery: Int64
        var region: RegionCode
    }

    private static func deliveries(after last: Int64, in reader: Reader) throws -> [Accepted] {
        try reader.rows(
            """
            SELECT s.id, s.delivery_id, d.region FROM delivery_steps s JOIN deliveries d ON d.id = s.delivery_id
            WHERE s.id > \(last) AND s.step = 'accepted' ORDER BY s.id LIMIT \(most)
            """
        ).map { Accepted(id: try $0.integer("id"), delivery: try $0.integer("delivery_id"), region: try $0.region("region")) }
    }

    /// The widest region around a place that was compared; where there is none, those within it.
    private static func lastRuns(around place: RegionCode, in reader: Transaction) throws -> [Run] {
        let above = RegionCode.Level.allCases.compactMap { place.ancestor(at: $0)?.number }
        func found(_ condition: SQL) throws -> [Run] {
            try reader.rows(
                """
                SELECT r.region, r.asked_by FROM comparison_runs r WHERE r.id IN (
                    SELECT MAX(l.id) FROM comparison_runs l WHERE l.state = 'done' AND \(sql: condition) GROUP BY l.region) ORDER BY r.region
                """
            ).map { Run(account: try $0.integer("asked_by"), region: try $0.integer("region")) }
        }
        let around = try found("l.region IN \(list: above)").prefix(1)
        guard around.isEmpty else { return Array(around) }
        return try found("l.region >= \(place.codes.lowerBound) AND l.region <= \(place.codes.upperBound)")
    }
}
