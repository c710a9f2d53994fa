import Actions
import Basics
import Storage

/// Sees which households of the register were changed and has the rules asked again of them, on behalf of whoever asked for the last run of their
/// region: what a run found is kept true between runs. Where nothing was ever compared, nothing is asked.
package struct ChangeWatch: Sendable {
    private let desk: Desk
    /// Of one look.
    private static let most = 200

    package init(desk: Desk) { self.desk = desk }

    /// Looks until the task is cancelled. `fault` is told what went wrong; the next look begins where the last ended.
    package func serve(pause: Duration = .milliseconds(300), _ fault: @escaping @Sendable (any Error) -> Void) async {
        var last: Int64?
        while !Task.isCancelled {
            do {
                let begin = if let last { last } else { try await beginning() }
                let next = try await look(after: begin)
                last = next
                if next - begin >= Self.most { continue }
            } catch {
                fault(error)
            }
            try? await Task.sleep(for: pause)
        }
    }

    /// The last change that the last run has seen: what came after it, while this program was away too, is asked for once (`once`).
    func beginning() async throws -> Int64 {
        try await desk.database.read { reader in
            try reader.count(
                """
                SELECT COALESCE(MAX(c.id), 0) AS n FROM register_changes c
                WHERE c.recorded_ms < COALESCE((SELECT MAX(r.started_ms) FROM comparison_runs r WHERE r.state = 'done'), \(Int64.max))
                """)
        }
    }

    /// Asks for what changed after a change; gives the last change looked at.
    func look(after last: Int64) async throws -> Int64 {
        let changes = try await desk.database.read { try Self.changes(after: last, in: $0) }
        guard let newest = changes.last else { return last }
        let now = desk.now
        try await desk.database.write { transaction in
            var runs: [Int64: (account: Int64, region: Int64)?] = [:]
            var groups: [Int64: (account: Int64, households: [Int64])] = [:]
            for change in changes {
                guard let household = change.household, let region = change.region else { continue }
                let run = try runs[region.number] ?? Self.lastRun(over: region, in: transaction)
                runs[region.number] = .some(run)
                guard let run else { continue }
                groups[run.region, default: (run.account, [])].households.append(household)
            }
            for (region, group) in groups.sorted(by: { $0.key < $1.key }) {
                try JobQueue.enqueue(
                    ReevaluationJob(region: region, households: Array(Set(group.households)).sorted()), for: group.account,
                    once: "comparison-again-\(region)-\(newest.id)", due: now, made: now, in: transaction)
            }
        }
        return newest.id
    }

    private struct Change: Sendable {
        var id: Int64
        var household: Int64?
        var region: RegionCode?
    }

    /// What was imported from files is compared by a run.
    private static func changes(after last: Int64, in reader: Reader) throws -> [Change] {
        try reader.rows(
            """
            SELECT c.id, CASE WHEN c.kind = 'imported' THEN NULL ELSE v.household END AS household, v.region
            FROM register_changes c
            LEFT JOIN household_versions v ON v.household = c.household AND v.valid_until IS NULL AND v.known_until_ms IS NULL
            WHERE c.id > \(last) ORDER BY c.id LIMIT \(most)
            """
        ).map { Change(id: try $0.integer("id"), household: try $0.optionalInteger("household"), region: try $0.optionalRegion("region")) }
    }

    private static func lastRun(over village: RegionCode, in reader: Transaction) throws -> (account: Int64, region: Int64)? {
        let above = RegionCode.Level.allCases.compactMap { village.ancestor(at: $0)?.number }
        return try reader.rows(
            """
            SELECT r.asked_by, r.region FROM comparison_runs r WHERE r.state = 'done' AND r.region IN \(list: above) ORDER BY r.id DESC LIMIT 1
            """
        ).first.map { (try $0.integer("asked_by"), try $0.integer("region")) }
    }
}
