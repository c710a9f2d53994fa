import Actions
import Basics
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
    /// Income groups are drawn by the province's monitoring line, whoever asks: the counts are everybody's.
    package convenience init(law parts: PoliciesParts) {
        self.init(line: { day, reading in
            let region = reading.scope.region
            return try parts.amount("monitoring_line", of: region.ancestor(at: .province) ?? region, on: day, in: reading)
        })
    }
}
