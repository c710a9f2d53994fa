import Basics
import Register
import Tabular
import Web

/// What the room serves.
struct FigureRoutes: Sendable {
    let office: FigureOffice

    var all: [Route] { [figures, tables, table, workbook, closeYear] }

    private var figures: Route {
        .page(
            "/figures", FiguresPage.self, needs: .figureRead, summary: "route.figures",
            inputs: ListMoment.inputs + [
                RouteInput("against", summary: "input.against", schema: .text(format: "date")),
                RouteInput("against_snapshot", summary: "input.against-snapshot"),
                RouteInput("other", summary: "input.other", schema: .text(pattern: "^[1-9][0-9]{11}$")),
                RouteInput("unit", summary: "input.unit", schema: .text(choices: Figure.Unit.allCases.map(\.rawValue))),
            ]
        ) { visit in try await FiguresPage.read(visit, office) }
    }

    private var tables: Route {
        .page("/tables", TablesPage.self, needs: .figureRead, summary: "route.tables", inputs: ListMoment.inputs) { visit in
            try await TablesPage.read(visit, office, nil)
        }
    }

    private static let below = RouteInput("below", summary: "input.below", schema: .text(choices: Below.allCases.map(\.rawValue)))

    private var table: Route {
        .page(
            "/tables/{table}", TablePage.self, needs: .figureRead, summary: "route.table", inputs: ListMoment.inputs + [Self.below]
        ) { visit in try await TablePage.read(visit, office) }
    }

    private var workbook: Route {
        .file(
            "/tables/{table}/workbook", needs: .figureRead, summary: "route.table-workbook", inputs: ListMoment.inputs + [Self.below]
        ) { visit in try await TableWorkbook(visit, office).file }
    }

    private var closeYear: Route {
        .act(
            "/tables/years", TakeSnapshot.self, summary: "route.close-year",
            redo: { visit, form in try await TablesPage.read(visit, office, form) },
            then: { _, _ in .seeOther("/tables").noting("tables.year.closed") })
    }
}
