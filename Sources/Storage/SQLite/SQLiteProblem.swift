import Foundation
internal import GRDB
internal import GRDBSQLite

/// SQLite's result codes in our words.
enum SQLiteProblem {
    /// What the connection's last call complained about.
    static func last(of connection: OpaquePointer) -> StorageProblem {
        problem(code: sqlite3_extended_errcode(connection), message: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "")
    }

    static func translated(_ error: DatabaseError) -> StorageProblem {
        problem(code: error.extendedResultCode.rawValue, message: error.message ?? "")
    }

    /// Whatever a driver's call threw.
    static func translated(_ error: any Error) -> any Error { (error as? DatabaseError).map { translated($0) } ?? error }

    static func problem(code: Int32, message: String) -> StorageProblem {
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: constraint(code, message)
        case SQLITE_BUSY, SQLITE_LOCKED: .busy(message)
        case SQLITE_FULL: .full(message)
        case SQLITE_CORRUPT, SQLITE_NOTADB: .damaged(message)
        case SQLITE_MISUSE, SQLITE_RANGE: .misuse(message)
        default: .failed(code: "SQLite \(code)", reason: message)
        }
    }

    private static func constraint(_ code: Int32, _ message: String) -> StorageProblem {
        let detail = message.range(of: "failed: ").map { String(message[$0.upperBound...]) } ?? ""
        switch code >> 8 {
        // PRIMARYKEY, UNIQUE and ROWID of sqlite3.h, whose macros Swift cannot see.
        case 6, 8, 10: return .uniqueViolation(columns(detail))
        case 3: return .foreignKey(.init())
        case 5: return .notNull(columns(detail))
        case 1: return .check(.init(constraint: detail))
        default: return .check(.init(constraint: message))
        }
    }

    /// `members.household_id, members.position`, or `index 'members_by_name'`.
    private static func columns(_ detail: String) -> StorageProblem.Violated {
        if detail.hasPrefix("index '") { return .init(constraint: String(detail.dropFirst(7).dropLast())) }
        let places = detail.split(separator: ",").map { $0.split(separator: ".").map { $0.filter { $0 != " " } } }
        return .init(table: places.first?.first, columns: places.compactMap { $0.count > 1 ? $0[1] : nil })
    }
}
