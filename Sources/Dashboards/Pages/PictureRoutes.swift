import Basics
import Figures
import Register
import Web

/// The picture of a region. Its whole state stands in the address: region, figure, moment, order of the table.
struct PictureRoutes: Sendable {
    let parts: DashboardsParts

    var all: [Route] {
        [
            .page(
                "/picture", PicturePage.self, needs: .figureRead, summary: "route.picture",
                inputs: ListMoment.inputs + [
                    RouteInput("figure", summary: "input.figure", schema: .text(choices: PictureFigures.choices)),
                    RouteInput("sort", summary: "input.sort", schema: .text(choices: Ranking.Order.allCases.map(\.rawValue))),
                ]
            ) { visit in try await PictureReading(parts: parts, visit: visit).page() }
        ]
    }
}
