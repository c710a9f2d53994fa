import Foundation

/// Backups of a SQLite database: a sealed copy made while the server works, the log since, and the received files.
///
/// On PostgreSQL the server's own tools do this, and better: `make` refuses and names them. See `docs/backup.md`.
package enum Backup {
    package struct Report: Sendable, Hashable {
        /// Every commit before this is in the copy.
        package let moment: Moment
        /// Bytes of the copied database.
        package let length: Int64
        /// Received files that were not in the folder before.
        package let newBlobs: Int
        /// Whether it can be carried on to any later moment: the database is open with an archive in the same folder.
        package let isContinued: Bool
    }

    /// Copies the database, and the received files that the folder lacks, into a folder. Writers go on meanwhile; the copy takes as much room on
    /// the disk again until it is sealed.
    package static func make(_ database: Database, blobs: BlobStore?, into folder: String, vault: Vault) async throws -> Report {
        guard let engine = database.engine as? SQLiteEngine else { throw onPostgres }
        let target = try BackupFolder(path: folder, vault: vault)
        let lock = try target.lock()
        defer { lock.release() }
        let store = try target.baseStore()
        let draft = try target.copyPlace()
        defer { unlink(draft) }
        let (moment, position) = try await engine.copy(to: draft, archivedIn: folder)
        return try await Blocking.run {
            let (name, _) = try store.put(file: draft)
            let length = try store.reader(name).length
            try target.add(.init(moment: moment.milliseconds, blob: name, position: position, length: length))
            let newBlobs = try blobs.map { try $0.copyMissing(to: target.blobs) } ?? 0
            return Report(moment: moment, length: length, newBlobs: newBlobs, isContinued: position != nil)
        }
    }

    package struct Restored: Sendable, Hashable {
        /// When the newest commit was made that is in the restored database, as far as known.
        package let moment: Moment
        /// Commits taken from the archived log.
        package let commits: Int
        package let blobs: Int
    }

    /// Makes a database at `path`, where there must be none, as it was at a moment (nil: as late as the backups reach), and brings back the
    /// received files that `blobs` lacks. The keys must be those of the time; they are not in the backup.
    package static func restore(
        from folder: String, to path: String, moment: Moment? = nil, blobs: String? = nil, vault: Vault
    ) async throws -> Restored {
        try await Blocking.run {
            let source = try BackupFolder(path: folder, vault: vault)
            guard let base = try source.bases().last(where: { base in moment.map { base.moment <= $0.milliseconds } ?? true }) else {
                throw StorageProblem.refused("there is no backup from before that moment in \(folder)")
            }
            for name in [path, path + "-wal", path + "-shm"] where access(name, F_OK) == 0 {
                throw StorageProblem.refused("\(name) exists; restore to another place and move it when it is checked")
            }
            try source.write(base, to: path)
            var replay = WALReplay(path: path, parts: try WALParts(folder: folder, vault: vault), moment: moment)
            if let position = base.position { try replay.run(from: position) }
            try RestoredCheck.run(path)
            let brought = try blobs.map { try BlobStore(folder: source.blobs, vault: vault).copyMissing(to: $0) } ?? 0
            return Restored(
                moment: max(replay.reached ?? Moment(milliseconds: base.moment), Moment(milliseconds: base.moment)), commits: replay.commits,
                blobs: brought)
        }
    }

    /// Removes what is not needed to restore to a moment from `moment` on.
    package static func forget(before moment: Moment, in folder: String, vault: Vault) throws {
        let target = try BackupFolder(path: folder, vault: vault)
        let bases = try target.bases()
        guard let kept = bases.last(where: { $0.moment <= moment.milliseconds }) else { return }
        for base in bases where base.moment < kept.moment { try target.remove(base) }
        if let position = kept.position { try WALParts(folder: folder, vault: vault).remove(before: position.segmentPart) }
    }

    static var onPostgres: StorageProblem {
        .refused("PostgreSQL is backed up by its own tools: pg_basebackup with archive_command, or pgBackRest or Barman; see docs/backup.md")
    }
}
