internal import GRDB
internal import GRDBSQLite

/// How SQLite is set up, and what must hold before it is trusted with a register.
enum SQLiteStart {
    static func configuration(_ options: DatabaseOptions) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = max(1, options.readers)
        configuration.persistentReadOnlyConnections = true
        configuration.foreignKeysEnabled = true
        configuration.busyMode = .timeout(10)
        configuration.prepareDatabase { database in
            // case_sensitive_like: as on PostgreSQL, and so that an index serves a prefix. cell_size_check: damage is found when it is read.
            for pragma in [
                "trusted_schema = OFF", "secure_delete = ON", "temp_store = MEMORY", "wal_autocheckpoint = 0", "case_sensitive_like = ON",
                "cell_size_check = ON", "cache_size = -32000",
            ] {
                try database.execute(sql: "PRAGMA \(pragma)")
            }
        }
        return configuration
    }

    /// GRDB sets `synchronous` to NORMAL after it has prepared the writer, which would lose acknowledged commits on a power loss.
    static func harden(_ database: GRDB.Database, _ options: DatabaseOptions, _ log: WriteAheadLog) throws {
        let wanted = options.durability == .full ? 2 : 1
        try database.execute(sql: "PRAGMA synchronous = \(wanted)")
        try require(database, "synchronous", wanted)
        // 128 MiB for the one connection that writes: an import of a million people touches the pages of every index over all of them.
        try database.execute(sql: "PRAGMA cache_size = -131072")
        try require(database, "foreign_keys", 1)
        try require(database, "trusted_schema", 0)
        try require(database, "secure_delete", 1)
        try require(database, "temp_store", 2)
        guard try String.fetchOne(database, sql: "PRAGMA journal_mode") == "wal" else {
            throw StorageProblem.refused("SQLite does not keep a write-ahead log here; the folder may be on a network disk")
        }
        guard try String.fetchOne(database, sql: "PRAGMA encoding") == "UTF-8" else { throw StorageProblem.refused("the database is not in UTF-8") }
        // STRICT tables, RETURNING and ->> need 3.38.
        guard sqlite3_libversion_number() >= 3_038_000 else { throw StorageProblem.refused("SQLite 3.38 or later is needed") }
        try log.watch(database)
    }

    static func check(reader database: GRDB.Database) throws {
        try require(database, "foreign_keys", 1)
        try require(database, "trusted_schema", 0)
    }

    private static func require(_ database: GRDB.Database, _ pragma: String, _ wanted: Int) throws {
        // Setting wal_autocheckpoint again would take the place of our own hook, so it is not asked here.
        let found = try Int.fetchOne(database, sql: "PRAGMA \(pragma)")
        guard found == wanted else {
            throw StorageProblem.refused("PRAGMA \(pragma) is \(found.map(String.init) ?? "unknown") and must be \(wanted)")
        }
    }
}
