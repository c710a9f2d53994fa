internal import GRDB
internal import GRDBSQLite

/// Copies a database through SQLite's backup interface, from a connection inside a reading transaction: what that sees is what is copied.
enum SQLiteCopy {
    static func write(_ database: GRDB.Database, to path: String) throws {
        guard let source = database.sqliteConnection else { throw StorageProblem.closed }
        var target: OpaquePointer?
        defer { sqlite3_close(target) }
        guard sqlite3_open_v2(path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nil) == SQLITE_OK, let target else {
            throw StorageProblem.failed(code: "copy", reason: "the copy \(path) cannot be made")
        }
        // The copy is sealed elsewhere before it counts.
        sqlite3_exec(target, "PRAGMA synchronous = OFF", nil, nil, nil)
        guard let copying = sqlite3_backup_init(target, "main", source, "main") else { throw SQLiteProblem.last(of: target) }
        let stepped = sqlite3_backup_step(copying, -1)
        let finished = sqlite3_backup_finish(copying)
        guard stepped == SQLITE_DONE, finished == SQLITE_OK else { throw SQLiteProblem.last(of: target) }
    }
}
