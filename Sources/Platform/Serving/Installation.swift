import Access
import Actions
import Datasets
import Declarations
import Logging
import Storage

/// An installation with everything open that its commands need: database, keys, received files, the desk.
///
/// One process opens it at a time (SQLite refuses a second by its lock file). Migrations are applied by `youshu migrate`, or at the start of
/// `youshu serve`; a database that is behind is refused by everything else.
struct Installation: Sendable {
    let places: InstallationPlaces
    let database: Database
    let vault: Vault
    let blobs: BlobStore
    let desk: Desk
    let schemas: [SourceSchema]
    let rooms: Rooms
    let log: Logger

    static func open(
        _ places: InstallationPlaces, migrating: Bool, access: AccessSettings = AccessSettings(), log: Logger,
        clock: @escaping @Sendable () -> Moment = { .now }
    ) async throws -> Installation {
        let vault = try Vault(keys: KeyRing(folder: places.keys))
        let blobs = try BlobStore(folder: places.blobs, vault: vault)
        let (schemas, found) = SchemaLoader(root: places.sources).load()
        let mistakes = found.filter { $0.severity == .error }
        guard mistakes.isEmpty else {
            throw CommandFailure(
                code: "mistakes-in-sources", message: mistakes.prefix(20).map(\.description).joined(separator: "\n        "),
                advice: "put the sources right first")
        }
        var options = DatabaseOptions()
        options.archive = places.backups.map { DatabaseOptions.Archive(folder: $0, vault: vault) }
        let database = try await Database.open(places.database, options: options)
        do {
            let desk = Desk(database: database, vault: vault, clock: clock)
            let rooms = try Rooms(desk: desk, blobs: blobs, places: places, schemas: schemas, access: access, log: log)
            let installation = Installation(
                places: places, database: database, vault: vault, blobs: blobs, desk: desk, schemas: schemas, rooms: rooms, log: log)
            if migrating { try await installation.migrate() }
            return installation
        } catch {
            try? await database.close()
            throw error
        }
    }

    /// Brings the tables up to date; the names of what was applied.
    @discardableResult
    func migrate() async throws -> [String] { try await Migrator(rooms.migrations).migrate(database) }

    /// Whether nothing has been done here yet: the log is empty.
    var isUntouched: Bool {
        get async throws { try await database.read { try TrailReader($0).size() } == 0 }
    }

    func close() async throws { try await database.close() }
}
