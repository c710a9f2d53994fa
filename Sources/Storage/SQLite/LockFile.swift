import Foundation
import Synchronization

/// A file beside the database that one process holds: Debian's SQLite 3.40 can damage a database that two processes check-point.
final class LockFile: Sendable {
    private let held: Mutex<Int32?>

    /// Takes the lock or refuses at once.
    init(beside path: String) throws {
        let name = path + ".lock"
        let descriptor = open(name, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw StorageProblem.refused("the lock file \(name) cannot be opened: \(String(cString: strerror(errno)))")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            Foundation.close(descriptor)
            throw StorageProblem.refused("another process works on \(path); if it is a server, commands go through it")
        }
        held = Mutex(descriptor)
    }

    /// Lets the next have it; called when all connections are closed. Closing alone would not do: a worker process that is being started holds
    /// a copy of every open file for a moment.
    func release() {
        held.withLock { descriptor in
            if let descriptor {
                flock(descriptor, LOCK_UN)
                Foundation.close(descriptor)
            }
            descriptor = nil
        }
    }

    deinit { release() }
}
