import Basics

/// Brings a database to the schema that the rooms' migrations describe, forward only, each step in a transaction of its own, so that a kill at
/// any point leaves whole steps and the next run goes on.
package struct Migrator: Sendable {
    let migrations: [Migration]

    package init(_ migrations: [Migration]) { self.migrations = migrations.sorted { $0.id < $1.id } }

    /// Applies what is missing; the ids applied. Refuses, before anything is changed, a list with one id twice, a released text that was
    /// edited, and a database that knows steps which this program does not.
    @discardableResult
    package func migrate(_ database: Database) async throws -> [String] {
        for (earlier, later) in zip(migrations, migrations.dropFirst()) where earlier.id == later.id {
            throw StorageProblem.refused("two migrations have the id \(earlier.id)")
        }
        try await makeJournal(database)
        let missing = try await check(database)
        for migration in missing { try await apply(migration, to: database) }
        return missing.map(\.id)
    }

    private func makeJournal(_ database: Database) async throws {
        let journal = Migration(
            id: "journal", room: "Storage",
            "CREATE TABLE IF NOT EXISTS migrations (id TEXT PRIMARY KEY, room TEXT NOT NULL, digest TEXT NOT NULL, applied_at {moment} NOT NULL) {strict}"
        )
        let statements = try journal.statements(for: database.dialect)
        try await database.engine.write(.standard) { session in
            try session.lock("migrations")
            for statement in statements { try session.executeScript(statement) }
        }
    }

    /// What the database lacks, after what it has was compared.
    private func check(_ database: Database) async throws -> [Migration] {
        let applied = try await database.read { reader in
            try reader.rows("SELECT id, digest FROM migrations ORDER BY id").map { try ($0.text("id"), $0.text("digest")) }
        }
        let known = Dictionary(uniqueKeysWithValues: migrations.map { ($0.id, $0) })
        for (id, digest) in applied {
            guard let migration = known[id] else {
                throw StorageProblem.refused("the database was migrated by \(id), which this program does not know: it is older than the database")
            }
            guard try migration.digest == digest else {
                throw StorageProblem.refused("the released migration \(id) was edited; put its text back and write a new one")
            }
        }
        let done = Set(applied.map { $0.0 })
        return migrations.filter { !done.contains($0.id) }
    }

    private func apply(_ migration: Migration, to database: Database) async throws {
        let statements = try migration.statements(for: database.dialect)
        let digest = try migration.digest
        try await database.engine.write(.standard) { session in
            try session.lock("migrations")
            // Another server may have been faster.
            guard try session.rows("SELECT id FROM migrations WHERE id = \(migration.id)").isEmpty else { return }
            for statement in statements { try session.executeScript(statement) }
            let now = try session.now()
            _ = try session.execute(
                "INSERT INTO migrations (id, room, digest, applied_at) VALUES (\(migration.id), \(migration.room), \(digest), \(now))")
        }
    }
}

extension Migration {
    /// SHA-256 of the text as written: the same on both databases.
    var digest: String {
        get throws { try SHA256Digest(of: Array(text.utf8)).hex }
    }
}
