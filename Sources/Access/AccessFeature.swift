import Actions
import Foundation
import Storage
import Web

/// The door of the room: who may come in, and who decides it.
package enum AccessFeature {
    package static func feature(gate: Gate) -> Feature {
        Feature(
            name: "Access", migrations: Migration.access, tables: AuditedTable.access, permissions: Permission.access,
            routes: SignInRoutes(gate: gate).routes + OwnAccountRoutes(gate: gate).routes, bundle: Bundle.module)
    }
}
