import Actions
import Foundation
import Storage
import Web

/// The door of the room: who may come in, and who decides it.
package enum AccessFeature {
    /// `office` holds the audit log for those who read it; without it the log has no pages. `lists` keeps lists of accounts as they were handed in
    /// and reads them; without it accounts are proposed one by one.
    package static func feature(gate: Gate, office: AuditOffice? = nil, lists: (blobs: BlobStore, reader: ListReader)? = nil) -> Feature {
        Feature(
            name: "Access", migrations: Migration.access, tables: AuditedTable.access, permissions: Permission.access,
            routes: SignInRoutes(gate: gate).routes + OwnAccountRoutes(gate: gate).routes + AccountRoutes(gate: gate).routes
                + (office.map { AuditRoutes(office: $0).routes } ?? [])
                + (lists.map { BatchRoutes(gate: gate, blobs: $0.blobs).routes } ?? []),
            jobs: jobs(gate, lists),
            navigation: [
                NavigationItem(.house, text: "nav.accounts", path: "/accounts", icon: "user", needs: .accountRead) { reading in
                    reading.actor.may(.accountGrant) ? try AccountRequests.open(in: reading) : 0
                }
            ] + (office == nil ? [] : [NavigationItem(.house, text: "nav.audit", path: "/audit/entries", icon: "shield", needs: .auditRead)]),
            workbench: [requestsThatWait],
            beginnings: [
                Beginning(20, text: "start.accounts", path: "/accounts", needs: .accountRead) { reading in
                    try reading.count(
                        """
                        SELECT COUNT(*) FROM (SELECT a.id FROM accounts a
                        WHERE a.state = 'active' AND a.role NOT IN ('system-admin', 'security-admin', 'audit-admin')
                            AND \(within: reading.scope, "a.region") LIMIT \(Beginning.most + 1)) t
                        """)
                }
            ], bundle: Bundle.module)
    }

    private static func jobs(_ gate: Gate, _ lists: (blobs: BlobStore, reader: ListReader)?) -> [JobWorker.Kind] {
        guard let lists else { return [] }
        let work = BatchWork(blobs: lists.blobs, reader: lists.reader, settings: gate.settings)
        return [
            JobWorker.Kind(ReadBatch.self) { try await work.read($0, $1) }, JobWorker.Kind(CreateBatch.self) { try await work.create($0, $1) },
            JobWorker.Kind(ForgetBatchSecrets.self),
        ]
    }

    /// The security administrator's work of today.
    private static func requestsThatWait(_ reading: Reading, _ language: Language) throws -> [WorkItem] {
        guard reading.actor.may(.accountGrant) else { return [] }
        let open = try AccountRequests.open(in: reading)
        let lists = try reading.count("SELECT COUNT(*) FROM account_batches b WHERE b.state = 'proposed' AND \(within: reading.scope, "b.region")")
        return [
            WorkItem(
                .today, count: open, unit: language == .zh ? "份" : "", text: language == .zh ? "账号申请待批" : "Requests for accounts wait",
                link: "/accounts/requests", verb: language == .zh ? "审批" : "Decide"),
            WorkItem(
                .today, count: lists, unit: language == .zh ? "份" : "", text: language == .zh ? "账号名单待批" : "Lists of accounts wait",
                link: "/accounts/batches", verb: language == .zh ? "审批" : "Decide"),
        ]
    }
}
