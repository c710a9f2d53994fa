import Actions
import AuditLog
import Logging
import Storage
import Synchronization

/// Signs the log as it grows and keeps the checkpoints outside the database. Whoever later holds the database alone cannot have another past signed.
package final class Notary: Sendable {
    private let database: Database
    package let folder: CheckpointFolder
    package let verifier: VerifierKey
    /// One signs at a time.
    private let turn = Mutex<Void>(())

    /// `key` signs under the log's name; `path` is the folder of checkpoints, best on another machine's disk.
    package init(database: Database, path: String, key: SigningKey) throws {
        self.database = database
        folder = try CheckpointFolder(path: path, key: key)
        verifier = key.verifier
    }

    /// Signs the log as it is now, if it has grown; the newest checkpoint, nil while the log is empty.
    @discardableResult
    package func seal() async throws -> SignedCheckpoint? {
        try await database.read { try self.seal(in: $0) }
    }

    /// The same within a reading that goes on to use what was signed. Throws when another has signed a larger log meanwhile: read again.
    func seal(in reader: Reader) throws -> SignedCheckpoint? {
        let trail = TrailReader(reader)
        let size = try trail.size()
        guard size > 0 else { return nil }
        return try turn.withLock { _ in
            if let last = try folder.latest(), last.checkpoint.size > size { throw Overtaken() }
            return try folder.seal(size: size, reading: trail)
        }
    }

    /// The reading is older than the newest checkpoint.
    struct Overtaken: Error {}

    /// Signs every second when there is something to sign, until the task is cancelled. A log that does not begin with what was signed before is
    /// not signed, and every second says so.
    package func serve(every pause: Duration = .seconds(1), log: Logger) async {
        while !Task.isCancelled {
            do {
                try await seal()
            } catch is Overtaken {
                // Signed by an export meanwhile.
            } catch {
                log.critical("the audit log could not be signed", metadata: ["fault": "\(error)"])
            }
            try? await Task.sleep(for: pause)
        }
    }
}
