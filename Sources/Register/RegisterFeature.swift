import Actions
import Foundation
import Storage
import Web

/// The register's door: what it gives the house.
package enum RegisterFeature {
    package static let feature = Feature(
        name: "Register", migrations: Migration.register, tables: AuditedTable.register, permissions: Permission.register,
        routes: Route.household + Route.changes,
        navigation: [
            NavigationItem(.subjects, text: "register.nav", path: "/households", icon: "people", needs: .householdRead)
        ],
        resources: Bundle.module.resourcePath)
}
