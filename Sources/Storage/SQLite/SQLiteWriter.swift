internal import GRDB
internal import GRDBSQLite
import Synchronization

/// Runs transactions on the writing connection, several at once where they have waited together.
final class SQLiteWriter: Sendable {
    /// Why nothing is written any more until the next start: a failed sync, after which the log's content is not known.
    private let halted = Mutex<String?>(nil)

    /// Runs all and tells each caller. Each is a transaction of its own in all but the wait for the disk: what one throws undoes that one only.
    func run(_ writes: [PendingWrites.Write], on database: GRDB.Database) {
        if database.sqliteConnection == nil {
            writes.forEach { $0.fail(StorageProblem.closed) }
        } else if let reason = halted.withLock({ $0 }) {
            writes.forEach { $0.fail(StorageProblem.failed(code: "halted", reason: reason + "; start the server again")) }
        } else if writes.count == 1 || !runTogether(writes, database) {
            writes.forEach { runAlone($0, database) }
        }
    }

    private func runAlone(_ write: PendingWrites.Write, _ database: GRDB.Database) {
        do {
            try database.beginTransaction(.immediate)
            let session = SQLiteSession(database)
            let succeed = try write.attempt(session)
            try session.requireUnbroken()
            try commit(database)
            succeed()
        } catch {
            rollBack(database)
            write.fail(SQLiteProblem.translated(error))
        }
    }

    /// False when nothing was done and each must be run alone: one of them ended the transaction of all, or it could not be committed.
    private func runTogether(_ writes: [PendingWrites.Write], _ database: GRDB.Database) -> Bool {
        var answers: [@Sendable () -> Void] = []
        do {
            try database.beginTransaction(.immediate)
            for write in writes { answers.append(try answer(of: write, database)) }
            try commit(database)
        } catch StorageProblem.outcomeUnknown(let reason) {
            writes.forEach { $0.fail(StorageProblem.outcomeUnknown(reason)) }
            return true
        } catch {
            rollBack(database)
            return false
        }
        answers.forEach { $0() }
        return true
    }

    /// What the caller will be told when all are committed. Throws when the transaction of all is gone.
    private func answer(of write: PendingWrites.Write, _ database: GRDB.Database) throws -> @Sendable () -> Void {
        try mark("SAVEPOINT one", database)
        do {
            let session = SQLiteSession(database)
            let succeed = try write.attempt(session)
            try session.requireUnbroken()
            try mark("RELEASE one", database)
            return succeed
        } catch {
            guard database.isInsideTransaction else { throw error }
            try mark("ROLLBACK TO one; RELEASE one", database)
            let problem = SQLiteProblem.translated(error)
            return { write.fail(problem) }
        }
    }

    private func mark(_ text: String, _ database: GRDB.Database) throws {
        guard let connection = database.sqliteConnection else { throw StorageProblem.closed }
        guard sqlite3_exec(connection, text, nil, nil, nil) == SQLITE_OK else { throw SQLiteProblem.last(of: connection) }
    }

    private func commit(_ database: GRDB.Database) throws {
        do {
            try database.commit()
        } catch let error as DatabaseError where error.resultCode == .SQLITE_IOERR {
            // The frames may or may not be on disk, and asking the disk again may be answered falsely: stop until a start has read the log.
            let reason = "the disk failed while a transaction was committed (SQLite \(error.extendedResultCode.rawValue))"
            halted.withLock { $0 = reason }
            rollBack(database)
            throw StorageProblem.outcomeUnknown(reason)
        }
    }

    /// Nothing is left open, whatever happened; GRDB would end the process otherwise.
    private func rollBack(_ database: GRDB.Database) {
        guard database.isInsideTransaction else { return }
        do { try database.rollback() } catch {
            if let connection = database.sqliteConnection { sqlite3_exec(connection, "ROLLBACK", nil, nil, nil) }
        }
    }
}
