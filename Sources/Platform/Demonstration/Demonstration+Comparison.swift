import Actions
import Basics
import Policies
import PolicyLanguage
import Storage

extension Demonstration {
    /// Installs the packs that come with the program, and says under which real area's law each county of the made-up province works.
    func layDownLaw(_ console: Actor) async throws {
        let desk = installation.desk
        let request = ActionRequest(id: "demo-comparison")
        _ = try await desk.perform(InstallPacks(packs: try PackTexts.shipped(in: installation.places.packs)), as: console, request: request)
        let standsFor = try ProvinceFile.read(beside: "\(province)/received").standsFor
        for (county, area) in standsFor.sorted(by: { $0.key < $1.key }) {
            guard let region = try? RegionCode(county) else { continue }
            _ = try await desk.perform(FollowLaw(region: region.number, area: area), as: console, request: request)
        }
    }

    /// By an office of its own, on whose behalf the rules are asked again when somebody changes a household there or a delivery comes.
    func compare(by login: String, on day: CalendarDate, _ console: Actor) async throws {
        let account = try await installation.desk.database.read { try $0.row("SELECT a.id FROM accounts a WHERE a.login = \(login)") }
        guard let account = try account?.integer("id"), let office = try await rooms.actor(of: account) else { return }
        // A province may speak of a day that has not come yet where the demonstration begins.
        let asOf = min(day, desk.now.chinaDate)
        _ = try await desk.perform(StartRun(asOf: asOf), as: office, request: ActionRequest(id: "demo-comparison"))
        try await work(console)
    }
}
