import Storage

extension Database {
    /// A table for one test, in the words of a migration.
    package func makeTable(_ text: StaticString) async throws {
        try await Migrator([Migration(id: "20260101-01-test", room: "Test", text)]).migrate(self)
    }
}
