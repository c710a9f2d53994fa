import Actions
import Foundation
import Storage
import Web

/// The register's door: what it gives the house.
package enum RegisterFeature {
    /// `elsewhere` asks the rooms above what departments know of a household; without them nobody is asked.
    package static func feature(elsewhere: AskElsewhere? = nil) -> Feature {
        Feature(
            name: "Register", migrations: Migration.register, tables: AuditedTable.register, permissions: Permission.register,
            routes: Route.lists + Route.household(elsewhere) + Route.changes, navigation: navigation,
            search: SearchBox(path: "/people/search", hint: "register.search", needs: .householdRead), resources: Bundle.module.resourcePath)
    }

    private static let navigation = [
        NavigationItem(.subjects, text: "register.nav", path: "/households", icon: "people", needs: .householdRead),
        NavigationItem(
            .subjects, text: "register.nav.monitored", path: "/monitored", icon: "eye", needs: .householdRead,
            count: { reading in
                try reading.count(
                    """
                    SELECT COUNT(*) FROM household_versions v WHERE v.valid_until IS NULL AND v.known_until_ms IS NULL
                    AND v.monitored_category IS NOT NULL AND (v.risk_removed IS NULL OR v.risk_removed = 0)
                    AND \(within: reading.scope, "v.region")
                    """)
            }),
    ]
}
