// Timers of Dispatch may be used from any thread; it does not say so yet.
@preconcurrency import Dispatch
import Foundation
internal import GRDB
internal import GRDBSQLite
import Synchronization

/// SQLite in one file with a write-ahead log: one connection writes and check-points, some read.
final class SQLiteEngine: Engine {
    let dialect = Dialect.sqlite
    let path: String
    private let pool: DatabasePool
    private let log: WriteAheadLog
    private let pending = PendingWrites()
    private let writer = SQLiteWriter()
    private let lockFile: LockFile
    private let state = Mutex(State())
    private let clock = DispatchSource.makeTimerSource(queue: .global())

    private struct State {
        var closed = false
    }

    private init(path: String, pool: DatabasePool, log: WriteAheadLog, lockFile: LockFile) {
        self.path = path
        self.pool = pool
        self.log = log
        self.lockFile = lockFile
        if log.archive != nil {
            clock.setEventHandler { [weak self] in self?.shipIfNeeded() }
            clock.schedule(deadline: .now() + 1, repeating: 1)
        }
        clock.activate()
    }

    var archiving: ArchiveState {
        guard let archive = log.archive else { return .none }
        return archive.failure.map { .failing($0) } ?? .working
    }

    /// Once a second: so much may be lost with the disk of the database.
    private func shipIfNeeded() {
        guard log.archive?.hasWork == true, !state.withLock({ $0.closed }) else { return }
        pool.asyncWriteWithoutTransaction { _ in self.log.ship() }
    }

    /// Copies the database as it is between two transactions of the writer. The archive's position is where the copy is carried on from; nil when
    /// the archive is not in that folder.
    func copy(to path: String, archivedIn folder: String) async throws -> (Moment, WALPosition?) {
        try requireOpen()
        return try await withCheckedThrowingContinuation { continuation in
            pool.asyncWriteWithoutTransaction { _ in
                let archive = self.log.archive.flatMap { $0.folder == folder ? $0 : nil }
                guard archive == nil || self.log.ship() else {
                    continuation.resume(throwing: StorageProblem.refused("the archive cannot be written: \(archive?.failure ?? "")"))
                    return
                }
                let moment = Moment.ofThisMachine
                let position = archive?.position
                // The reader sees what is committed now, whatever is written while it copies.
                self.pool.spawnConcurrentRead { opened in
                    continuation.resume(
                        with: Result {
                            try SQLiteCopy.write(opened.get(), to: path)
                            return (moment, position)
                        }.mapError(SQLiteProblem.translated))
                }
            }
        }
    }

    static func open(path: String, options: DatabaseOptions) async throws -> SQLiteEngine {
        try await Blocking.run {
            let path = try SQLiteFile.prepare(path)
            let lockFile = try LockFile(beside: path)
            try SQLiteFile.create(path)
            do {
                let archive = try options.archive.map { try WALArchive(folder: $0.folder, vault: $0.vault, database: path) }
                let pool = try DatabasePool(path: path, configuration: SQLiteStart.configuration(options))
                let log = WriteAheadLog(threshold: options.checkpointPages, archive: archive)
                try pool.writeWithoutTransaction { try SQLiteStart.harden($0, options, log) }
                try pool.read { try SQLiteStart.check(reader: $0) }
                return SQLiteEngine(path: path, pool: pool, log: log, lockFile: lockFile)
            } catch {
                throw SQLiteProblem.translated(error)
            }
        }
    }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try requireOpen()
        return try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { opened in
                continuation.resume(with: Result { try body(SQLiteSession(opened.get())) }.mapError { self.translated($0) })
            }
        }
    }

    func write<T: Sendable>(_ isolation: Isolation, _ body: @escaping @Sendable (any Session) throws -> T) async throws -> T {
        try requireOpen()
        return try await withCheckedThrowingContinuation { continuation in
            let write = PendingWrites.Write(
                attempt: { session in
                    let result = try body(session)
                    return { continuation.resume(returning: result) }
                }, fail: { continuation.resume(throwing: $0) })
            if pending.add(write) { takeTurn() }
        }
    }

    /// One turn of the writing connection; others that want it, such as a backup, come in between.
    private func takeTurn() {
        pool.asyncWriteWithoutTransaction { database in
            self.writer.run(self.pending.take(), on: database)
            self.log.checkpointIfDue(database)
            if self.pending.endTurn() { self.takeTurn() }
        }
    }

    /// What GRDB says of a database that was closed meanwhile is what we say of one that was closed before.
    private func translated(_ error: any Error) -> any Error {
        error is DatabaseError && state.withLock({ $0.closed }) ? StorageProblem.closed : SQLiteProblem.translated(error)
    }

    private func requireOpen() throws {
        if state.withLock({ $0.closed }) { throw StorageProblem.closed }
    }

    func close() async throws {
        let wasClosed = state.withLock { state in
            defer { state.closed = true }
            return state.closed
        }
        guard !wasClosed else { return }
        clock.cancel()
        try await Blocking.run {
            do {
                try self.pool.barrierWriteWithoutTransaction { self.log.checkpoint($0) }
                // GRDB would close the writer first, and the readers that remain may not clear the log away.
                self.pool.invalidateReadOnlyConnections()
                try self.pool.close()
                try self.log.archive?.end()
                self.lockFile.release()
            } catch {
                throw SQLiteProblem.translated(error)
            }
        }
    }
}
