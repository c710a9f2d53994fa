internal import GRDB
internal import GRDBSQLite
import Synchronization

/// A compiled statement in use: binds, steps and reads by SQLite's own functions, which is what makes a bulk load fast. GRDB keeps the compiled
/// form with its connection.
struct SQLiteStatement {
    private let statement: OpaquePointer
    private let connection: OpaquePointer
    /// Keeps the compiled form alive.
    private let owner: GRDB.Statement
    /// Of a remembered statement.
    private let text: String?

    /// - Parameter remembered: whether the compiled form is kept for the next use of the same text.
    init(_ text: String, on database: GRDB.Database, remembered: Bool) throws {
        guard let connection = database.sqliteConnection else { throw StorageProblem.closed }
        do {
            var compiled = remembered ? try database.cachedStatement(sql: text) : try database.makeStatement(sql: text)
            // The body of a `forEach` may ask the same question again.
            if sqlite3_stmt_busy(compiled.sqliteStatement) != 0 { compiled = try database.makeStatement(sql: text) }
            owner = compiled
        } catch let error as DatabaseError {
            throw SQLiteProblem.translated(error)
        }
        statement = owner.sqliteStatement
        self.connection = connection
        self.text = remembered ? text : nil
    }

    var isReading: Bool { sqlite3_stmt_readonly(statement) != 0 }

    /// Read once for each text that is remembered: fifty names a row of the register take longer than the row.
    var columnNames: ColumnNames {
        let count = Int(sqlite3_column_count(statement))
        if let text, let known = Self.known.withLock({ $0.value(of: text) }), known.all.count == count { return known }
        let names = ColumnNames((0..<Int32(count)).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" })
        if let text { Self.known.withLock { $0.keep(names, for: text, weight: 1) } }
        return names
    }

    private static let known = Mutex(Recent<String, ColumnNames>(limit: 1000))

    /// Forgets the values, so that none stays in memory, and makes the statement ready for the next.
    func reset() {
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    /// Ready for the next row; the values of the last are replaced by its own.
    func rewind() { sqlite3_reset(statement) }

    func bind(_ value: Value, at place: Int) throws {
        let place = Int32(place)
        let code: Int32
        switch value {
        case .null: code = sqlite3_bind_null(statement, place)
        case .integer(let number): code = sqlite3_bind_int64(statement, place, number)
        case .real(let number): code = sqlite3_bind_double(statement, place, number)
        case .text(var text):
            code = try text.withUTF8 { bytes in
                try TextRule.check(bytes)
                // An empty text may have no address, and an address of nil would bind null.
                guard let base = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_text(statement, place, "", 0, Self.copied) }
                return base.withMemoryRebound(to: CChar.self, capacity: bytes.count) {
                    sqlite3_bind_text64(statement, place, $0, sqlite3_uint64(bytes.count), Self.copied, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            code = bytes.withUnsafeBytes { bytes in
                guard let base = bytes.baseAddress, !bytes.isEmpty else { return sqlite3_bind_zeroblob(statement, place, 0) }
                return sqlite3_bind_blob64(statement, place, base, sqlite3_uint64(bytes.count), Self.copied)
            }
        }
        guard code == SQLITE_OK else { throw SQLiteProblem.last(of: connection) }
    }

    /// SQLite's SQLITE_TRANSIENT: it copies the bytes before the call returns.
    private static var copied: sqlite3_destructor_type { unsafeBitCast(-1, to: sqlite3_destructor_type.self) }

    /// True for a row, false at the end.
    func step() throws -> Bool {
        switch sqlite3_step(statement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw SQLiteProblem.last(of: connection)
        }
    }

    func row(_ names: ColumnNames) -> Row {
        Row(names: names, values: (0..<Int32(truncatingIfNeeded: names.all.count)).map(value))
    }

    /// The row it has come to.
    var cells: SQLiteCells { SQLiteCells(statement: statement) }

    private func value(at column: Int32) -> Value {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(statement, column))
        case SQLITE_TEXT:
            guard let text = sqlite3_column_text(statement, column) else { return .text("") }
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let blob = sqlite3_column_blob(statement, column) else { return .blob([]) }
            return .blob([UInt8](UnsafeRawBufferPointer(start: blob, count: Int(sqlite3_column_bytes(statement, column)))))
        default: return .null
        }
    }
}

/// A row read where SQLite holds it.
struct SQLiteCells: Cells {
    fileprivate let statement: OpaquePointer

    func integer(_ place: Int) throws -> Int64? {
        switch sqlite3_column_type(statement, Int32(place)) {
        case SQLITE_INTEGER: return sqlite3_column_int64(statement, Int32(place))
        case SQLITE_NULL: return nil
        default: throw StorageProblem.mismatch(column: "\(place)", reason: "is no whole number")
        }
    }

    func bytes(_ place: Int) throws -> UnsafeRawBufferPointer? {
        let column = Int32(place)
        switch sqlite3_column_type(statement, column) {
        case SQLITE_TEXT, SQLITE_BLOB:
            // Asked for as bytes, a text comes as it is stored, which is UTF-8.
            return UnsafeRawBufferPointer(start: sqlite3_column_blob(statement, column), count: Int(sqlite3_column_bytes(statement, column)))
        case SQLITE_NULL: return nil
        default: throw StorageProblem.mismatch(column: "\(place)", reason: "is no text")
        }
    }
}
