import Actions
import Basics
import Policies
import PolicyLanguage

extension Demonstration {
    /// Installs the packs that come with the program, says under which real area's law each county of the made-up province works, and runs the
    /// comparison over the whole province.
    func compare(_ console: Actor, on day: CalendarDate) async throws {
        let desk = installation.desk
        let request = ActionRequest(id: "demo-comparison")
        _ = try await desk.perform(InstallPacks(packs: try PackTexts.shipped(in: installation.places.packs)), as: console, request: request)
        let standsFor = try ProvinceFile.read(beside: "\(province)/received").standsFor
        for (county, area) in standsFor.sorted(by: { $0.key < $1.key }) {
            guard let region = try? RegionCode(county) else { continue }
            _ = try await desk.perform(FollowLaw(region: region.number, area: area), as: console, request: request)
        }
        _ = try await desk.perform(StartRun(asOf: day), as: console, request: request)
        try await work(console)
    }
}
