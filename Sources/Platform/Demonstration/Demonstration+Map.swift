import Actions
import Dashboards
import Foundation

extension Demonstration {
    /// Loads the province's outlines through the import that an office uses. A province that was made by an earlier version has none.
    func loadMap(_ console: Actor) async throws {
        let path = "\(province)/map.geojson"
        guard FileManager.default.fileExists(atPath: path) else { return }
        _ = try await MapHandOver(desk: desk).load(path, as: console, request: .init(id: "demo-map"))
    }
}
