import Actions
import Figures
import Imports
import Register
import Storage
import Web

/// What the room needs of others, and what it keeps.
package struct DashboardsParts: Sendable {
    let figures: FigureOffice
    let imports: ImportsParts
    let cabinet = MapCabinet()

    package init(figures: FigureOffice, imports: ImportsParts) { (self.figures, self.imports) = (figures, imports) }
}

/// The door of the room: the picture of a region, the leaders' screen, the maps.
package enum DashboardsFeature {
    package static func feature(_ parts: DashboardsParts) -> Feature {
        Feature(
            name: "Dashboards", migrations: Migration.dashboards, tables: AuditedTable.dashboards, permissions: [.mapChange],
            routes: PictureRoutes(parts: parts).all + MapRoutes().all + ScreenRoutes(parts: parts).all,
            navigation: [
                NavigationItem(.boards, text: "nav.picture", path: "/picture", icon: "map", needs: .figureRead),
                NavigationItem(.boards, text: "nav.screen", path: "/screen", icon: "eye", needs: .figureRead),
                NavigationItem(.house, text: "nav.map", path: "/map", icon: "map", needs: .mapChange),
            ],
            beginnings: [
                Beginning(80, text: "start.map", path: "/map", needs: .mapChange) { reading in
                    try reading.count(
                        """
                        SELECT COUNT(*) FROM (SELECT m.id FROM map_shapes m WHERE \(within: reading.scope, "m.id") LIMIT \(Beginning.most + 1)) t
                        """)
                }
            ], bundle: .module)
    }
}
