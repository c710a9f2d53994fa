import Foundation
import Synchronization

/// Copies the write-ahead log, sealed, out of the way before it is emptied, so that a backup can be carried on to any moment.
///
/// The log is copied in this process and on the writing connection's turn: only there is it known that nothing is appended meanwhile and that
/// nothing was check-pointed unseen. The `-wal` file may be read through a descriptor of our own; the database file never, since closing
/// that would drop the locks SQLite holds on it. Every part is on disk before a check-point may follow it.
final class WALArchive: Sendable {
    let folder: String
    private let parts: WALParts
    private let path: String
    private let ending: ArchiveEnding
    private let state: Mutex<State>

    private struct State {
        var position: WALPosition
        /// The salts by which SQLite tells one filling of the log from the next.
        var salts: [UInt8]
        /// Commits not archived yet.
        var commits: [WALCommit] = []
        /// Why the last attempt failed; the log is not emptied until one succeeds.
        var failure: String?
    }

    /// Goes on where the archive's last part ended if the log is still the same filling, or if nothing was written since the last clean end;
    /// otherwise a new chain begins, which needs a new backup. Called before SQLite opens the file.
    init(folder: String, vault: Vault, database path: String) throws {
        self.folder = folder
        self.path = path
        parts = try WALParts(folder: folder, vault: vault)
        ending = ArchiveEnding(folder: folder)
        let last = try parts.last()
        var position = last?.next ?? WALPosition(chain: 1, part: 1, segment: 1, segmentPart: 1, frame: 0)
        let salts = try WALFile(path + "-wal")?.salts
        if let last, salts != last.salts {
            if try !ending.isCleanEnd(of: path, after: position) { position.chain += 1 }
            Self.beginSegment(&position)
        }
        try ending.remove()
        state = Mutex(State(position: position, salts: salts ?? []))
    }

    private static func beginSegment(_ position: inout WALPosition) {
        position.segment += 1
        position.segmentPart = position.part
        position.frame = 0
    }

    /// Where the archive stands; a backup made now begins here.
    var position: WALPosition { state.withLock { $0.position } }

    var failure: String? { state.withLock { $0.failure } }

    /// Called by SQLite's hook after each commit.
    func committed(frames: Int) {
        let moment = Moment.ofThisMachine
        state.withLock { $0.commits.append(WALCommit(frame: Int64(frames), moment: moment)) }
    }

    var hasWork: Bool { state.withLock { !$0.commits.isEmpty } }

    /// Archives all commits so far. Called on the writing connection's turn, outside of a transaction.
    func ship() throws {
        try state.withLock { state in
            do {
                guard let newest = state.commits.last else { return }
                try ship(&state, upTo: newest.frame)
                state.failure = nil
            } catch {
                state.failure = "\(error)"
                throw error
            }
        }
    }

    private func ship(_ state: inout State, upTo end: Int64) throws {
        guard let log = try WALFile(path + "-wal") else { throw StorageProblem.damaged("the write-ahead log is not there") }
        if log.salts != state.salts {
            // The log is emptied only after all of it was archived: what is new is all in this filling.
            if state.position.frame > 0 { Self.beginSegment(&state.position) }
            state.salts = log.salts
        }
        while state.position.frame < end {
            let limit = min(end, state.position.frame + WALParts.framesPerPart)
            let taken = state.commits.prefix { $0.frame <= limit }
            let part = WALPart(
                position: state.position, lastFrame: limit, header: log.header, commits: Array(taken),
                frames: try log.frames(from: state.position.frame, to: limit))
            try parts.write(part)
            state.position = part.next
            state.commits.removeFirst(taken.count)
        }
    }

    /// Notes that nothing was written after the last part. Called when the database is closed and before others may open it.
    func end() throws {
        guard !hasWork else { return }
        try ending.write(of: path, after: position)
    }
}
