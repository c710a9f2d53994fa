internal import GRDB
internal import GRDBSQLite
import Synchronization

/// Watches how long the write-ahead log has become and moves its content into the database, always on the writing connection: no other
/// one may check-point (SQLite before 3.51.3 can lose the log otherwise).
final class WriteAheadLog: Sendable {
    private let threshold: Int
    let archive: WALArchive?
    private let frames = Mutex(Frames())

    private struct Frames {
        /// Frames in the log after the last commit.
        var written = 0
        /// Frames there were at the last check-point that could not empty the log.
        var moved = 0
    }

    init(threshold: Int, archive: WALArchive?) {
        self.threshold = max(1, threshold)
        self.archive = archive
    }

    /// SQLite tells after each commit how many frames the log holds.
    func watch(_ database: GRDB.Database) throws {
        guard let connection = database.sqliteConnection else { throw StorageProblem.closed }
        // The engine that owns this object outlives its connections.
        let place = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_wal_hook(
            connection,
            { place, _, _, frames in
                if let place { Unmanaged<WriteAheadLog>.fromOpaque(place).takeUnretainedValue().committed(frames: Int(frames)) }
                return SQLITE_OK
            }, place)
        // A commit of our own: with it the hook tells how many frames of the log are good, those from before a crash among them.
        guard archive != nil else { return }
        let version = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        try database.inTransaction(.immediate) {
            try database.execute(sql: "PRAGMA user_version = \(version)")
            return .commit
        }
        guard ship() else { throw StorageProblem.refused("the archive cannot be written: \(archive?.failure ?? "")") }
    }

    private func committed(frames count: Int) {
        frames.withLock {
            if count < $0.written { $0.moved = 0 }
            $0.written = count
        }
        archive?.committed(frames: count)
    }

    func checkpointIfDue(_ database: GRDB.Database) {
        let due = frames.withLock { $0.written - $0.moved >= threshold }
        if due { checkpoint(database) }
    }

    /// Copies to the archive what it lacks; false when that failed, and then the log must stay as it is.
    @discardableResult
    func ship() -> Bool {
        guard let archive else { return true }
        // The archive keeps the reason for whoever asks how it does.
        return (try? archive.ship()) != nil
    }

    /// Moves what it can without waiting for readers; what readers still need stays for the next time. A failure leaves the log as it is.
    func checkpoint(_ database: GRDB.Database) {
        guard let connection = database.sqliteConnection, !database.isInsideTransaction, ship() else { return }
        var inLog: Int32 = 0
        var moved: Int32 = 0
        let code = sqlite3_wal_checkpoint_v2(connection, nil, SQLITE_CHECKPOINT_PASSIVE, &inLog, &moved)
        frames.withLock { $0.moved = code == SQLITE_OK ? Int(max(inLog, 0)) : $0.written }
    }
}
