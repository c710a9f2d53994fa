import Actions
import Foundation
import Storage
import TestSupport

/// Runs a test with a desk over an empty SQLite database and over an empty PostgreSQL database.
func eachDesk(
    clock: @escaping @Sendable () -> Moment = { .now }, _ body: @escaping @Sendable (Desk) async throws -> Void
) async throws {
    try await eachDatabase { database in
        try await Migrator(Ledger.migrations).migrate(database)
        let keys = FileManager.default.temporaryDirectory.appendingPathComponent("youshu-keys-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: keys) }
        try await body(Desk(database: database, vault: Vault(keys: KeyRing(folder: keys)), clock: clock))
    }
}
