import Actions
import Basics
import Foundation
import Storage
import Web

/// The door of the room: the law in force, and comparison runs over the database.
package enum PoliciesFeature {
    /// What asks the rules again after changes, for a worker that does nothing else (`ChangeWatch`).
    package static func askingAgain(_ parts: PoliciesParts, takers: [TakeUp]) -> JobWorker.Kind {
        JobWorker.Kind(ReevaluationJob.self) { try await ReevaluationBody(parts: parts, takers: takers).run($0, in: $1) }
    }

    /// `takers` are handed every outcome, in this order.
    package static func feature(_ parts: PoliciesParts, takers: [TakeUp] = []) -> Feature {
        Feature(
            name: "Policies", migrations: Migration.policies, tables: AuditedTable.policies, permissions: Permission.policies,
            routes: RunRoutes(parts: parts).all + PolicyRoutes(parts: parts).all,
            jobs: [
                JobWorker.Kind(ComparisonRunJob.self) { try await ComparisonRunBody(parts: parts, takers: takers).run($0, in: $1) },
                askingAgain(parts, takers: takers), JobWorker.Kind(ScheduledRunJob.self) { try await ScheduledRunBody().run($0, in: $1) },
            ],
            navigation: [
                NavigationItem(.clues, text: "nav.runs", path: "/runs", icon: "flow", needs: .policyRead),
                NavigationItem(
                    .clues, text: "nav.rules", path: "/rules", icon: "rule", needs: .policyRead,
                    count: { reading in
                        try reading.count(
                            "SELECT COUNT(*) FROM policy_proposals p WHERE p.state = 'open' AND \(within: reading.scope, "p.region")")
                    }),
            ],
            workbench: [{ try ProposalWork.items(in: $0, $1) }], beginnings: beginnings, bundle: .module)
    }

    /// Law and a first run. What was installed or run for all of the province holds for a county in it.
    private static var beginnings: [Beginning] {
        [
            Beginning(50, text: "start.rules", path: "/rules", needs: .policyRead) { reading in
                try reading.count(
                    """
                    SELECT COUNT(*) FROM policy_packs p
                    WHERE \(within: reading.scope, "p.region") OR p.region IN \(list: above(reading.scope.region))
                    """)
            },
            Beginning(60, text: "start.run", path: "/runs", needs: .policyRun) { reading in
                try reading.count(
                    """
                    SELECT COUNT(*) FROM comparison_runs r
                    WHERE r.state = 'done' AND (\(within: reading.scope, "r.region") OR r.region IN \(list: above(reading.scope.region)))
                    """)
            },
        ]
    }

    private static func above(_ region: RegionCode) -> [Int64] {
        RegionCode.Level.allCases.filter { $0 <= region.level }.compactMap { region.ancestor(at: $0)?.number }
    }
}

/// Proposals that wait for the reader's decision.
enum ProposalWork {
    static func items(in reading: Reading, _ language: Language) throws -> [WorkItem] {
        guard reading.actor.may(.policyApprove) else { return [] }
        let waiting = try reading.count(
            """
            SELECT COUNT(*) FROM policy_proposals p
            WHERE p.state = 'open' AND p.proposed_by <> \(reading.actor.account) AND \(within: reading.scope, "p.region")
            """)
        let isChinese = language == .zh
        return [
            WorkItem(
                .week, count: waiting, unit: isChinese ? "条" : "", text: isChinese ? "改规则参数的提议，等你批准或退回" : "Proposed changes of rules, to be decided",
                link: "/proposals", verb: isChinese ? "去看" : "Look")
        ]
    }
}
