import Actions
import Foundation
import Policies
import Register
import Web

/// The door of the room: figures, statistics tables, comparisons.
package enum FiguresFeature {
    package static func feature(_ office: FigureOffice) -> Feature {
        Feature(
            name: "Figures", routes: FigureRoutes(office: office).all,
            navigation: [
                NavigationItem(.boards, text: "nav.tables", path: "/tables", icon: "table", needs: .figureRead),
                NavigationItem(.boards, text: "nav.figures", path: "/figures", icon: "rule", needs: .figureRead),
            ], bundle: .module)
    }
}

extension FigureBook {
    /// Income groups are drawn by the monitoring line of the reader's region.
    package convenience init(law parts: PoliciesParts) {
        self.init(line: { day, reading in try parts.amount("monitoring_line", of: reading.scope.region, on: day, in: reading) })
    }
}
