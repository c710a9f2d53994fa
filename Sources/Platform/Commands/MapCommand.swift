import Access
import Actions
import ArgumentParser
import Basics
import Dashboards
import Logging

/// `youshu map import`.
struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map", abstract: "Outlines of regions for maps. 区划地图。", subcommands: [MapImportCommand.self])
}

struct MapImportCommand: ConsoleCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Takes over a map of regions in GeoJSON. 导入区划地图。",
        discussion: """
            A FeatureCollection of Polygon and MultiPolygon features in longitude and latitude, each with its region's code in the property region, \
            adcode, code or 区划代码 (2 to 12 digits). Every feature is drawn, unchanged or told with the reason why it was not taken. The same \
            as the page /map, for whoever sits before the machine; the server must not be running on a SQLite database meanwhile.

            EXAMPLE
              youshu map import 县界.geojson --data /srv/youshu --region 520000
            """)

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String
    @Option(help: ArgumentHelp("Code of the region that the map is of, 2 to 12 digits; features elsewhere are not taken.", valueName: "code"))
    var region: String
    @Option(help: ArgumentHelp("The property that holds the code.", valueName: "name"))
    var property: String?
    @OptionGroup var installation: InstallationOptions
    @Flag(help: "Answer as JSON.")
    var json = false

    mutating func run(on console: Console) async throws -> ExitStatus {
        let code = try RegionCode(region)
        let opened = try await Installation.open(installation.places(), migrating: true, log: Logger(label: "youshu"))
        let told: MapHandOver.Told
        do {
            told = try await MapHandOver(desk: opened.desk).load(
                file, codeName: property, as: .console(of: code, may: [.mapChange]), request: ActionRequest(id: "map-import"))
        } catch {
            try? await opened.close()
            throw error
        }
        try await opened.close()
        console.write(json ? JSONText.of(told.outcome) : text(told))
        return told.outcome.rejected == 0 ? .fine : .found
    }

    private func text(_ told: MapHandOver.Told) -> String {
        let outcome = told.outcome
        let head = "\(outcome.features) features: \(outcome.drawn) drawn, \(outcome.unchanged) unchanged, \(outcome.rejected) rejected\n"
        return head + told.rejects.map { "feature \($0.feature) \($0.code): \($0.reason) \($0.detail)\n" }.joined()
    }
}
