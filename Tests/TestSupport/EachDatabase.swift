import Storage

/// Runs a test on both databases, each time in a new, empty one.
package func eachDatabase(
    options: DatabaseOptions = DatabaseOptions(), _ body: @Sendable (Database) async throws -> Void
) async throws {
    let folder = try TemporaryFolder()
    try await withDatabase(.sqlite(path: folder.file("test.sqlite")), options: options, body)
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
