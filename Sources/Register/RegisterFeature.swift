import Actions
import Foundation
import Storage
import Web

/// The register's door: what it gives the house.
package enum RegisterFeature {
    /// `elsewhere` asks the rooms above what departments know of a household; without them nobody is asked. `colleagues` names who looked.
    /// `clues` tells what rules found about it.
    package static func feature(
        elsewhere: AskElsewhere? = nil, clues: AskClues? = nil, colleagues: @escaping NameColleagues = { _, _ in [:] }
    ) -> Feature {
        Feature(
            name: "Register", migrations: Migration.register, tables: AuditedTable.register, permissions: Permission.register,
            routes: Route.lists + Route.household(elsewhere, clues, colleagues) + Route.changes + Route.identityQuestions(colleagues),
            navigation: navigation,
            search: SearchBox(path: "/people/search", hint: "register.search", needs: .householdRead),
            workbench: [{ reading, language in try identityWork(in: reading, language) }],
            beginnings: [
                Beginning(30, text: "start.register", path: "/register-imports", needs: .registerImport) { reading in
                    try reading.count(
                        """
                        SELECT COUNT(*) FROM (SELECT v.household FROM household_versions v
                        WHERE v.valid_until IS NULL AND v.known_until_ms IS NULL AND \(within: reading.scope, "v.region") LIMIT \(Beginning.most + 1)) t
                        """)
                }
            ], resources: Bundle.module.resourcePath)
    }

    /// What of the same-number questions waits for the reader.
    private static func identityWork(in reading: Reading, _ language: Language) throws -> [WorkItem] {
        guard reading.actor.may(.identityDecide) else { return [] }
        let isChinese = language == .zh
        return [
            WorkItem(
                .today, count: try IdentityQuestion.open(in: reading), unit: isChinese ? "人" : "",
                text: isChinese ? "导入的证件号与名册的姓名或户不符，等你定" : "Imported ID numbers that the register has under another name or household",
                link: "/identity-questions", verb: isChinese ? "去定" : "Decide")
        ]
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
        NavigationItem(
            .data, text: "identity.nav", path: "/identity-questions", icon: "user", needs: .identityDecide,
            count: { try IdentityQuestion.open(in: $0) }),
    ]
}
