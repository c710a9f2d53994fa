import Access
import Actions
import Datasets
import Logging
import Storage
import Web

/// The rooms of the house, from the ground up. A new room is one line here.
struct Rooms: Sendable {
    let features: [Feature]
    let gate: Gate

    init(desk: Desk, blobs: BlobStore, places: InstallationPlaces, schemas: [SourceSchema], log: Logger) throws {
        var access = AccessSettings()
        access.departments = Set(schemas.map(\.department))
        gate = Gate(desk: desk, settings: access)
        features = [AccessFeature.feature(gate: gate)]
    }

    var doorkeeper: SessionDoorkeeper { SessionDoorkeeper(database: gate.desk.database, settings: gate.settings) }

    /// An account's actor as of now, for the jobs it asked for; nil when it has ended.
    func actor(of account: Int64) async throws -> Actor? {
        let today = gate.desk.now.chinaDate
        let found = try await gate.desk.database.read { try Account.find(account, in: $0) }
        return found.flatMap { $0.isOpen(on: today) ? $0.actor : nil }
    }

    var regionNaming: RegionNaming? { nil }
    var services: [@Sendable () async -> Void] { [] }

    /// Of all rooms, for one database. They are applied in the order of their ids, whichever room they belong to.
    var migrations: [Migration] { Migration.actions + Site.migrations + features.flatMap(\.migrations) }
}
