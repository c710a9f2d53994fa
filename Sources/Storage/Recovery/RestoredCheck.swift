internal import GRDBSQLite

/// Looks a restored database over before anybody trusts it.
enum RestoredCheck {
    static func run(_ path: String) throws {
        var connection: OpaquePointer?
        defer { sqlite3_close(connection) }
        guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil) == SQLITE_OK, let connection else {
            throw StorageProblem.damaged("the restored database does not open")
        }
        guard try firstColumn("PRAGMA integrity_check", connection) == ["ok"] else {
            throw StorageProblem.damaged("the restored database is not whole")
        }
        guard try firstColumn("PRAGMA foreign_key_check", connection).isEmpty else {
            throw StorageProblem.damaged("rows of the restored database refer to rows that are not there")
        }
    }

    private static func firstColumn(_ text: String, _ connection: OpaquePointer) throws -> [String] {
        var statement: OpaquePointer?
        defer { sqlite3_finalize(statement) }
        guard sqlite3_prepare_v2(connection, text, -1, &statement, nil) == SQLITE_OK else { throw SQLiteProblem.last(of: connection) }
        var values: [String] = []
        while sqlite3_step(statement) == SQLITE_ROW { values.append(sqlite3_column_text(statement, 0).map { String(cString: $0) } ?? "") }
        return values
    }
}
