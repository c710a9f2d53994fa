import Actions
import Foundation
import Storage
import Web

/// The door of the room: who may come in, and who decides it.
package enum AccessFeature {
    /// `office` holds the audit log for those who read it; without it the log has no pages.
    package static func feature(gate: Gate, office: AuditOffice? = nil) -> Feature {
        Feature(
            name: "Access", migrations: Migration.access, tables: AuditedTable.access, permissions: Permission.access,
            routes: SignInRoutes(gate: gate).routes + OwnAccountRoutes(gate: gate).routes + AccountRoutes(gate: gate).routes
                + (office.map { AuditRoutes(office: $0).routes } ?? []),
            navigation: [
                NavigationItem(.house, text: "nav.accounts", path: "/accounts", icon: "user", needs: .accountRead) { reading in
                    reading.actor.may(.accountGrant) ? try AccountRequests.open(in: reading) : 0
                }
            ] + (office == nil ? [] : [NavigationItem(.house, text: "nav.audit", path: "/audit/entries", icon: "shield", needs: .auditRead)]), workbench: [requestsThatWait], bundle: Bundle.module)
    }

    /// The security administrator's work of today.
    private static func requestsThatWait(_ reading: Reading, _ language: Language) throws -> [WorkItem] {
        guard reading.actor.may(.accountGrant) else { return [] }
        let open = try AccountRequests.open(in: reading)
        return [
            WorkItem(
                .today, count: open, unit: language == .zh ? "份" : "", text: language == .zh ? "账号申请待批" : "Requests for accounts wait",
                link: "/accounts/requests", verb: language == .zh ? "审批" : "Decide")
        ]
    }
}
