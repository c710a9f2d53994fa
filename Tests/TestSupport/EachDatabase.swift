import Foundation
import Storage

/// Runs a test on both databases, each time in a new, empty one. Where PostgreSQL is not installed, on SQLite alone.
package func eachDatabase(
    options: DatabaseOptions = DatabaseOptions(), _ body: @Sendable (Database) async throws -> Void
) async throws {
    try await eachPlace { place in try await withDatabase(place, options: options, body) }
}

/// Runs a test on a place of each kind where no database was opened yet.
package func eachPlace(_ body: @Sendable (DatabasePlace) async throws -> Void) async throws {
    let folder = try TemporaryFolder()
    try await saying("SQLite") { try await body(.sqlite(path: folder.file("test.sqlite"))) }
    guard let server = try await PrivatePostgres.shared.value else { return }
    try await saying("PostgreSQL") { try await server.withEmptyDatabase(body) }
}

/// Opens a database for the time of a body and closes it whatever happens.
package func withDatabase<T>(
    _ place: DatabasePlace, options: DatabaseOptions = DatabaseOptions(), _ body: (Database) async throws -> T
) async throws -> T {
    let database = try await Database.open(place, options: options)
    do {
        let result = try await body(database)
        try await database.close()
        return result
    } catch {
        try? await database.close()
        throw error
    }
}

/// Tells which database a test failed on; the error itself is the test's.
private func saying(_ name: String, _ body: () async throws -> Void) async throws {
    do { try await body() } catch {
        FileHandle.standardError.write(Data("a test failed on \(name)\n".utf8))
        throw error
    }
}
